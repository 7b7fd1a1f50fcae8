package import Diagnostics

extension Diagnostic {
  /// A call that has no value. The arguments' places are in the order of the values that were
  /// passed; an expanded argument stands for all values beyond the last place.
  package static func callFailed(
    _ error: FunctionError, of function: Function, at name: SourceLocation,
    arguments: [SourceLocation]
  ) -> Diagnostic {
    callFailed(
      error, of: function.name,
      parameter: error.argument.flatMap { function.parameter(at: $0)?.name }, at: name,
      arguments: arguments)
  }

  static func callFailed(
    _ error: FunctionError, of function: String, parameter: String?, at name: SourceLocation,
    arguments: [SourceLocation]
  ) -> Diagnostic {
    let place = error.argument.flatMap {
      arguments.indices.contains($0) ? arguments[$0] : arguments.last
    }
    switch error.kind {
    case .tooFewArguments:
      return Diagnostic(
        "hcl/not-enough-arguments", summary: "Not enough function arguments",
        detail: error.message, at: name)
    case .tooManyArguments:
      return Diagnostic(
        "hcl/too-many-arguments", summary: "Too many function arguments",
        detail: error.message, at: place ?? name)
    case .failure:
      guard let parameter else {
        return Diagnostic(
          "hcl/function-call-failed", summary: "Error in function call",
          detail: "Call to function \"\(function)\" failed: \(error.message).", at: name)
      }
      return Diagnostic(
        "hcl/invalid-function-argument", summary: "Invalid function argument",
        detail: "Invalid value for \"\(parameter)\" parameter: \(error.message).",
        at: place ?? name
      ).also(at: name, "in this call")
    }
  }

  package static func unknownFunction(
    _ name: String, at location: SourceLocation, among known: some Sequence<String>
  ) -> Diagnostic {
    let guess = nearestName(to: name, among: known).map { " Did you mean \"\($0)\"?" } ?? ""
    return Diagnostic(
      "hcl/unknown-function", summary: "Call to unknown function",
      detail: "There is no function named \"\(name)\".\(guess)", at: location)
  }
}
