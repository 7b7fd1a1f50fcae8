import Diagnostics

extension Evaluator {
  func call(
    _ name: Identifier, _ argumentIDs: [ExpressionID], expandsLast: Bool, at id: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    switch name.text {
    case "try": return try firstSuccess(argumentIDs, at: id)
    case "can": return try can(argumentIDs, at: id)
    default: break
    }
    guard let function = scope.functions[name.text] else {
      throw fail(
        .unknownFunction(
          name.text, at: tree.location(name.span),
          among: scope.functions.keys.sorted() + ["can", "try"]))
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
      return try HCL.call(function, arguments, environment: scope.functionEnvironment)
    } catch {
      throw fail(
        .callFailed(
          error, of: function, at: tree.location(name.span), arguments: argumentIDs.map(at)))
    }
  }

  /// The first argument that has a value.
  private func firstSuccess(
    _ arguments: [ExpressionID], at id: ExpressionID
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
    throw fail(.noTryArgument(reasons, at: at(id)))
  }

  private func can(
    _ arguments: [ExpressionID], at id: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    guard arguments.count == 1, let argument = arguments.first else {
      throw fail(.oneArgument("can", found: arguments.count, at: at(id)))
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
