extension ValueType {
  /// Whether values of this type may convert to another; whether a given value does can depend on it
  /// ("80" is a number, "http" is not). A safe conversion is one that never fails and loses nothing.
  func converts(to target: ValueType, safely: Bool = false) -> Bool {
    if target == .dynamic || self == target { return true }
    switch (self, target) {
    case (.dynamic, _): return !safely
    case (.number, .string), (.bool, .string): return true
    case (.string, .number), (.string, .bool): return !safely
    case (.object(let source), .object(let target)):
      return source.converts(to: target, safely: safely)
    case (.tuple(let sources), .tuple(let targets)):
      return sources.count == targets.count
        && zip(sources, targets).allSatisfy { $0.converts(to: $1, safely: safely) }
    case (.list(let element), .list(let wanted)), (.set(let element), .list(let wanted)),
      (.set(let element), .set(let wanted)), (.map(let element), .map(let wanted)):
      return element.converts(to: wanted, safely: safely)
    case (.list(let element), .set(let wanted)):
      return !safely && element.converts(to: wanted)
    case (.tuple(let elements), .list(let wanted)), (.tuple(let elements), .set(let wanted)):
      return ValueType.convert(elements, to: wanted, safely: safely)
    case (.object(let source), .map(let wanted)):
      // Nulls without a type may be of the type that all the others have.
      let types = Set(source.types).subtracting([.dynamic])
      if wanted == .dynamic, types.count == 1 { return true }
      return ValueType.convert(source.types, to: wanted, safely: safely)
    case (.map(let element), .object(let target)):
      return !safely
        && target.attributes.allSatisfy { name, type in
          target.optional.contains(name) || element.converts(to: type)
        }
    default: return false
    }
  }

  private static func convert(_ types: [ValueType], to element: ValueType, safely: Bool) -> Bool {
    guard element == .dynamic else {
      return types.allSatisfy { $0.converts(to: element, safely: safely) }
    }
    if types.isEmpty { return true }
    guard let common = unify(types, safely: safely) else { return false }
    return common != .dynamic || types.allSatisfy { $0 == .dynamic }
  }

  /// The type that a value of this type has after its conversion to `target`, where that leaves parts
  /// open (`list(any)`).
  func filling(_ target: ValueType) -> ValueType {
    if self == .dynamic { return target }
    switch (self, target) {
    case (_, .dynamic): return self
    case (.list(let element), .list(let wanted)), (.set(let element), .list(let wanted)):
      return .list(element.filling(wanted))
    case (.list(let element), .set(let wanted)), (.set(let element), .set(let wanted)):
      return .set(element.filling(wanted))
    case (.map(let element), .map(let wanted)): return .map(element.filling(wanted))
    case (.tuple(let elements), .list(let wanted)):
      return .list((unify(elements) ?? .dynamic).filling(wanted))
    case (.tuple(let elements), .set(let wanted)):
      return .set((unify(elements) ?? .dynamic).filling(wanted))
    case (.object(let object), .map(let wanted)):
      return .map((unify(object.types) ?? .dynamic).filling(wanted))
    case (.tuple(let elements), .tuple(let wanted)):
      return .tuple(zip(elements, wanted).map { $0.filling($1) })
    case (.map(let element), .object(let wanted)):
      return .object(ObjectType(wanted.attributes.mapValues(element.filling)))
    case (.object(let object), .object(let wanted)):
      var attributes = wanted.attributes
      for (name, type) in wanted.attributes {
        attributes[name] = object.attributes[name]?.filling(type) ?? type
      }
      return .object(ObjectType(attributes))
    default: return target
    }
  }
}

extension ObjectType {
  /// The types of the attributes, in the order of their names.
  var types: [ValueType] { names.compactMap { attributes[$0] } }

  fileprivate func converts(to target: ObjectType, safely: Bool) -> Bool {
    target.attributes.allSatisfy { name, type in
      attributes[name].map { $0.converts(to: type, safely: safely) }
        ?? target.optional.contains(name)
    }
  }
}
