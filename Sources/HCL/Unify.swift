/// The type to which values of all these types convert, as the branches of a conditional or the
/// elements of a list need one; nil if there is none, or no type.
package func unify(_ types: [ValueType], safely: Bool = false) -> ValueType? {
  guard let first = types.first else { return nil }
  if types.allSatisfy({ $0 == first }) { return first }
  let kinds = Kinds(types)
  // Types of one kind may unify into a new type, better than any of them.
  switch true {
  case kinds.are(\.maps), kinds.are(\.lists), kinds.are(\.sets):
    return unifyCollections(types, safely: safely)
  case kinds.are(\.maps, \.objects):
    let objects = types.filter { if case .object = $0 { true } else { false } }
    if let map = unifyToMap(objects, safely: safely),
      let type = unify(types.map { objects.contains($0) ? map : $0 }, safely: safely),
      case .map = type
    {
      return type
    }
  case kinds.are(\.lists, \.tuples):
    let tuples = types.filter { if case .tuple = $0 { true } else { false } }
    if let list = unifyToList(tuples, safely: safely),
      let type = unify(types.map { tuples.contains($0) ? list : $0 }, safely: safely),
      case .list = type
    {
      return type
    }
  case kinds.are(\.objects): return unifyObjects(types, safely: safely)
  case kinds.are(\.tuples): return unifyTuples(types, safely: safely)
  case kinds.objects > 0 && kinds.tuples > 0: return nil
  default: break
  }
  return byPreference(types).first { wanted in
    types.allSatisfy { $0.converts(to: wanted, safely: safely) }
  }
}

/// How many types there are of each kind.
private struct Kinds {
  var maps = 0
  var lists = 0
  var sets = 0
  var objects = 0
  var tuples = 0
  var dynamics = 0
  var all: Int

  init(_ types: [ValueType]) {
    all = types.count
    for type in types {
      switch type {
      case .map: maps += 1
      case .list: lists += 1
      case .set: sets += 1
      case .object: objects += 1
      case .tuple: tuples += 1
      case .dynamic: dynamics += 1
      case .bool, .number, .string: break
      }
    }
  }

  /// The first kind is there, and nothing but these kinds and types that are not known.
  func are(_ kind: KeyPath<Kinds, Int>, _ other: KeyPath<Kinds, Int>? = nil) -> Bool {
    self[keyPath: kind] > 0
      && self[keyPath: kind] + (other.map { self[keyPath: $0] } ?? 0) + dynamics == all
  }
}

private func unifyCollections(_ types: [ValueType], safely: Bool) -> ValueType? {
  if types.contains(.dynamic) { return .dynamic }
  guard let element = unify(types.compactMap(\.element), safely: safely) else { return nil }
  return switch types.first {
  case .map: .map(element)
  case .list: .list(element)
  default: .set(element)
  }
}

private func unifyObjects(_ types: [ValueType], safely: Bool) -> ValueType? {
  if types.contains(.dynamic) { return .dynamic }
  let objects = types.compactMap { if case .object(let object) = $0 { object } else { nil } }
  let names = objects.first?.names ?? []
  guard objects.allSatisfy({ $0.names == names }) else {
    return unifyToMap(types, safely: safely)
  }
  var attributes: [String: ValueType] = [:]
  for name in names {
    guard let type = unify(objects.compactMap { $0.attributes[name] }, safely: safely) else {
      return nil
    }
    attributes[name] = type
  }
  return .object(ObjectType(attributes))
}

private func unifyTuples(_ types: [ValueType], safely: Bool) -> ValueType? {
  if types.contains(.dynamic) { return .dynamic }
  let tuples = types.compactMap { if case .tuple(let elements) = $0 { elements } else { nil } }
  let count = tuples.first?.count ?? 0
  guard tuples.allSatisfy({ $0.count == count }) else { return unifyToList(types, safely: safely) }
  var elements: [ValueType] = []
  for index in 0..<count {
    guard let type = unify(tuples.map { $0[index] }, safely: safely) else { return nil }
    elements.append(type)
  }
  return .tuple(elements)
}

private func unifyToMap(_ objects: [ValueType], safely: Bool) -> ValueType? {
  let types = objects.flatMap(\.parts)
  guard let element = unify(types, safely: safely) else { return nil }
  let map = ValueType.map(element)
  return objects.allSatisfy { $0.converts(to: map, safely: safely) } ? map : nil
}

private func unifyToList(_ tuples: [ValueType], safely: Bool) -> ValueType? {
  let types = tuples.flatMap(\.parts)
  guard let element = unify(types, safely: safely) else { return nil }
  let list = ValueType.list(element)
  return tuples.allSatisfy { $0.converts(to: list, safely: safely) } ? list : nil
}

extension ValueType {
  /// The types of an object's attributes or a tuple's elements.
  fileprivate var parts: [ValueType] {
    switch self {
    case .object(let object): object.types
    case .tuple(let elements): elements
    default: []
    }
  }
}
