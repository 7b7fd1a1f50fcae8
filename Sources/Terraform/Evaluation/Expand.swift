import Diagnostics
import HCL

extension ModuleInstance {
  /// Decides from `count` or `for_each` which instances there are.
  func repetitions(
    count: ExpressionReference?, forEach: ExpressionReference?
  ) throws(EvaluationFailure) -> (shape: ExpansionShape, [Repetition]) {
    if let count { return (.count, try countRepetitions(count)) }
    if let forEach { return (.forEach, try forEachRepetitions(forEach)) }
    return (.single, [.none])
  }

  private func countRepetitions(
    _ expression: ExpressionReference
  ) throws(EvaluationFailure) -> [Repetition] {
    let value = try expression.evaluate(in: self)
    if value.isNull { throw .diagnostic(.nullCount(at: expression.location)) }
    if value.marks.contains(.ephemeral) {
      throw .diagnostic(.ephemeralRepetition("count", at: expression.location))
    }
    let number: Value
    do throws(ConversionError) {
      number = try convert(value, to: .number)
    } catch {
      throw .diagnostic(.countOfWrongType(error.message, at: expression.location))
    }
    guard case .number(let amount) = number.content else {
      throw demand(value, at: expression.location, "to know how many instances there are")
    }
    guard let count = amount.asInt, count >= 0 else {
      throw .diagnostic(
        .invalidCount(
          "it must be a whole number that is not negative, not \(amount.text)",
          at: expression.location))
    }
    guard count <= evaluation.limits.instances else {
      throw .diagnostic(
        .tooManyInstances(count, limit: evaluation.limits.instances, at: expression.location))
    }
    return (0..<count).map { Repetition(key: .index($0), eachValue: nil) }
  }

  private func forEachRepetitions(
    _ expression: ExpressionReference
  ) throws(EvaluationFailure) -> [Repetition] {
    let value = try expression.evaluate(in: self)
    let place = expression.location
    if value.isNull { throw .diagnostic(.nullForEach(at: place)) }
    if value.marks.contains(.sensitive) { throw .diagnostic(.sensitiveForEach(at: place)) }
    if value.allMarks.contains(.ephemeral) {
      throw .diagnostic(.ephemeralRepetition("for_each", at: place))
    }
    switch value.content {
    case .map(_, let fields), .object(let fields):
      if let rest = fields.rest {
        throw demand(.unknown(.dynamic, rest), at: place, "to know the keys of the instances")
      }
      return fields.map { Repetition(key: .name($0), eachValue: $1) }
    case .set(let type, let members):
      guard members.allSatisfy(\.isWhollyKnown) else {
        throw demand(value, at: place, "to know the keys of the instances")
      }
      guard type == .string || members.isEmpty else {
        throw .diagnostic(.invalidForEachSet(type, at: place))
      }
      return try members.map { member throws(EvaluationFailure) in
        guard case .string(let name) = member.content else {
          throw .diagnostic(.nullInForEachSet(at: place))
        }
        return Repetition(key: .name(name), eachValue: member)
      }
    case .unknown(let unknown):
      switch unknown.type {
      case .dynamic, .map, .object, .set:
        throw demand(value, at: place, "to know the keys of the instances")
      default: throw .diagnostic(.invalidForEach(value, at: place))
      }
    default: throw .diagnostic(.invalidForEach(value, at: place))
    }
  }
}
