import Diagnostics
package import HCL

/// One instance of a resource or data source. It is evaluated when somebody asks for its values, and
/// again if it has been told to forget them.
package final class ResourceInstance {
  package let configuration: ResourceConfiguration
  package let module: ModuleInstance
  /// Nil for a type that is not translated.
  package let type: ResourceType?
  /// `module.web["a"].aws_security_group.this[0]`
  package let address: String
  private let repetition: Repetition

  private enum Progress { case nothing, open, done }
  private var arguments = Progress.nothing
  private var blocks = Progress.nothing
  private var evaluated: EvaluatedBody
  private var wasEvaluated = false
  private var hasFailed = false
  private var keptValue: Value?

  init(
    _ configuration: ResourceConfiguration, _ repetition: Repetition, in module: ModuleInstance
  ) {
    self.configuration = configuration
    self.module = module
    self.repetition = repetition
    address = module.addressPrefix + configuration.key.text + repetition.key.text
    type = module.evaluation.resourceTypes[configuration.key.typeName]
    evaluated = EvaluatedBody(location: configuration.location)
    if isAnswerable { module.evaluation.answerable.append(address) }
  }

  package var key: InstanceKey { repetition.key }

  /// What `for_each` goes over, where this instance stands for all.
  package var every: EvaluatedBody.Argument? {
    guard repetition.key == .every else { return nil }
    return repetition.eachValue.map {
      EvaluatedBody.Argument(
        value: $0, location: configuration.forEach?.location ?? configuration.location)
    }
  }

  // MARK: evaluation

  /// Its arguments by the schema; by what is written for types that are not translated.
  package var body: EvaluatedBody {
    evaluateArguments()
    return evaluated
  }

  /// Its nested blocks of a type: nil where none is declared, empty where the declaration is empty.
  package func blocks(_ type: String) -> [EvaluatedBody]? {
    evaluateBlocks()
    return evaluated.blocks[type]
  }

  /// Where its first block of a type stands; nil where none is declared.
  func declaration(ofBlocks type: String) -> SourceLocation? {
    let body = configuration.body
    // How many blocks these make shows when they are evaluated.
    let isComputed = body.attribute(type) != nil || body.blocks.hasDynamic(type)
    if !isComputed { return body.blocks.place(of: type) }
    return blocks(type).map { $0.first?.location ?? configuration.location }
  }

  package var failed: Bool {
    if !wasEvaluated { evaluateArguments() }
    return hasFailed
  }

  /// It is under evaluation, and asks for something that asks for it.
  var isOpen: Bool { arguments == .open }

  /// Lets its arguments go when they have been used. What references see of it stays.
  func forgetArguments() {
    let key = configuration.key
    if configuration.hasConditions || module.evaluation.isReferred(key, in: module.configuration) {
      keptValue = value
    }
    arguments = .nothing
    evaluated.arguments = [:]
  }

  /// Lets its blocks go as well.
  func forget() {
    if arguments == .done { forgetArguments() }
    blocks = .nothing
    evaluated.blocks = [:]
  }

  private var scope: InstanceScope { InstanceScope(module: module, repetition: repetition) }

  private func evaluateArguments() {
    guard arguments == .nothing else { return }
    arguments = .open
    wasEvaluated = true
    do throws(EvaluationFailure) {
      try module.opening(.resource(configuration.key), configuration.location) {
        guard let type else {
          evaluated.arguments = argumentsOfUntranslated()
          return
        }
        var evaluator = BodyEvaluator(module.evaluation, resource: configuration.location)
        evaluator.evaluateArguments(
          of: configuration.body, type.schema, in: scope, into: &evaluated)
        hasFailed = hasFailed || evaluator.failed
      }
    } catch {
      module.evaluation.report(error)
      hasFailed = true
    }
    arguments = .done
  }

  func evaluateBlocks() {
    guard blocks == .nothing else { return }
    blocks = .done
    guard let type, !type.schema.blocks.isEmpty || !configuration.body.blocks.isEmpty else {
      return
    }
    var evaluator = BodyEvaluator(module.evaluation, resource: configuration.location)
    evaluator.evaluateBlocks(of: configuration.body, type.schema, in: scope, into: &evaluated)
    hasFailed = hasFailed || evaluator.failed
  }

  /// Only what evaluates without fault is of use; references are checked elsewhere, and the resource
  /// itself is not translated.
  private func argumentsOfUntranslated() -> NamedList<EvaluatedBody.Argument> {
    var arguments: NamedList<EvaluatedBody.Argument> = [:]
    let scope = scope
    for attribute in configuration.body.attributes {
      guard let value = try? attribute.value.evaluate(in: scope), !value.isNull else { continue }
      arguments.append(
        attribute.name,
        EvaluatedBody.Argument(value: value, location: attribute.value.location))
    }
    return arguments
  }
}

// MARK: - What references see

extension ResourceInstance {
  /// The configuration, and the rest unknown.
  package var value: Value {
    if let keptValue { return keptValue }
    let body = body
    var entries = body.arguments.map { name, argument -> Fields.Entry in (name, argument.value) }
    if let type {
      entries += type.schema.absentArguments(in: body)
      if type.schema.arguments["tags_all"] != nil {
        entries.removeAll { $0.name == "tags_all" }
        entries.append(("tags_all", allTags))
      }
    }
    var fields = Fields(entries, rest: .source(address))
    if let type { fields = type.refine(fields) }
    return .object(isAnswerable ? answered(fields) : fields)
  }

  /// Data sources, and resources that are not translated.
  private var isAnswerable: Bool { configuration.key.mode == .data || type == nil }

  /// The types of all attributes that references may name; for data sources.
  var attributeTypes: [String: ValueType] { isAnswerable ? type?.attributes ?? [:] : [:] }

  /// Completes what is known of a data source: recorded answers come first, then what the provider's
  /// configuration tells; the other attributes are unknown values of known types.
  private func answered(_ configured: Fields) -> Fields {
    var fields: [Fields.Entry] = Array(configured)
    for (name, type) in attributeTypes where configured[name] == nil {
      fields.append((name, .unknown(type, .attribute(.source(address), name))))
    }
    fields += type?.known?(self) ?? []
    if let recorded = module.evaluation.answers[address] {
      for (name, value) in recorded {
        let converted = attributeTypes[name].flatMap { try? convert(value, to: $0) }
        fields.append((name, converted ?? value))
      }
    }
    // Of a data source that is known all attributes are known, and others are mistakes.
    return Fields(fields, rest: attributeTypes.isEmpty ? configured.rest : nil)
  }

  /// The resource's tags laid over those of its provider; a tag that is null is none.
  private var allTags: Value {
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
}
