import Diagnostics
package import HCL

/// One instance of a module: its own variables, locals, resources and calls.
package final class ModuleInstance {
  package let evaluation: Evaluation
  package let configuration: ModuleConfiguration
  /// `module.web["a"].`, empty for the root module.
  package let addressPrefix: String
  /// Provider configurations by this module's names for them.
  package private(set) var providers: [String: ProviderInstance] = [:]
  private let arguments: Arguments

  private let variables = MemoTable<String, Value>()
  private let locals = MemoTable<String, Value>()
  private let outputs = MemoTable<String, Value>()
  private let resources = MemoTable<ResourceKey, Expansion<ResourceInstance>>()
  private var resourceValues: [ResourceKey: Value] = [:]
  /// Data sources of which one lookup is made for any number of instances.
  package private(set) var lookupsForEach: [ResourceKey: ResourceInstance] = [:]
  private let calls = MemoTable<String, Expansion<ModuleInstance>>()

  /// Where a module's variables come from: the bindings, or the call and the caller.
  private enum Arguments {
    case root
    case call(ModuleCallConfiguration, caller: ModuleInstance, Repetition)
  }

  package init(root configuration: ModuleConfiguration, evaluation: Evaluation) {
    self.evaluation = evaluation
    self.configuration = configuration
    addressPrefix = ""
    arguments = .root
    providers = configuration.providers.mapValues { ProviderInstance($0, module: self) }
  }

  private init(_ call: ModuleCallConfiguration, _ repetition: Repetition, caller: ModuleInstance) {
    evaluation = caller.evaluation
    configuration = call.module.content
    addressPrefix = "\(caller.addressPrefix)module.\(call.name)\(repetition.key.text)."
    arguments = .call(call, caller: caller, repetition)
    providers = configuration.providers.mapValues { ProviderInstance($0, module: self) }
    // Default configurations are inherited; aliases are passed by name.
    for (name, provider) in caller.providers where !name.contains(".") && providers[name] == nil {
      providers[name] = provider
    }
    for (name, callerName) in call.providers { providers[name] = caller.provider(callerName) }
  }

  /// Lets go of everything evaluated: instances hold their module, which holds them.
  func forget() {
    for expansion in calls.contents {
      for (_, child) in expansion.instances { child.forget() }
    }
    calls.forget()
    resources.forget()
    resourceValues = [:]
    lookupsForEach = [:]
    providers = [:]
  }

  package var isRoot: Bool { addressPrefix.isEmpty }

  /// "the root module" or "module.web", for messages.
  var describedModule: String {
    isRoot ? "the root module" : String(addressPrefix.dropLast())
  }

  // MARK: values, each evaluated once

  func variable(_ name: String) throws(EvaluationFailure) -> Value {
    try once(name, variables, .variable(name), configuration.variables[name]?.location) {
      () throws(EvaluationFailure) in
      guard let variable = configuration.variables[name] else { throw .reported }
      switch arguments {
      case .root: return try rootValue(of: variable)
      case .call(let call, let caller, let repetition):
        return try argument(for: variable, call, caller, repetition)
      }
    }
  }

  func local(_ name: String) throws(EvaluationFailure) -> Value {
    try once(name, locals, .local(name), configuration.locals[name]?.nameLocation) {
      () throws(EvaluationFailure) in
      guard let local = configuration.locals[name] else { throw .reported }
      return try local.value.evaluate(in: self)
    }
  }

  package func output(_ name: String) throws(EvaluationFailure) -> Value {
    try once(name, outputs, .output(name), configuration.outputs[name]?.location) {
      () throws(EvaluationFailure) in
      guard let output = configuration.outputs[name] else { throw .reported }
      let value = try output.value.evaluate(in: self)
      return output.isSensitive ? value.marked(.sensitive) : value
    }
  }

  /// The instances, none of which need have been evaluated.
  package func resource(
    _ key: ResourceKey
  ) throws(EvaluationFailure) -> Expansion<ResourceInstance> {
    try once(key, resources, .resource(key), configuration.resources[key]?.location) {
      () throws(EvaluationFailure) in
      guard let resource = configuration.resources[key] else { throw .reported }
      if let every = try lookupForEach(resource) {
        lookupsForEach[key] = every
        return Expansion(shape: .forEach, instances: [])
      }
      let (shape, repetitions) = try self.repetitions(
        count: resource.count, forEach: resource.forEach)
      return Expansion(
        shape: shape,
        instances: repetitions.map { ($0.key, ResourceInstance(resource, $0, in: self)) })
    }
  }

  package func resourceValue(_ key: ResourceKey) throws(EvaluationFailure) -> Value {
    if let known = resourceValues[key] { return known }
    let expansion = try resource(key)
    if expansion.instances.contains(where: \.instance.isOpen) {
      throw cycle(at: .resource(key), configuration.resources[key]?.location)
    }
    guard expansion.instances.allSatisfy({ !$0.instance.failed }) else { throw .reported }
    let value = lookupsForEach[key]?.valueOfEvery ?? expansion.value(\.value)
    resourceValues[key] = value
    return value
  }

  package func call(_ name: String) throws(EvaluationFailure) -> Expansion<ModuleInstance> {
    try once(name, calls, .call(name), configuration.calls[name]?.location) {
      () throws(EvaluationFailure) in
      guard let call = configuration.calls[name] else { throw .reported }
      let (shape, repetitions) = try self.repetitions(count: call.count, forEach: call.forEach)
      return Expansion(
        shape: shape,
        instances: repetitions.map { ($0.key, ModuleInstance(call, $0, caller: self)) })
    }
  }

  private func once<Key: Hashable, Content>(
    _ key: Key, _ table: MemoTable<Key, Content>,
    _ referent: Referent, _ location: SourceLocation?,
    _ evaluate: () throws(EvaluationFailure) -> Content
  ) throws(EvaluationFailure) -> Content {
    switch table[key] {
    case .value(let content): return content
    case .failed: throw .reported
    case .open: throw cycle(at: referent, location)
    case nil: break
    }
    do throws(EvaluationFailure) {
      return try opening(referent, location) { () throws(EvaluationFailure) in
        table[key] = .open
        let content = try evaluate()
        table[key] = .value(content)
        return content
      }
    } catch {
      // What waits for too many others may be asked for again from nearer by.
      guard case .open? = table[key] else { throw error }
      evaluation.report(error)
      table[key] = .failed
      throw .reported
    }
  }

  /// Evaluates something while all can see that it is under evaluation.
  func opening<Content>(
    _ referent: Referent, _ location: SourceLocation?,
    _ evaluate: () throws(EvaluationFailure) -> Content
  ) throws(EvaluationFailure) -> Content {
    guard evaluation.open.count < evaluation.limits.referenceDepth else {
      throw .diagnostic(.referencesTooDeep(evaluation.limits.referenceDepth, at: location))
    }
    evaluation.open.append(OpenReference(modulePrefix: addressPrefix, referent: referent))
    defer { evaluation.open.removeLast() }
    return try evaluate()
  }

  /// Why something under evaluation cannot be had.
  private func cycle(at referent: Referent, _ location: SourceLocation?) -> EvaluationFailure {
    let address = addressPrefix + referent.text
    let path = evaluation.open.map(\.address).drop { $0 != address } + [address]
    // That a resource names itself is found where it does, before anything is evaluated.
    if case .resource = referent, path.count == 2 { return .reported }
    return .diagnostic(.cycle(Array(path), at: location))
  }

  // MARK: variables

  private func rootValue(
    of variable: VariableConfiguration
  ) throws(EvaluationFailure) -> Value {
    let marks = variable.marks
    if let fixed = evaluation.bindings[variable.name] {
      try validate(variable, fixed)
      return fixed.marked(marks)
    }
    // Unless something else is given, the default is what the artifact will use. A secret's value may
    // have been given; it is no part of the artifact, but it must be valid.
    let bindings = evaluation.bindings
    let standard = bindings.secrets[variable.name] ?? bindings.defaults[variable.name]
    if let value = standard ?? variable.defaultValue { try validate(variable, value) }
    // An untyped variable is taken to be what its default is.
    var type = variable.constraint.type
    if type == .dynamic, let value = variable.defaultValue, !value.isNull {
      type = untypedType(of: value)
    }
    let source = Residual.source("var.\(variable.name)")
    let residual =
      type.hasOptionalAttributes
      ? Residual.opaque(operation: "the defaults of optional attributes", [source]) : source
    return .unknown(type, residual, marks: marks)
  }

  private func untypedType(of value: Value) -> ValueType {
    guard case .tuple(let elements) = value.content, let first = elements.first,
      elements.allSatisfy({ $0.type == first.type })
    else { return value.type }
    return .list(first.type)
  }

  private func argument(
    for variable: VariableConfiguration, _ call: ModuleCallConfiguration, _ caller: ModuleInstance,
    _ repetition: Repetition
  ) throws(EvaluationFailure) -> Value {
    let marks = variable.marks
    guard let attribute = call.arguments.first(where: { $0.name == variable.name }) else {
      guard let value = variable.defaultValue else {
        throw .diagnostic(.missingModuleArgument(variable.name, at: call.location))
      }
      try validate(variable, value)
      return value.marked(marks)
    }
    let given = try attribute.value.evaluate(
      in: InstanceScope(module: caller, repetition: repetition))
    if given.isNull, !variable.isNullable {
      guard let value = variable.defaultValue else {
        throw .diagnostic(.nullNotAllowed(variable.name, at: attribute.value.location))
      }
      return value.marked(marks)
    }
    let value: Value
    do throws(ConversionError) {
      value = try convert(
        variable.constraint.apply(defaultsTo: given), to: variable.constraint.type)
    } catch {
      throw .diagnostic(
        .invalidModuleArgument(
          variable.name, error.message, at: attribute.value.location, variable.location))
    }
    try validate(variable, value)
    return value.marked(marks)
  }

  /// Conditions that are known to be false are errors; the others show when the artifact runs.
  private func validate(
    _ variable: VariableConfiguration, _ value: Value
  ) throws(EvaluationFailure) {
    let scope = ValidationScope(
      module: self, variable: variable.name, value: value.marked(variable.marks))
    for validation in variable.validations {
      guard let condition = validation.body.attribute("condition"),
        case .fails(let message) = verdict(of: validation, .validation, in: scope)
      else { continue }
      let failure = Diagnostic.validationFailed(
        message, variable.isSensitive ? nil : value,
        at: evaluation.bindings.places[variable.name] ?? variable.location,
        condition.value.location)
      throw .diagnostic(failure.within(variable.location, "declared here"))
    }
  }

  // MARK: providers

  package func provider(_ name: String) -> ProviderInstance? { providers[name] }

  /// Records that a value is needed, and gives up on what needs it.
  func demand(_ value: Value, at location: SourceLocation, _ why: String) -> EvaluationFailure {
    let sources = value.residuals.flatMap(\.sources)
    evaluation.demand(Demand(sources, at: location, why))
    return .reported
  }
}

extension VariableConfiguration {
  var marks: Marks {
    var marks = Marks(rawValue: 0)
    if isSensitive { marks.insert(.sensitive) }
    if isEphemeral { marks.insert(.ephemeral) }
    return marks
  }
}

extension ValueType {
  var hasOptionalAttributes: Bool {
    switch self {
    case .dynamic, .bool, .number, .string: false
    case .list(let element), .set(let element), .map(let element): element.hasOptionalAttributes
    case .tuple(let elements): elements.contains(where: \.hasOptionalAttributes)
    case .object(let object):
      !object.optional.isEmpty || object.attributes.values.contains(where: \.hasOptionalAttributes)
    }
  }
}
