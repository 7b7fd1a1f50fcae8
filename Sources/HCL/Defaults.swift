/// The defaults of a type constraint's optional attributes, in the shape of the type.
package indirect enum Defaults: Hashable, Sendable {
  case none
  /// Of every element of a list, set or map.
  case element(Defaults)
  /// Of the elements of a tuple, in order.
  case elements([Defaults])
  /// Of an object's attributes, already converted, and of what is in them.
  case attributes(values: [String: Value], nested: [String: Defaults])

  /// `value` with the defaults where optional attributes are absent or null. Its type need not conform
  /// yet: conversion comes next and has the last word.
  package func apply(to value: Value) -> Value {
    if case .none = self { return value }
    switch value.content {
    case .list(let type, let elements):
      let applied = apply(to: elements)
      return
        (uniform(applied).map { Value.list($0.members, of: $0.type) }
        ?? (applied.isEmpty ? .list([], of: type) : .tuple(applied))).marked(value.marks)
    case .set(let type, let members):
      let applied = apply(to: members)
      return
        (uniform(applied).map { Value.set($0.type, $0.members) }
        ?? (applied.isEmpty ? .set(type, []) : .tuple(applied))).marked(value.marks)
    case .tuple(let elements): return Value.tuple(apply(to: elements)).marked(value.marks)
    case .map(let type, let fields):
      let applied = apply(to: fields)
      if applied.isEmpty { return Value.map(applied, of: type).marked(value.marks) }
      guard let (type, members) = uniform(applied.values) else {
        return Value.object(applied).marked(value.marks)
      }
      let entries = zip(applied.names, members).map { (name: $0, value: $1) }
      return Value.map(Fields(entries), of: type).marked(value.marks)
    case .object(let fields): return Value.object(apply(to: fields)).marked(value.marks)
    case .null, .bool, .number, .string, .unknown: return value
    }
  }

  private func apply(to elements: [Value]) -> [Value] {
    switch self {
    case .element(let defaults): elements.map(defaults.apply)
    case .elements(let defaults):
      elements.enumerated().map { index, element in
        defaults.indices.contains(index) ? defaults[index].apply(to: element) : element
      }
    case .none, .attributes: elements
    }
  }

  private func apply(to fields: Fields) -> Fields {
    switch self {
    case .element(let defaults): return fields.mapValues(defaults.apply)
    case .attributes(let values, let nested):
      var entries = fields.map { name, value in
        (name: name, value: nested[name]?.apply(to: value) ?? value)
      }
      for (name, value) in values where isAbsent(name, from: fields) {
        entries.append((name: name, value: nested[name]?.apply(to: value) ?? value))
      }
      return Fields(entries, rest: fields.rest)
    case .none, .elements: return fields
    }
  }

  /// What an object of unknown attributes does not list is not absent.
  private func isAbsent(_ name: String, from fields: Fields) -> Bool {
    fields[name]?.isNull ?? (fields.rest == nil)
  }

  /// The members in their common type, if they have one.
  private func uniform(_ members: [Value]) -> (type: ValueType, members: [Value])? {
    guard let type = unify(members.map(\.type)),
      let converted = try? members.map({ try convert($0, to: type) })
    else { return nil }
    return (type, converted)
  }
}
