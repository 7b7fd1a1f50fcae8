import Diagnostics
import HCL

extension ModuleLoader {
  mutating func variable(_ block: ConfigurationBlock) -> VariableConfiguration {
    let name = block.labels[0]
    var constraint = TypeConstraint(type: .dynamic)
    if let type = block.body.attribute("type") {
      var faults = DiagnosticSink()
      constraint = typeConstraint(type.value.id, in: type.value.file.tree, into: &sink) { id in
        do throws(EvaluationFailure) {
          return try ExpressionReference(file: type.value.file, id: id)
            .evaluate(in: ConstantScope("An optional attribute's default"))
        } catch {
          if case .diagnostic(let diagnostic) = error { faults.report(diagnostic) }
          return nil
        }
      }
      sink.absorb(faults)
    }
    for validation in block.body.blocks("validation") { checkValidation(validation, of: name) }
    _ = literal(block.body.attribute("description"), .string)
    let isNullable = flag(block.body.attribute("nullable")) ?? true
    let value = defaultValue(block, constraint)
    if !isNullable, let value, value.isNull, let attribute = block.body.attribute("default") {
      sink.report(.nullDefault(at: attribute.value.location))
    }
    return VariableConfiguration(
      name: name, location: block.location, constraint: constraint,
      defaultValue: value,
      description: block.body.attribute("description").flatMap { literalText($0.value) },
      isSensitive: flag(block.body.attribute("sensitive")) ?? false,
      isNullable: isNullable,
      isEphemeral: flag(block.body.attribute("ephemeral")) ?? false,
      validations: block.body.blocks("validation"))
  }

  private mutating func defaultValue(
    _ block: ConfigurationBlock, _ constraint: TypeConstraint
  ) -> Value? {
    guard let attribute = block.body.attribute("default") else { return nil }
    do throws(EvaluationFailure) {
      let value = try attribute.value.evaluate(in: ConstantScope("A variable's default"))
      do throws(ConversionError) {
        return try convert(constraint.apply(defaultsTo: value), to: constraint.type)
      } catch {
        let invalid = Diagnostic.invalidDefault(error.message, at: attribute.value.location)
        sink.report(block.overriddenAt.map { invalid.also(at: $0, "overridden here") } ?? invalid)
      }
    } catch .diagnostic(let diagnostic) {
      sink.report(diagnostic)
    } catch {}
    return nil
  }

  mutating func output(_ block: ConfigurationBlock) -> OutputConfiguration? {
    for block in block.body.blocks("postcondition") {
      sink.report(.postconditionOfOutput(at: block.location))
    }
    let preconditions = block.body.blocks("precondition")
    for block in preconditions { checkCondition(block, .precondition) }
    _ = literal(block.body.attribute("description"), .string)
    guard let value = block.body.attribute("value") else { return nil }
    return OutputConfiguration(
      name: block.labels[0], location: block.location, value: value.value,
      description: block.body.attribute("description").flatMap { literalText($0.value) },
      isSensitive: flag(block.body.attribute("sensitive")) ?? false,
      isEphemeral: flag(block.body.attribute("ephemeral")) ?? false,
      preconditions: preconditions,
      dependencies: dependencies(block.body.attribute("depends_on")))
  }

  mutating func resource(_ block: ConfigurationBlock) -> ResourceConfiguration {
    let lifecycle = block.body.blocks("lifecycle").first
    if registeredTypes.contains(block.labels[0]) { reportWhatIsNotKept(block, lifecycle) }
    let count = block.body.attribute("count")
    let forEach = block.body.attribute("for_each")
    if let count, let forEach {
      sink.report(.countAndForEach(at: forEach.nameLocation, count.nameLocation))
    }
    let type = block.labels[0]
    let mode: ResourceKey.Mode = block.type == "data" ? .data : .managed
    let preconditions = lifecycle?.body.blocks("precondition") ?? []
    let postconditions = lifecycle?.body.blocks("postcondition") ?? []
    for block in preconditions { checkCondition(block, .precondition) }
    for block in postconditions { checkCondition(block, .postcondition) }
    _ = flag(lifecycle?.body.attribute("create_before_destroy"))
    checkIgnoredChanges(
      lifecycle?.body.attribute("ignore_changes"),
      mode == .managed ? registeredTypes[type]?.schema : nil)
    let provider = block.body.attribute("provider")
    return ResourceConfiguration(
      key: ResourceKey(mode, type, block.labels[1]),
      location: block.location, typeLocation: block.labelLocations[0],
      count: count?.value, forEach: forEach?.value,
      provider: provider.flatMap { providerName($0.value) } ?? providerName(ofType: type),
      providerLocation: provider?.value.location,
      preventsDestroy: flag(lifecycle?.body.attribute("prevent_destroy")) ?? false,
      preconditions: preconditions, postconditions: postconditions,
      dependencies: dependencies(block.body.attribute("depends_on")),
      body: block.body.without(attributes: Self.metaArguments, blocks: Self.metaBlocks))
  }

