import Diagnostics

extension Evaluator {
  func unary(
    _ operation: UnaryOperator, _ operandID: ExpressionID, at id: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    switch operation {
    case .negate:
      let operand = try self.operand(operandID, .number, "-")
      guard case .number(let number) = operand.content else {
        return unknown(.number, "-", [operand])
      }
      return Value(.number(-number), marks: operand.marks)
    case .not:
      let operand = try self.operand(operandID, .bool, "!")
      guard case .bool(let flag) = operand.content else { return unknown(.bool, "!", [operand]) }
      return Value(.bool(!flag), marks: operand.marks)
    }
  }

  func binary(
    _ operation: BinaryOperator, _ leftID: ExpressionID, _ rightID: ExpressionID,
    at id: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    switch operation {
    case .or, .and: try logical(operation, leftID, rightID)
    case .equal, .notEqual: try equality(operation, leftID, rightID)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      try arithmetic(operation, leftID, rightID, at: id, unknownType: .bool)
    case .add, .subtract, .multiply, .divide, .remainder:
      try arithmetic(operation, leftID, rightID, at: id, unknownType: .number)
    }
  }

  private func logical(
    _ operation: BinaryOperator, _ leftID: ExpressionID, _ rightID: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    let left = try operand(leftID, .bool, operation.rawValue)
    let right = try operand(rightID, .bool, operation.rawValue)
    let marks = left.marks.union(right.marks)
    // One operand decides alone: `true ||` and `false &&`.
    let deciding = operation == .or
    for side in [left, right] where side.content == .bool(deciding) {
      return Value(.bool(deciding), marks: marks)
    }
    guard case .bool = left.content, case .bool = right.content else {
      return unknown(.bool, operation.rawValue, [left, right])
    }
    return Value(.bool(!deciding), marks: marks)
  }

  private func equality(
    _ operation: BinaryOperator, _ leftID: ExpressionID, _ rightID: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    let left = try evaluate(leftID)
    let right = try evaluate(rightID)
    guard let same = equal(left, right) else {
      return unknown(.bool, operation.rawValue, [left, right])
    }
    return Value(
      .bool(same == (operation == .equal)), marks: left.allMarks.union(right.allMarks))
  }

  private func arithmetic(
    _ operation: BinaryOperator, _ leftID: ExpressionID, _ rightID: ExpressionID,
    at id: ExpressionID, unknownType: ValueType
  ) throws(EvaluationFailure) -> Value {
    let left = try operand(leftID, .number, operation.rawValue)
    let right = try operand(rightID, .number, operation.rawValue)
    guard case .number(let a) = left.content, case .number(let b) = right.content else {
      return unknown(unknownType, operation.rawValue, [left, right])
    }
    let content: Value.Content
    switch operation {
    case .less: content = .bool(a < b)
    case .lessOrEqual: content = .bool(!(b < a))
    case .greater: content = .bool(b < a)
    case .greaterOrEqual: content = .bool(!(a < b))
    case .add: content = .number(a + b)
    case .subtract: content = .number(a - b)
    case .multiply: content = .number(a * b)
    case .divide:
      guard let quotient = a.divided(by: b) else { throw fail(.divisionByZero(at: at(rightID))) }
      content = .number(quotient)
    case .remainder:
      guard let rest = a.remainder(dividingBy: b) else {
        throw fail(.divisionByZero(at: at(rightID)))
      }
      content = .number(rest)
    case .or, .and, .equal, .notEqual: throw .reported
    }
    return Value(content, marks: left.marks.union(right.marks))
  }

  private func operand(
    _ id: ExpressionID, _ type: ValueType, _ symbol: String
  ) throws(EvaluationFailure) -> Value {
    let value = try evaluate(id)
    if value.isNull { throw fail(.nullOperand(symbol, at: at(id))) }
    return try converted(value, to: type) { .invalidOperand(symbol, $0, at: at(id)) }
  }

  /// The unknown result of an operation.
  func unknown(_ type: ValueType, _ operation: String, _ operands: [Value]) -> Value {
    .undecided(operation, type, operands)
  }
}
