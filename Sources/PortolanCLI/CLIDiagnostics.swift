package import Diagnostics

extension Diagnostic {
  package static func cannotWrite(_ place: String, _ error: FileError) -> Diagnostic {
    Diagnostic(
      "cli/cannot-write", summary: "Cannot write output",
      detail: "The output could not be written to \(place): \(error.reason).")
  }
}
