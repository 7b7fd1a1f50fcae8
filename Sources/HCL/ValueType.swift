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
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
