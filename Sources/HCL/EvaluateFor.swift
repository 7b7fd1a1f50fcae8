import Diagnostics

extension Evaluator {
  /// How a loop went: through, or stopped by something unknown.
  struct LoopOutcome {
    var marks: Marks
    var unknown: [Residual]
    /// What was to be gone through, where it is an unknown list or set.
    var unknownList: Value?

    func finish(_ value: @autoclosure () -> Value, unknownType: ValueType) -> Value {
      unknown.isEmpty
        ? value().marked(marks)
        : .unknown(unknownType, .opaque(operation: "a for expression", unknown), marks: marks)
    }
  }

  func forTuple(
    _ introduction: ForIntroduction, _ elementID: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    var elements: [Value] = []
    let outcome = try forEach(introduction) { (element: Evaluator) throws(EvaluationFailure) in
      elements.append(try element.evaluate(elementID))
    }
    if let list = outcome.unknownList, introduction.condition == nil,
      let path = attributePath(elementID, from: introduction.value.text)
    {
      return each(list, path)
    }
    return outcome.finish(.tuple(elements), unknownType: .dynamic)
  }

  func forObject(
    _ introduction: ForIntroduction, _ keyID: ExpressionID, _ valueID: ExpressionID, groups: Bool
  ) throws(EvaluationFailure) -> Value {
    var entries: [String: [Value]] = [:]
    var unknownKeys: [Residual] = []
    var keyMarks: Marks = []
    var outcome = try forEach(introduction) { (element: Evaluator) throws(EvaluationFailure) in
      let key = try element.evaluate(keyID)
      keyMarks.formUnion(key.marks)
      if key.isNull { throw fail(.nullForKey(at: at(keyID))) }
      switch try element.objectKey(key, at: keyID) {
      case .unknown(let residual): unknownKeys.append(residual)
      case .known(let name):
        if !groups, entries[name] != nil { throw fail(.duplicateObjectKey(name, at: at(keyID))) }
        entries[name, default: []].append(try element.evaluate(valueID))
      }
    }
    outcome.marks.formUnion(keyMarks)
    outcome.unknown += unknownKeys
    let fields = Fields(
      entries.compactMapValues { groups ? Value(.tuple($0)) : $0.first })
    return outcome.finish(.object(fields), unknownType: .dynamic)
  }

  /// Calls `body` for each element that passes the condition, with the loop's names bound.
  func forEach(
    _ introduction: ForIntroduction,
    _ body: (Evaluator) throws(EvaluationFailure) -> Void
  ) throws(EvaluationFailure) -> LoopOutcome {
    let collection = try evaluate(introduction.collection)
    var outcome = LoopOutcome(marks: collection.marks, unknown: [])
    let place = at(introduction.collection)
    if collection.isNull { throw fail(.iterationOverNull(at: place)) }
    guard let elements = iterate(collection) else {
      if collection.residuals.isEmpty { throw fail(.notIterable(collection, at: place)) }
      if case .unknown(let unknown) = collection.content, unknown.type.isPrimitive {
        throw fail(.notIterable(collection, at: place))
      }
      if collection.isUnknownList { outcome.unknownList = collection }
      outcome.unknown += collection.residuals
      return outcome
    }
    try checkCondition(of: introduction)
    for (key, value) in elements {
      guard budget.spendStep() else { throw fail(.tooManySteps(at: place)) }
      var names: [(name: String, value: Value)] = [(introduction.value.text, value)]
      if let keyName = introduction.key { names.append((keyName.text, key)) }
      let inner = binding(names)
      if let conditionID = introduction.condition {
        let condition = try inner.evaluate(conditionID)
        if condition.isNull { throw fail(.nullCondition(at: at(conditionID))) }
        let test = try converted(condition, to: .bool) {
          .invalidForCondition($0, at: at(conditionID))
        }
        outcome.marks.formUnion(test.marks)
        guard case .bool(let passes) = test.content else {
          outcome.unknown += test.residuals
          continue
        }
        if !passes { continue }
      }
      try body(inner)
    }
    return outcome
  }

