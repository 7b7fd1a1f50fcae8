package import HCL

/// The arguments and blocks that a resource type or nested block takes.
package struct Schema: Sendable {
  package enum Usage: Sendable {
    case required, optional
    /// The provider sets it where the configuration does not.
    case optionalComputed
    /// Set by the provider only.
    case computed
  }

  package struct Argument: Sendable {
    package var type: ValueType
    package var usage: Usage

    package init(_ type: ValueType, _ usage: Usage) {
      self.type = type
      self.usage = usage
    }
  }

  package struct Nested: Sendable {
    package var schema: Schema
    /// Whether `name = [{ … }]` may be written instead of blocks; every object must be complete then.
    package var acceptsAttribute: Bool
    /// Whether there may be one only.
    package var isSingle: Bool

    package init(_ schema: Schema, acceptsAttribute: Bool = false, isSingle: Bool = false) {
      self.schema = schema
      self.acceptsAttribute = acceptsAttribute
      self.isSingle = isSingle
    }
  }

  package let arguments: [String: Argument]
  package let blocks: [String: Nested]
  /// The names of required arguments, in byte order.
  let required: [String]
  /// What a reference sees of an optional argument that is not written, in byte order of the names.
  private let absent: [Fields.Entry]

  package init(_ arguments: [String: Argument], blocks: [String: Nested] = [:]) {
    self.arguments = arguments
    self.blocks = blocks
    let sorted = arguments.sorted { $0.key.precedesInBytes($1.key) }
    required = sorted.filter { $0.value.usage == .required }.map(\.key)
    absent = sorted.filter { $0.value.usage == .optional }.map {
      ($0.key, $0.value.type == .bool ? .bool(false) : .null)
    }
  }

  var argumentNames: [String] {
    arguments.filter { $0.value.usage != .computed }.keys.sorted() + blocks.keys.sorted()
  }

  /// What a reference sees of arguments that are not written and that no provider fills in.
  func absentArguments(in body: EvaluatedBody) -> [Fields.Entry] {
    absent.filter { body[$0.name] == nil }
  }

  /// The type of one nested object in attribute form.
  var objectType: ObjectType { ObjectType(arguments.mapValues(\.type)) }
}
