/// A type of the language: what a value is, or what a variable asks for.
package indirect enum ValueType: Hashable, Sendable {
  /// `any`, and the type of `null` and of values about which nothing is known.
  case dynamic
  case bool, number, string
  case list(ValueType)
  case set(ValueType)
  case map(ValueType)
  case tuple([ValueType])
  case object(ObjectType)
}

/// The attributes of an object type; only in a type constraint may some be optional.
package struct ObjectType: Hashable, Sendable {
  package var attributes: [String: ValueType]
  package var optional: Set<String>

  package init(_ attributes: [String: ValueType], optional: Set<String> = []) {
    self.attributes = attributes
    self.optional = optional
  }

  /// Names in byte order, the order in which Terraform walks them.
  package var names: [String] { attributes.keys.sorted { $0.precedesInBytes($1) } }
}

extension String {
  /// Byte order, which is Terraform's order of map keys, attribute names and set members.
  package func precedesInBytes(_ other: String) -> Bool {
    let isBefore = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        for index in 0..<Swift.min(left.count, right.count) where left[index] != right[index] {
          return left[index] < right[index]
        }
        return left.count < right.count
      }
    }
    return (isBefore ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension ValueType {
  package var isPrimitive: Bool { self == .bool || self == .number || self == .string }

  /// The element type of a list, set or map.
  package var element: ValueType? {
    switch self {
    case .list(let element), .set(let element), .map(let element): element
    default: nil
    }
  }

  /// Nowhere in it stands `dynamic`.
  package var isWhollyKnown: Bool {
    switch self {
    case .dynamic: false
    case .bool, .number, .string: true
    case .list(let element), .set(let element), .map(let element): element.isWhollyKnown
    case .tuple(let elements): elements.allSatisfy(\.isWhollyKnown)
    case .object(let object): object.attributes.values.allSatisfy(\.isWhollyKnown)
    }
  }

  /// The type of the values that satisfy a constraint: its optional attributes are simply there.
  package var withoutOptionals: ValueType {
    switch self {
    case .dynamic, .bool, .number, .string: self
    case .list(let element): .list(element.withoutOptionals)
    case .set(let element): .set(element.withoutOptionals)
    case .map(let element): .map(element.withoutOptionals)
    case .tuple(let elements): .tuple(elements.map(\.withoutOptionals))
    case .object(let object):
      .object(ObjectType(object.attributes.mapValues(\.withoutOptionals)))
    }
  }
}
