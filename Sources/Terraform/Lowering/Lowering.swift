package import Diagnostics
import HCL
package import SecurityGroupIR

/// The answer of a data source at run time, and which of its attributes can be asked for.
package struct LookupAnswer: Sendable {
  package var kind: Lookup.Kind
  package var attributes: Set<String>

  package init(_ kind: Lookup.Kind, attributes: Set<String>) {
    self.kind = kind
    self.attributes = attributes
  }
}

/// Turns an evaluated configuration into the neutral IR.
package struct Lowering {
  package let evaluation: Evaluation
  package let sources: SourceMap
  package var program = Program()
  package var sink = DiagnosticSink()
  /// Addresses of resource instances that became groups.
  package var groups: [String: GroupID] = [:]
  var inputs: [String: InputID] = [:]
  var lookups: [String: LookupID] = [:]
  /// Groups that standalone rules name by something that is no group of the program.
  var existingGroups: [Term: GroupID] = [:]
  var lookupAttributes: [LookupID: Set<String>] = [:]
  var dataSources: [String: ResourceInstance] = [:]
  private var instances: [ResourceInstance] = []
  /// Where each of them stands, once somebody has asked for one.
  private var positions: [String: Int]?
  /// The instance whose turn it is to be declared, and those that were declared before their turn.
  private var turn = 0
  private var declaredEarly: Set<Int> = []
  private var foundEarly: [Diagnostic] = []
  /// By the address of the resource.
  var standaloneRules: [String: StandaloneRule] = [:]
  /// The same by their sides, once somebody has asked for them: when all rules are there.
  private var standaloneRulesOfSides: [GroupSide.Number: [(key: String, value: StandaloneRule)]]?
  /// Where each attachment stands.
  var attachments: [Attachment.Effect: Origin] = [:]
  var prefixLists: [String: PrefixListWeight] = [:]
  /// By their names in lower case.
  var groupNames: [String: [NamedGroup]] = [:]
  /// The rules of groups that have many.
  var presentRules: [GroupSide.Number: PresentRules] = [:]
  /// Where each group declares its own rules, for each direction in which it does.
  var inlineBlocks: [GroupSide.Number: SourceLocation] = [:]
  var names: NameRegistry
  let variables: [String: VariableConfiguration]

  package init(_ evaluation: Evaluation, root: ModuleConfiguration, sources: SourceMap) {
    self.evaluation = evaluation
    self.sources = sources
    variables = root.variables
    names = NameRegistry(variables: root.variables.keys.sorted { $0.precedesInBytes($1) })
  }

  /// The whole of lowering: groups first, so that rules may refer to any of them, then everything else.
  package mutating func lower(_ root: ModuleInstance) {
    instances = allInstances(of: root)
    for instance in instances where instance.configuration.key.mode == .data {
      dataSources[instance.address] = instance
    }
    while turn < instances.count {
      if !declaredEarly.contains(turn) { declare(instances[turn]) }
      turn += 1
    }
    for diagnostic in foundEarly { sink.report(diagnostic) }
    for instance in instances {
      instance.evaluateBlocks()
      guard !instance.failed, let type = instance.type else { continue }
      run({ $1.checkTimeouts(of: $0) }, on: instance)
      if let lower = type.lower { run(lower, on: instance) }
      if type.declare != nil || type.lower != nil { instance.forget() }
    }
    for instance in instances {
      guard let conclude = instance.type?.conclude, !instance.failed else { continue }
      run(conclude, on: instance)
    }
    checkQuotas()
    lowerOutputs(of: root)
    program.sources = sourceNames()
  }

  /// Runs a stage of an instance, whose findings point at its header as well.
  private mutating func run(
    _ stage: (ResourceInstance, inout Lowering) -> Void, on instance: ResourceInstance
  ) {
    let found = sink
    sink = DiagnosticSink()
    stage(instance, &self)
    let own = sink
    sink = found
    for diagnostic in own.diagnostics {
      sink.report(diagnostic.within(instance.configuration.location))
    }
  }

  private mutating func declare(_ instance: ResourceInstance) {
    guard let declare = instance.type?.declare, !instance.failed else { return }
    run(declare, on: instance)
    instance.forgetArguments()
  }

  /// Declares the group of that address before its turn, for something that stands before it names it;
  /// nil if it is no group, or its turn has come.
  mutating func groupDeclaredEarly(_ address: String) -> GroupID? {
    guard turn < instances.count, let position = position(of: address), position > turn,
      declaredEarly.insert(position).inserted
    else { return nil }
    let found = sink
    sink = DiagnosticSink()
    declare(instances[position])
    foundEarly += sink.diagnostics
    sink = found
    return groups[address]
  }

  /// Whether the artifact makes the resource of that address.
  mutating func makes(_ address: String) -> Bool {
    position(of: address).map { instances[$0].configuration.key.mode == .managed } ?? false
  }

  private mutating func position(of address: String) -> Int? {
    if positions == nil {
      positions = Dictionary(
        instances.indices.map { (instances[$0].address, $0) },
        uniquingKeysWith: { first, _ in first })
    }
    return positions?[address]
  }

  /// A group's rules that are resources of their own, by their addresses.
  mutating func standaloneRules(of side: GroupSide) -> [(key: String, value: StandaloneRule)] {
    let all =
      standaloneRulesOfSides
      ?? Dictionary(grouping: standaloneRules) { _, rule in
        GroupSide(group: rule.group, direction: rule.direction).number
      }
    standaloneRulesOfSides = all
    return all[side.number] ?? []
  }

  /// Every instance of every translated type, module by module in source order. Variables, locals and calls
  /// are evaluated on the way, so that their faults are found even where nothing refers to them.
  private mutating func allInstances(of module: ModuleInstance) -> [ResourceInstance] {
    var found: [ResourceInstance] = []
    let configuration = module.configuration
    for name in configuration.locals.keys.sorted(by: { $0.precedesInBytes($1) }) {
      _ = try? module.local(name)
    }
    for name in configuration.variables.keys.sorted(by: { $0.precedesInBytes($1) }) {
      _ = try? module.variable(name)
    }
    for resource in configuration.resourcesInOrder {
      noteWeight(of: resource.key, in: module)
      guard evaluation.resourceTypes.contains(resource.key.typeName) else { continue }
      if let expansion = try? module.resource(resource.key) {
        found += expansion.instances.map(\.instance)
        if let every = module.lookupsForEach[resource.key] { found.append(every) }
      }
    }
    let calls = configuration.calls.values.sorted { $0.location.isBefore($1.location) }
    for call in calls {
      guard let expansion = try? module.call(call.name) else { continue }
      for (_, child) in expansion.instances {
        report(undeclaredArgumentsOf: call, child)
        found += allInstances(of: child)
      }
    }
    return found
  }

  /// A rule that names a prefix list counts as many rules as the list may have entries.
  private mutating func noteWeight(of key: ResourceKey, in module: ModuleInstance) {
    guard key.mode == .managed, key.type == "aws_ec2_managed_prefix_list",
      let expansion = try? module.resource(key)
    else { return }
    for (_, instance) in expansion.instances {
      guard let entries = instance.body["max_entries"]?.value.knownInteger else { continue }
      let family = instance.body["address_family"]?.value.content
      prefixLists[instance.address] = PrefixListWeight(
        entries: entries,
        kind: family == .string("IPv4") ? .ipv4 : family == .string("IPv6") ? .ipv6 : nil)
    }
  }

  private mutating func report(
    undeclaredArgumentsOf call: ModuleCallConfiguration, _ child: ModuleInstance
  ) {
    let known = child.configuration.variables.keys.sorted()
    for argument in call.arguments where child.configuration.variables[argument.name] == nil {
      sink.report(.unsupportedArgument(argument.name, known: known, at: argument.nameLocation))
    }
  }

  private mutating func lowerOutputs(of root: ModuleInstance) {
    for output in root.configuration.outputs.values.sorted(by: { $0.location.isBefore($1.location) }
    ) {
      if output.isEphemeral { sink.report(.ephemeralOutput(output.name, at: output.location)) }
      guard let value = try? root.output(output.name) else { continue }
      let marks = value.allMarks
      if marks.contains(.sensitive), !output.isSensitive {
        sink.report(.sensitiveOutput(output.name, at: output.location))
        continue
      }
      if marks.contains(.ephemeral), !output.isEphemeral {
        sink.report(.ephemeralValue("this output", at: output.value.location))
        continue
      }
      if value.isNull { continue }
      do throws(Demand) {
        let term = try term(value, at: output.value.location)
        program.outputs.append(
          Output(
            name: output.name, value: term,
            isSensitive: output.isSensitive || value.allMarks.contains(.sensitive),
            description: output.description, origin: origin(output.location)))
      } catch {
        // An output makes no rule: it is left out rather than fixing a variable.
        sink.report(.outputNotTranslated(output.name, error, at: output.value.location))
      }
    }
  }

  /// The files that something of the program stands in, in the order in which they are met.
  private func sourceNames() -> [String] {
    var found: [String] = []
    var known: Set<String> = []
    func add(_ origin: Origin) {
      if found.last != origin.file, known.insert(origin.file).inserted { found.append(origin.file) }
    }
    for group in program.groups {
      add(group.origin)
      for rule in group.ingress.rules { add(rule.origin) }
      for rule in group.egress.rules { add(rule.origin) }
    }
    for attachment in program.attachments { add(attachment.origin) }
    return found
  }

  // MARK: what resource types use

  package func origin(_ location: SourceLocation, of address: String? = nil) -> Origin {
    Origin(
      file: sources.path(of: location.file), line: sources.line(of: location), location: location,
      address: address)
  }

  /// The term of an argument; a demand is recorded and gives nil.
  package mutating func term(_ argument: EvaluatedBody.Argument?) -> Term? {
    guard let argument else { return nil }
    do throws(Demand) {
      return try term(argument.value, at: argument.location)
    } catch {
      evaluation.demand(error)
      return nil
    }
  }

  /// The known text of an argument that decides about structure.
  package mutating func knownText(_ argument: EvaluatedBody.Argument?, _ why: String) -> String? {
    guard let argument else { return nil }
    switch argument.value.content {
    case .string(let text): return text
    case .unknown(let unknown):
      evaluation.demand(Demand(unknown.residual.sources, at: argument.location, why))
      return nil
    default: return nil
    }
  }

  package mutating func knownBool(_ argument: EvaluatedBody.Argument?, _ why: String) -> Bool? {
    guard let argument else { return nil }
    switch argument.value.content {
    case .bool(let flag): return flag
    case .unknown(let unknown):
      evaluation.demand(Demand(unknown.residual.sources, at: argument.location, why))
      return nil
    default: return nil
    }
  }

  /// The Region of the resource's provider, where one is configured.
  package mutating func region(of instance: ResourceInstance) -> Term? {
    if let argument = instance.body["region"] { return term(argument) }
    guard let region = instance.module.provider(instance.configuration.provider)?.region else {
      return nil
    }
    return term(EvaluatedBody.Argument(value: region.value, location: region.location))
  }

  /// The names of lookups, inputs and groups share one space; see `NameRegistry`.
  package mutating func groupName(for instance: ResourceInstance) -> String {
    names.takeGroup(identifierText(instance.address))
  }
}
