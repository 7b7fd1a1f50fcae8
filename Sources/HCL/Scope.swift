package import Diagnostics

/// What an expression may refer to.
package protocol Scope {
  /// The value of the reference that starts at `root`, and how many of `names` it took.
  ///
  /// `var.ports[0].from` asks for root `var` with names `["ports"]`; the rest is applied by the evaluator.
  func resolve(
    _ root: Identifier, _ names: [Identifier], at location: SourceLocation
  ) throws(EvaluationFailure) -> (value: Value, taken: Int)

  var functions: [String: Function] { get }
  var functionEnvironment: FunctionEnvironment { get }
}

/// Why an expression has no value.
package enum EvaluationFailure: Error, Sendable {
  case diagnostic(Diagnostic)
  /// It depends on something whose failure has been reported already.
  case reported
}

/// A scope without references: for defaults of variables and for tfvars files.
package struct ConstantScope: Scope {
  package let functions: [String: Function] = [:]
  package let functionEnvironment = FunctionEnvironment()
  private let what: String

  /// `what` completes the sentence "… may not refer to anything": "A variable's default".
  package init(_ what: String) { self.what = what }

  package func resolve(
    _ root: Identifier, _ names: [Identifier], at location: SourceLocation
  ) throws(EvaluationFailure) -> (value: Value, taken: Int) {
    throw .diagnostic(.variablesNotAllowed(what, at: location))
  }
}