  /// The part of a type's name before the first underscore.
  private func providerName(ofType type: String) -> String {
    String(Substring(type.utf8.prefix { $0 != UInt8(ascii: "_") }))
  }

  private static let metaArguments = ["count", "for_each", "provider", "depends_on"]
  private static let metaBlocks = ["lifecycle", "provisioner", "connection"]

  /// Meta-arguments that say how Terraform goes about it, and that an artifact does not follow.
  private mutating func reportWhatIsNotKept(
    _ block: ConfigurationBlock, _ lifecycle: ConfigurationBlock?
  ) {
    if let ignored = lifecycle?.body.attribute("ignore_changes") {
      sink.report(.ignoreChangesNotKept(at: ignored.nameLocation))
    }
    for provisioner in block.body.blocks("provisioner") {
      sink.report(.blockNotKept("provisioner", at: provisioner.location))
    }
  }

  mutating func call(
    _ block: ConfigurationBlock, from directory: String
  ) -> ModuleCallConfiguration? {
    guard let source = block.body.attribute("source") else {
      sink.report(.missingArgument("source", at: block.location))
      return nil
    }
    for inner in block.body.blocks {
      sink.report(
        ["lifecycle", "locals", "provider"].contains(inner.type)
          ? .reservedModuleBlock(inner.type, at: inner.location)
          : .unsupportedBlock(inner.type, known: [], at: inner.location))
    }
    guard let path = constantText(source.value) else {
      sink.report(.moduleSourceNotLiteral(at: source.value.location))
      return nil
    }
    callPath.append(block.labels[0])
    defer { callPath.removeLast() }
    let child: String
    if path.hasPrefix("./") || path.hasPrefix("../") {
      child = joinPaths(directory, path)
      if block.body.attribute("version") != nil {
        sink.report(.versionOfLocalModule(path, at: source.value.location))
      }
    } else if let place = installed.directory(of: callPath) {
      child = place
    } else {
      sink.report(
        isModuleAddress(path)
          ? .moduleNotInstalled(path, at: block.location)
          : .invalidModuleSource(path, at: source.value.location))
      return nil
    }
    guard let module = load(directory: child, calledAt: block.location) else { return nil }
    if module.providers.values.contains(where: { !$0.isEmpty }),
      let repeated = ["count", "for_each", "depends_on"].lazy
        .compactMap({ block.body.attribute($0) }).first
    {
      sink.report(.moduleWithProvider(block.labels[0], path, at: repeated.value.location))
    }
    let meta: Set = ["source", "version", "count", "for_each", "providers", "depends_on"]
    return ModuleCallConfiguration(
      name: block.labels[0], location: block.location,
      count: block.body.attribute("count")?.value,
      forEach: block.body.attribute("for_each")?.value,
      providers: providerMap(block.body.attribute("providers")),
      providersLocation: block.body.attribute("providers")?.value.location,
      dependencies: dependencies(block.body.attribute("depends_on")),
      arguments: block.body.attributes.filter { !meta.contains($0.name) },
      module: Box(module))
  }

  /// `{ aws = aws.eu }`
  private func providerMap(_ attribute: ConfigurationAttribute?) -> [String: String] {
    guard let attribute, case .object(let items) = attribute.value.file.tree[attribute.value.id]
    else { return [:] }
    let file = attribute.value.file
    var map: [String: String] = [:]
    for item in items {
      let value = ExpressionReference(file: file, id: item.value)
      guard let key = providerName(ExpressionReference(file: file, id: item.key)),
        let name = providerName(value)
      else { continue }
      map[key] = name
    }
    return map
  }

  /// `aws`, `aws.eu`, `"aws"`.
  private func providerName(_ expression: ExpressionReference) -> String? {
    let tree = expression.file.tree
    switch tree[expression.id] {
    case .string(let text): return text
    case .variable(let name): return name.text
    case .attribute(let base, let alias):
      guard case .variable(let name) = tree[base] else { return nil }
      return "\(name.text).\(alias.text)"
    case .parentheses(let inner):
      return providerName(ExpressionReference(file: expression.file, id: inner))
    default: return nil
    }
  }

  /// The text of a template in which nothing is referred to.
  private func constantText(_ expression: ExpressionReference) -> String? {
    if let value = try? expression.evaluate(in: ConstantScope("A module's source")),
      case .string(let text) = value.content
    {
      return text
    }
    return nil
  }

  /// Whether a source can be that of a module elsewhere: `terraform-aws-modules/vpc/aws`, or an address
  /// with a scheme or a host.
  private func isModuleAddress(_ source: String) -> Bool {
    let parts = source.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count >= 3 || source.utf8.contains(UInt8(ascii: ":"))
  }
}
