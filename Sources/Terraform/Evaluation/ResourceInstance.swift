import Diagnostics
package import HCL

/// One instance of a resource or data source, evaluated.
package struct ResourceInstance {
  package let configuration: ResourceConfiguration
  package let module: ModuleInstance
  package let key: InstanceKey
  /// By the schema; empty for types that are not translated.
  package let body: EvaluatedBody
  /// What a reference to the instance sees: the configuration, and the rest unknown.
  package private(set) var value: Value
  /// What `for_each` goes over, where this instance stands for all.
  package var every: EvaluatedBody.Argument?
  /// The types of all attributes that references may name; for data sources.
  private(set) var attributeTypes: [String: ValueType] = [:]
  package let failed: Bool

  /// `module.web["a"].aws_security_group.this[0]`
  package var address: String {
    module.addressPrefix + configuration.key.text + key.text
  }

  static func evaluate(
    _ configuration: ResourceConfiguration, _ repetition: Repetition, in module: ModuleInstance
  ) -> ResourceInstance {
    let address = module.addressPrefix + configuration.key.text + repetition.key.text
    let scope = InstanceScope(module: module, repetition: repetition)
    let typeName = (configuration.key.mode == .data ? "data." : "") + configuration.key.type
    let type = module.evaluation.resourceTypes[typeName]
    var body = EvaluatedBody(location: configuration.location)
    var failed = false
    if let type {
      var evaluator = BodyEvaluator(module.evaluation, resource: configuration.location)
      body = evaluator.evaluate(
        configuration.body, type.schema, at: configuration.location, in: scope)
      failed = evaluator.failed
    } else {
      body.arguments = argumentsOfUntranslated(configuration.body, in: scope)
    }
    var entries = body.arguments.map { name, argument -> Fields.Entry in (name, argument.value) }
    if let type {
      entries += type.schema.absentArguments(in: body)
      if type.schema.arguments["tags_all"] != nil {
        entries.removeAll { $0.name == "tags_all" }
        entries.append(("tags_all", allTags(body, configuration, in: module)))
      }
    }
    var fields = Fields(entries, rest: .source(address))
    if let type { fields = type.refine(fields) }
    var instance = ResourceInstance(
      configuration: configuration, module: module, key: repetition.key, body: body,
      value: .object(fields), failed: failed)
    if configuration.key.mode == .data || type == nil { instance.answer(fields, type) }
    if repetition.key == .every, let value = repetition.eachValue {
      instance.every = EvaluatedBody.Argument(
        value: value, location: configuration.forEach?.location ?? configuration.location)
    }
    return instance
  }

  /// Completes what is known of a data source: recorded answers come first, then what the provider's
  /// configuration tells; the other attributes are unknown values of known types.
  private mutating func answer(_ configured: Fields, _ type: ResourceType?) {
    module.evaluation.answerable.append(address)
    var fields: [Fields.Entry] = Array(configured)
    let attributes = type?.attributes ?? [:]
    attributeTypes = attributes
    for (name, type) in attributes where configured[name] == nil {
      fields.append((name, .unknown(type, .attribute(.source(address), name))))
    }
    fields += type?.known?(self) ?? []
    if let recorded = module.evaluation.answers[address] {
      for (name, value) in recorded {
        let converted = attributes[name].flatMap { try? convert(value, to: $0) }
        fields.append((name, converted ?? value))
      }
    }
    // Of a data source that is known all attributes are known, and others are mistakes.
    value = .object(Fields(fields, rest: attributes.isEmpty ? configured.rest : nil))
  }

  /// The resource's tags laid over those of its provider; a tag that is null is none.
  private static func allTags(
    _ body: EvaluatedBody, _ configuration: ResourceConfiguration, in module: ModuleInstance
  ) -> Value {
    let defaults = module.provider(configuration.provider)?.defaultTags?.value
    let maps = [defaults, body["tags"]?.value].compactMap { tags in
      tags.flatMap { try? convert($0, to: .map(.string)) }
    }
    if maps.count == 1, case .map(_, let fields) = maps[0].content, fields.rest == nil,
      maps[0].marks.isEmpty, !fields.values.contains(where: \.isNull)
    {
      return maps[0]
    }
    let all = mergedMaps(maps)
    guard case .map(let element, let fields) = all.content, fields.rest == nil else { return all }
    return Value(.map(element, Fields(fields.filter { !$1.isNull })), marks: all.marks)
  }

  /// Only what evaluates without fault is of use; references are checked elsewhere, and the resource
  /// itself is not translated.
  private static func argumentsOfUntranslated(
    _ body: ConfigurationBody, in scope: InstanceScope
  ) -> [String: EvaluatedBody.Argument] {
    var arguments: [String: EvaluatedBody.Argument] = [:]
    for attribute in body.attributes {
      guard let value = try? attribute.value.evaluate(in: scope), !value.isNull else { continue }
      arguments[attribute.name] = EvaluatedBody.Argument(
        value: value, location: attribute.value.location)
    }
    return arguments
  }
}

/// A resource type or data source that is translated: one value, one file.
package struct ResourceType: Sendable {
  /// `aws_security_group`; `data.aws_vpc`
  package var name: String
  package var schema: Schema
  /// Adjusts what references see: what is configured is not always what the attribute will be.
  package var refine: @Sendable (Fields) -> Fields
  /// Adds the groups it makes to the program; runs for all resources before any `lower`.
  package var declare: (@Sendable (ResourceInstance, inout Lowering) -> Void)?
  /// Adds everything else.
  package var lower: (@Sendable (ResourceInstance, inout Lowering) -> Void)?
  /// All attributes that references may name, with their types; for data sources.
  package var attributes: [String: ValueType]
  /// What the configuration tells of a data source beyond its arguments.
  package var known: (@Sendable (ResourceInstance) -> [Fields.Entry])?
  /// Changes what all the others have made.
  package var conclude: (@Sendable (ResourceInstance, inout Lowering) -> Void)?
  /// The argument that names what is looked for by its id, where one lookup can ask for many.
  package var idArgument: String?
  /// The lookup that answers it at run time; for data sources.
  package var lookup: (@Sendable (ResourceInstance, inout Lowering) -> LookupAnswer?)?

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
    Set(schema.arguments.keys).union(schema.blocks.keys).union(attributes.keys).union(["id"])
  }
}
