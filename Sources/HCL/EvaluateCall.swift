import Diagnostics

extension Evaluator {
  func call(
    _ name: Identifier, _ argumentIDs: [ExpressionID], expandsLast: Bool, at id: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    let plainName = name.text.withoutCoreNamespace
    if scope is ConstantScope { throw fail(.functionsNotAllowed(at: at(id))) }
    if let form = SpecialForm(rawValue: plainName) {
      let place = tree.location(name.span)
      return try expandsLast
        ? specialExpanding(form, argumentIDs, at: place) : special(form, argumentIDs, at: place)
    }
    guard let function = scope.functions[plainName] else {
      throw fail(
        .unknownFunction(
          name.text, at: tree.location(name.span),
          among: scope.functions.keys.sorted() + SpecialForm.allCases.map(\.rawValue)))
    }
    var arguments: [Value] = []
    for (position, argument) in argumentIDs.enumerated() {
      let value = try evaluate(argument)
      if expandsLast, position == argumentIDs.count - 1 {
        switch value.content {
        case .list(_, let elements), .set(_, let elements), .tuple(let elements):
          arguments += elements.map { $0.marked(value.marks) }
        case .unknown(let unknown):
          return .unknown(
            .dynamic,
            .opaque(operation: "a call of \(name.text)", [unknown.residual]), marks: value.marks)
        default: throw fail(.invalidExpansion(value, at: at(argument)))
        }
      } else {
        arguments.append(value)
      }
    }
    do throws(FunctionError) {
      let result = try HCL.call(function, arguments, environment: scope.functionEnvironment)
      if case .string(let text) = result.content, !budget.spendText(text.utf8.count) {
        throw FunctionError(
          "all strings that this expression makes would have more than "
            + "\(EvaluationBudget.maximumTotalText) bytes together, which is the limit")
      }
      return result
    } catch {
      throw fail(
        .callFailed(
          error, of: function, at: tree.location(name.span), arguments: argumentIDs.map(at)))
    }
  }

  /// `try(a, b...)`: what is expanded has to have a value, whatever the form does with failures.
  private func specialExpanding(
    _ form: SpecialForm, _ argumentIDs: [ExpressionID], at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    guard let last = argumentIDs.last else { return try special(form, argumentIDs, at: place) }
    let value = try evaluate(last)
    let elements: [Value]
    switch value.content {
    case .list(_, let members), .set(_, let members), .tuple(let members): elements = members
    case .unknown(let unknown):
      return .unknown(
        .dynamic, .opaque(operation: "a call of \(form.rawValue)", [unknown.residual]),
        marks: value.marks)
    default: throw fail(.invalidExpansion(value, at: at(last)))
    }
    let first = Array(argumentIDs.dropLast())
    switch form {
    case .try:
      if !first.isEmpty, let found = try? firstSuccess(first, at: place) { return found }
      guard let found = elements.first else { return try firstSuccess(first, at: place) }
      return found.marked(value.marks)
    case .can:
      guard first.isEmpty, elements.count == 1 else {
        throw fail(.oneArgument("can", found: first.count + elements.count, at: place))
      }
      return .bool(true)
    case .templatefile, .templatestring: return try special(form, argumentIDs, at: place)
    }
  }

  private func special(
    _ form: SpecialForm, _ arguments: [ExpressionID], at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    switch form {
    case .try: try firstSuccess(arguments, at: place)
    case .can: try can(arguments, at: place)
    case .templatefile: try templateFile(arguments, at: place)
    case .templatestring: try templateString(arguments, at: place)
    }
  }

  /// The first argument that has a value.
  private func firstSuccess(
    _ arguments: [ExpressionID], at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    var reasons: [String] = []
    for argument in arguments {
      do throws(EvaluationFailure) {
        return try evaluate(argument)
      } catch .diagnostic(let diagnostic) {
        reasons.append(diagnostic.detail)
      } catch {
        throw error
      }
    }
    throw fail(.noTryArgument(reasons, at: place))
  }

  private func can(
    _ arguments: [ExpressionID], at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    guard arguments.count == 1, let argument = arguments.first else {
      throw fail(.oneArgument("can", found: arguments.count, at: place))
    }
    do throws(EvaluationFailure) {
      let value = try evaluate(argument)
      guard value.isWhollyKnown else { return unknown(.bool, "can", [value]) }
      return .bool(true)
    } catch .diagnostic {
      return .bool(false)
    } catch {
      throw error
    }
  }
}

extension String {
  /// Functions of the language may be called by their full name: `core::upper`.
  package var withoutCoreNamespace: String {
    hasPrefix("core::") ? String(dropFirst("core::".count)) : self
  }
}