  /// What is wrong with a condition whatever the elements are, even where there are none.
  private func checkCondition(
    of introduction: ForIntroduction
  ) throws(EvaluationFailure) {
    guard let conditionID = introduction.condition else { return }
    let any = Value.unknown(.dynamic, .opaque(operation: "an element", []))
    var names: [(name: String, value: Value)] = [(introduction.value.text, any)]
    if let key = introduction.key { names.append((key.text, any)) }
    let condition = try binding(names).evaluate(conditionID)
    if condition.isNull { throw fail(.nullCondition(at: at(conditionID))) }
    _ = try converted(condition, to: .bool) { .invalidForCondition($0, at: at(conditionID)) }
  }

  func splat(
    _ sourceID: ExpressionID, _ eachID: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    let source = try evaluate(sourceID)
    if source.isNull { return Value(.tuple([]), marks: source.marks) }
    let elements: [Value]
    var isList = false
    switch source.content {
    case .list(_, let members), .set(_, let members):
      elements = members
      isList = true
    case .tuple(let members): elements = members
    case .unknown(let unknown):
      switch unknown.type {
      case .dynamic, .list, .set, .tuple:
        if source.isUnknownList, let path = attributePath(eachID, from: nil) {
          return each(source, path)
        }
        return .unknown(
          .dynamic, .opaque(operation: "a splat expression", [unknown.residual]),
          marks: source.marks)
      default: elements = [source]
      }
    default: elements = [source]
    }
    var results: [Value] = []
    for element in elements {
      var inner = self
      inner.splatElement = element
      results.append(try inner.evaluate(eachID))
    }
    if isList {
      let types = Set(results.map(\.type))
      if let type = types.first, types.count == 1 {
        return Value(.list(type, results), marks: source.marks)
      }
    }
    return Value(.tuple(results), marks: source.marks)
  }
}

extension Evaluator {
  /// The attributes that an expression names one after the other, beginning at the element of a splat
  /// expression or at a variable; nil for any other expression.
  private func attributePath(_ id: ExpressionID, from variable: String?) -> [String]? {
    switch tree[id] {
    case .splatElement: variable == nil ? [] : nil
    case .variable(let name): name.text == variable ? [] : nil
    case .attribute(let base, let name):
      attributePath(base, from: variable).map { $0 + [name.text] }
    default: nil
    }
  }

  /// The list of what the path leads to in each element of an unknown list.
  private func each(_ list: Value, _ path: [String]) -> Value {
    guard case .unknown(let unknown) = list.content else { return list }
    var type = ValueType.dynamic
    switch unknown.type {
    case .list(let element), .set(let element), .map(let element): type = element
    default: break
    }
    for name in path {
      guard case .object(let object) = type else { type = .dynamic; break }
      type = object.attributes[name] ?? .dynamic
    }
    let residual =
      path.isEmpty && !unknown.type.isMap
      ? unknown.residual : Residual.each(unknown.residual, path: path)
    return .unknown(.list(type), residual, marks: list.marks)
  }
}

extension ValueType {
  fileprivate var isMap: Bool { if case .map = self { true } else { false } }
}

extension Value {
  /// A list, set or map of which not even the length is known.
  fileprivate var isUnknownList: Bool {
    guard case .unknown(let unknown) = content else { return false }
    return switch unknown.type {
    case .list, .set, .map: true
    default: false
    }
  }
}

/// The elements of a collection with their keys, in Terraform's order; nil for anything else.
package func iterate(_ collection: Value) -> [(key: Value, value: Value)]? {
  switch collection.content {
  case .list(_, let elements), .tuple(let elements):
    elements.enumerated().map { (.number(Number($0.offset)), $0.element) }
  case .set(_, let members): members.map { ($0, $0) }
  case .map(_, let fields): fields.map { (.string($0), $1) }
  case .object(let fields): fields.rest == nil ? fields.map { (.string($0), $1) } : nil
  default: nil
  }
}
