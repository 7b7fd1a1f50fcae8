import Diagnostics

extension Diagnostic {
  static func pathNotFound(_ path: String) -> Diagnostic {
    Diagnostic(
      "terraform/not-found", summary: "Configuration not found",
      detail: "There is no file or directory \"\(path)\".")
  }

  static func brokenInvariant(_ fault: String) -> Diagnostic {
    Diagnostic(
      "portolan/broken-invariant", .internal, summary: "Fault in Portolan",
      detail: "The program made from the configuration breaks a rule of its own: \(fault). Please "
        + "report it with the configuration.")
  }
}
