package import HCL

/// A resource type or data source that is translated: one value, one file.
package final class ResourceType: Sendable {
  /// `aws_security_group`; `data.aws_vpc`
  package let name: String
  package let schema: Schema
  /// Adjusts what references see: what is configured is not always what the attribute will be.
  package let refine: @Sendable (Fields) -> Fields
  /// Adds the groups it makes to the program; runs for all resources before any `lower`.
  package let declare: (@Sendable (ResourceInstance, inout Lowering) -> Void)?
  /// Adds everything else.
  package let lower: (@Sendable (ResourceInstance, inout Lowering) -> Void)?
  /// All attributes that references may name, with their types; for data sources.
  package let attributes: [String: ValueType]
  /// What the configuration tells of a data source beyond its arguments.
  package let known: (@Sendable (ResourceInstance) -> [Fields.Entry])?
  /// Changes what all the others have made.
  package let conclude: (@Sendable (ResourceInstance, inout Lowering) -> Void)?
  /// The argument that names what is looked for by its id, where one lookup can ask for many.
  package let idArgument: String?
  /// The lookup that answers it at run time; for data sources.
  package let lookup: (@Sendable (ResourceInstance, inout Lowering) -> LookupAnswer?)?

  package init(
    _ name: String, _ schema: Schema, attributes: [String: ValueType] = [:],
    refine: @escaping @Sendable (Fields) -> Fields = { $0 },
    declare: (@Sendable (ResourceInstance, inout Lowering) -> Void)? = nil,
    lower: (@Sendable (ResourceInstance, inout Lowering) -> Void)? = nil,
    known: (@Sendable (ResourceInstance) -> [Fields.Entry])? = nil, idArgument: String? = nil,
    conclude: (@Sendable (ResourceInstance, inout Lowering) -> Void)? = nil,
    lookup: (@Sendable (ResourceInstance, inout Lowering) -> LookupAnswer?)? = nil
  ) {
    self.name = name
    self.schema = schema
    self.refine = refine
    self.declare = declare
    self.lower = lower
    self.attributes = attributes
    self.known = known
    self.conclude = conclude
    self.idArgument = idArgument
    self.lookup = lookup
  }

  /// All names that may follow an address of this type.
  package var attributeNames: Set<String> {
    Set(schema.arguments.names).union(schema.blocks.names).union(attributes.keys).union(["id"])
  }
}

/// The types by their names. A type is made when it is first asked for: most configurations need few.
package struct TypeRegistry: Sendable {
  private let types: [String: @Sendable () -> ResourceType]

  init(_ types: [(name: String, type: @Sendable () -> ResourceType)]) {
    self.types = Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0.type) })
  }

  package subscript(name: String) -> ResourceType? { types[name]?() }

  package func contains(_ name: String) -> Bool { types[name] != nil }

  package var names: [String] { types.keys.sorted() }
}
