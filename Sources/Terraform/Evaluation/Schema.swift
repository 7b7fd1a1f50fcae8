package import HCL

/// The arguments and blocks that a resource type or nested block takes.
package final class Schema: Sendable {
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

  package let arguments: NamedList<Argument>
  package let blocks: NamedList<Nested>

  /// The names of required arguments, in byte order.
  let required: [String]

  package init(_ arguments: NamedList<Argument>, blocks: NamedList<Nested> = [:]) {
    self.arguments = arguments
    self.blocks = blocks
    required = arguments.filter { $0.value.usage == .required }.map(\.name)
      .sorted { $0.precedesInBytes($1) }
  }

  /// The names of arguments that may be written, and of blocks.
  var argumentNames: [String] {
    arguments.filter { $0.value.usage != .computed }.map(\.name).sorted() + blocks.names.sorted()
  }

  /// What a reference sees of arguments that are not written and that no provider fills in.
  func absentArguments(in body: EvaluatedBody) -> [Fields.Entry] {
    arguments.compactMap { name, argument in
      guard argument.usage == .optional, body[name] == nil else { return nil }
      return (name, argument.type == .bool ? .bool(false) : .null)
    }
  }

  /// The type of one nested object in attribute form.
  var objectType: ObjectType {
    ObjectType(Dictionary(uniqueKeysWithValues: arguments.map { ($0.name, $0.value.type) }))
  }
}
