import Diagnostics
import SecurityGroupIR

extension Diagnostic {
  static func inexpressible(_ term: Term, at origin: Origin) -> Diagnostic {
    let value =
      switch term {
      case .member: "a part of a structured input"
      case .convert(_, .string): "a truth value as text"
      case .convert(_, .number): "a text as a number"
      case .convert: "a value in another type"
      default: "all entries of a map input"
      }
    return Diagnostic(
      "call-plan/inexpressible-value", summary: "A value that a call plan cannot compute",
      detail: """
        This needs \(value), and a plan has no word for that. If it depends on variables, give them \
        when translating, with --var.
        """,
      at: origin.location)
  }
}
