package import Diagnostics
package import HCL

/// The scope of `terraform console`: a root module in which every variable that was given a value,
/// or has a default, is known.
package struct Console: Sendable {
  /// What was found while the variables got their values.
  package let findings: DiagnosticSink
  private let frontEnd: FrontEnd
  private let bindings: Bindings

  package init(_ frontEnd: FrontEnd) {
    var sink = DiagnosticSink()
    bindings = frontEnd.consoleBindings(into: &sink)
    findings = sink
    self.frontEnd = frontEnd
  }

  package enum Result: Sendable {
    case value(Value)
    /// What the `type` function says, which the console alone has.
    case type(ValueType)
    case failure([Diagnostic])
  }

  /// Evaluates one expression; what came before has no influence on it.
  ///
  /// - Returns: The result, and the files that its diagnostics point into.
  package func evaluate(_ text: String) -> (result: Result, sources: SourceMap) {
    var sources = frontEnd.sources
    let bytes = Array(text.utf8)
    let file = sources.add(SourceFile(path: "<expression>", bytes: bytes))
    var sink = DiagnosticSink()
    let (tree, id) = Parser.parseExpression(file: file, bytes: bytes, into: &sink)
    if sink.hasErrors { return (.failure(sink.sorted), sources) }
    return (evaluate(ExpressionReference(file: ParsedFile(tree), id: id)), sources)
  }

  private func evaluate(_ expression: ExpressionReference) -> Result {
    let errors = staticErrors(in: expression)
    if !errors.isEmpty { return .failure(errors) }
    if let argument = expression.argumentOfType {
      return switch value(of: argument) {
      case .value(let value): .type(value.type)
      case let other: other
      }
    }
    return value(of: expression)
  }

  /// What is wrong whether or not it is evaluated: not even `try` helps there.
  private func staticErrors(in expression: ExpressionReference) -> [Diagnostic] {
    var checker = ReferenceChecker()
    checker.check(expression, in: frontEnd.root)
    var sink = checker.sink
    for call in (expression.argumentOfType ?? expression).callsOfType {
      sink.report(.typeWithinExpression(at: call))
    }
    return sink.sorted
  }

  private func value(of expression: ExpressionReference) -> Result {
    let evaluation = Evaluation(
      bindings: bindings, functionEnvironment: frontEnd.environment, resourceTypes: registeredTypes,
      answers: frontEnd.answers.values)
    let module = ModuleInstance(root: frontEnd.root, evaluation: evaluation)
    defer { module.forget() }
    do throws(EvaluationFailure) {
      return .value(try expression.evaluate(in: module))
    } catch {
      evaluation.report(error)
    }
    // How many instances there are may depend on what is known only later.
    if !evaluation.sink.hasErrors, !evaluation.demands.isEmpty {
      let sources = evaluation.demands.flatMap(\.sources).map(Residual.source)
      return .value(.unknown(.dynamic, .opaque(operation: "instances", sources)))
    }
    return .failure(evaluation.sink.sorted)
  }
}

extension FrontEnd {
  fileprivate func consoleBindings(into sink: inout DiagnosticSink) -> Bindings {
    var bindings = Bindings()
    for variable in root.variables.values.sorted(by: { $0.location.isBefore($1.location) }) {
      let known =
        given.values[variable.name].map { value($0, for: variable, into: &sink) }
        ?? variable.defaultValue
      if let known { bindings.fix(variable.name, known, .given) }
    }
    return bindings
  }
}

extension ExpressionReference {
  /// `x` where the whole expression is `type(x)`.
  fileprivate var argumentOfType: ExpressionReference? {
    guard case .call(let name, let arguments, false) = file.tree[id], name.text == "type",
      arguments.count == 1
    else { return nil }
    return ExpressionReference(file: file, id: arguments[0])
  }

  fileprivate var callsOfType: [SourceLocation] {
    var found: [SourceLocation] = []
    var work = [id]
    while let id = work.popLast() {
      if case .call(let name, _, _) = file.tree[id], name.text == "type" {
        found.append(file.tree.location(name.span))
      }
      work += file.tree.children(of: id)
    }
    return found
  }
}
