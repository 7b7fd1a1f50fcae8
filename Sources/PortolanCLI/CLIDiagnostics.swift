package import Diagnostics

extension Diagnostic {
  package static func cannotWrite(_ place: String, _ error: FileError) -> Diagnostic {
    Diagnostic(
      "cli/cannot-write", summary: "Cannot write output",
      detail: "The output could not be written to \(place): \(error.reason).")
  }

  package static func nothingToAllow() -> Diagnostic {
    Diagnostic(
      "cli/nothing-to-allow", .warning, summary: "A policy that allows nothing",
      detail: """
        The artifact calls no operation that needs a permission when it is used so; IAM refuses a \
        policy without statements. Attach none.
        """)
  }
}
