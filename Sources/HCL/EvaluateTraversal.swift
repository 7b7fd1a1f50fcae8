import Diagnostics

extension Evaluator {
  /// Attribute and index steps, from the root outward.
  func traversal(_ id: ExpressionID) throws(EvaluationFailure) -> Value {
    var steps: [ExpressionID] = []
    var current = id
    while true {
      switch tree[current] {
      case .attribute(let base, _), .index(let base, _):
        steps.append(current)
        current = base
        continue
      default: break
      }
      break
    }
    steps.reverse()

    guard case .variable(let root) = tree[current] else {
      return try apply(steps[...], to: try evaluate(current))
    }
    if let local = bound.last(where: { $0.name == root.text }) {
      return try apply(steps[...], to: local.value)
    }
    var names: [Identifier] = []
    for step in steps {
      guard case .attribute(_, let name) = tree[step] else { break }
      names.append(name)
    }
    let (value, taken) = try scope.resolve(root, names, at: at(id))
    return try apply(steps[taken...], to: value)
  }

  private func apply(
    _ steps: ArraySlice<ExpressionID>, to value: Value
  ) throws(EvaluationFailure) -> Value {
    var value = value
    for step in steps {
      switch tree[step] {
      case .attribute(_, let name): value = try attribute(name, of: value)
      case .index(_, let key): value = try index(value, by: key, at: step)
      default: break
      }
    }
    return value
  }

  private func attribute(
    _ name: Identifier, of value: Value
  ) throws(EvaluationFailure) -> Value {
    let place = tree.location(name.span)
    switch value.content {
    case .object(let fields):
      if let found = fields[name.text] { return found.marked(value.marks) }
      if let rest = fields.rest {
        return .unknown(.dynamic, .attribute(rest, name.text), marks: value.marks)
      }
      throw fail(.unsupportedAttribute(name.text, known: fields.names, at: place))
    case .map(_, let fields):
      if let found = fields[name.text] { return found.marked(value.marks) }
      throw fail(.missingMapAttribute(name.text, known: fields.names, at: place))
    case .unknown(let unknown):
      let residual = Residual.attribute(unknown.residual, name.text)
      switch unknown.type {
      case .dynamic: return .unknown(.dynamic, residual, marks: value.marks)
      case .map(let element): return .unknown(element, residual, marks: value.marks)
      case .object(let type):
        guard let element = type.attributes[name.text] else {
          throw fail(.unsupportedAttribute(name.text, known: type.names, at: place))
        }
        return .unknown(element, residual, marks: value.marks)
      default: throw fail(.noAttributes(name.text, of: value, at: place))
      }
    case .null: throw fail(.attributeOfNull(name.text, at: place))
    default: throw fail(.noAttributes(name.text, of: value, at: place))
    }
  }

  private func index(
    _ value: Value, by keyID: ExpressionID, at step: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    let key = try evaluate(keyID)
    let marks = value.marks.union(key.marks)
    let place = at(keyID)
    if value.isNull { throw fail(.indexOfNull(at: at(step))) }
    if key.isNull { throw fail(.nullIndex(at: place)) }

    switch value.content {
    case .list(let type, let elements):
      return try element(elements, by: key, orUnknown: type, at: place).marked(marks)
    case .tuple(let elements):
      return try element(elements, by: key, orUnknown: .dynamic, at: place).marked(marks)
    case .map(let type, let fields):
      return try field(fields, by: key, orUnknown: type, of: value, at: place).marked(marks)
    case .object(let fields):
      return try field(fields, by: key, orUnknown: .dynamic, of: value, at: place).marked(marks)
    case .unknown(let unknown):
      return try index(unknown: unknown, by: key, at: place).marked(marks)
    default: throw fail(.notIndexable(value, at: at(step)))
    }
  }

  private func element(
    _ elements: [Value], by key: Value, orUnknown type: ValueType, at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    let number = try converted(key, to: .number) { .invalidIndex($0, at: place) }
    switch number.content {
    case .number(let number):
      guard let position = number.asInt, elements.indices.contains(position) else {
        throw fail(.indexOutOfRange(number.text, count: elements.count, at: place))
      }
      return elements[position]
    case .unknown(let unknown):
      return .unknown(type, .opaque(operation: "an index", [unknown.residual]))
    default: throw .reported
    }
  }

  private func field(
    _ fields: Fields, by key: Value, orUnknown type: ValueType, of value: Value,
    at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    let text = try converted(key, to: .string) { .invalidIndex($0, at: place) }
    switch text.content {
    case .string(let name):
      if let found = fields[name] { return found }
      if let rest = fields.rest { return .unknown(.dynamic, .attribute(rest, name)) }
      throw fail(.missingMapElement(name, known: fields.names, at: place))
    case .unknown(let unknown):
      return .unknown(type, .opaque(operation: "an index", [unknown.residual]))
    default: throw .reported
    }
  }

  private func index(
    unknown: Unknown, by key: Value, at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    let type: ValueType
    switch unknown.type {
    case .dynamic: type = .dynamic
    case .list(let element), .map(let element): type = element
    case .tuple(let elements):
      guard case .number(let number) = key.content else { type = .dynamic; break }
      guard let position = number.asInt, elements.indices.contains(position) else {
        throw fail(.indexOutOfRange(number.text, count: elements.count, at: place))
      }
      type = elements[position]
    case .object(let object):
      guard case .string(let name) = key.content else { type = .dynamic; break }
      guard let attribute = object.attributes[name] else {
        throw fail(.missingMapElement(name, known: object.names, at: place))
      }
      type = attribute
    default: throw fail(.notIndexable(Value(.unknown(unknown)), at: place))
    }
    guard key.isWhollyKnown else {
      return .unknown(type, .opaque(operation: "an index", [unknown.residual] + key.residuals))
    }
    return .unknown(type, .index(unknown.residual, Value(key.content)))
  }
}
