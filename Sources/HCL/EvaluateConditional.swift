import Diagnostics

extension Evaluator {
  func conditional(
    _ conditionID: ExpressionID, _ thenID: ExpressionID, _ otherwiseID: ExpressionID,
    at id: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    let condition = try evaluate(conditionID)
    if condition.isNull { throw fail(.nullCondition(at: at(conditionID))) }
    let test = try converted(condition, to: .bool) { .invalidCondition($0, at: at(conditionID)) }

    // The arm that is not taken may fail; only its type matters, where it has one.
    let then = arm(thenID)
    let otherwise = arm(otherwiseID)
    switch test.content {
    case .bool(let flag):
      let taken = try (flag ? then : otherwise).get()
      guard let left = (try? then.get()) ?? typed(thenID),
        let right = (try? otherwise.get()) ?? typed(otherwiseID)
      else { return taken.marked(test.marks) }
      let type = try conditionalType(left, right, at: id)
      let place = at(flag ? thenID : otherwiseID)
      return try converted(taken, to: type) {
        .inconsistentConditional(left.type, right.type, $0, at: place)
      }.marked(test.marks)
    default:
      let left = try then.get()
      let right = try otherwise.get()
      return .undecided("?:", try conditionalType(left, right, at: id), [test, left, right])
    }
  }

  private func arm(_ id: ExpressionID) -> Result<Value, EvaluationFailure> {
    do throws(EvaluationFailure) {
      return .success(try evaluate(id))
    } catch {
      return .failure(error)
    }
  }

  /// Stands for an expression that failed, where its form alone says of which type it would have been.
  private func typed(_ id: ExpressionID) -> Value? {
    let type: ValueType
    switch tree[id] {
    case .parentheses(let inner): return typed(inner)
    case .template: type = .string
    case .unary(let sign, _): type = sign == .not ? .bool : .number
    case .binary(let sign, _, _):
      switch sign {
      case .add, .subtract, .multiply, .divide, .remainder: type = .number
      default: type = .bool
      }
    case .tuple(let elements):
      type = .tuple(elements.map { ((try? evaluate($0)) ?? typed($0))?.type ?? .dynamic })
    case .splat(let source, _, _):
      guard let value = try? evaluate(source) else { return nil }
      switch value.content {
      case .list, .set: type = .list(.dynamic)
      case .tuple(let elements): type = .tuple(elements.map { _ in .dynamic })
      default: return nil
      }
    case .forTuple(let introduction, _) where introduction.condition == nil:
      guard let value = try? evaluate(introduction.collection) else { return nil }
      switch value.content {
      case .list(_, let elements), .set(_, let elements), .tuple(let elements):
        type = .tuple(elements.map { _ in .dynamic })
      case .map(_, let fields), .object(let fields):
        type = .tuple(fields.map { _ in .dynamic })
      default: return nil
      }
    default: return nil
    }
    return .unknown(type, .opaque(operation: "a failed expression", []))
  }

  private func conditionalType(
    _ left: Value, _ right: Value, at id: ExpressionID
  ) throws(EvaluationFailure) -> ValueType {
    if left.type == .dynamic, left.isNull || left.isUnknown {
      return left.isNull ? right.type : .dynamic
    }
    if right.type == .dynamic, right.isNull || right.isUnknown {
      return right.isNull ? left.type : .dynamic
    }
    guard let type = unify([left.type, right.type]) else {
      throw fail(.inconsistentConditional(left.type, right.type, nil, at: at(id)))
    }
    return type
  }
}
