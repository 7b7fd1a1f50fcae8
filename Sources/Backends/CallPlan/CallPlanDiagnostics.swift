import Diagnostics
import SecurityGroupIR

extension Diagnostic {
  /// A term for which a plan has no word; it can be computed once the variables in it are known.
  static func inexpressible(_ term: Term, in program: Program, at origin: Origin) -> Diagnostic {
    let value =
      switch term {
      case .member: "a part of a structured input"
      case .convert(_, .string): "a truth value as text"
      case .convert(_, .number): "a text as a number"
      case .convert: "a value in another type"
      case .conditional: "a choice between two values"
      case .join: "the elements of a list as one text"
      case .length: "the length of a list"
      default: "all entries of a map input"
      }
    let variables = program.variables(in: term)
    if variables.isEmpty {
      return Diagnostic(
        "binding/several-lookups", summary: "A value that a call plan cannot compute",
        detail: """
          This is computed from more than the answer of one call, and a plan has no word for that. \
          Record the answers of the data sources in a file, and give it with --resolve FILE.json.
          """,
        at: origin.location)
    }
    return Diagnostic(
      "binding/value-needed", summary: "A value that a call plan cannot compute",
      detail: """
        This needs \(value), and a plan has no word for that. Give the variables when translating, \
        with --var.
        """,
      at: origin.location, variables: variables)
  }
}
