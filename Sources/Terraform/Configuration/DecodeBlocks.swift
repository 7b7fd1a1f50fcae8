import Diagnostics
import HCL

extension ModuleLoader {
  mutating func variable(_ block: ConfigurationBlock) -> VariableConfiguration {
    let name = block.labels[0]
    var constraint = TypeConstraint(type: .dynamic)
    if let type = block.body.attribute("type") {
      constraint = typeConstraint(type.value.id, in: type.value.file.tree, into: &sink) { id in
        try? ExpressionReference(file: type.value.file, id: id)
          .evaluate(in: ConstantScope("An optional attribute's default"))
      }
    }
    report(
      unsupportedIn: block,
      arguments: [
        "type", "default", "description", "sensitive", "nullable", "ephemeral",
      ], blocks: ["validation"])
    let isNullable = literalBool(block.body.attribute("nullable")) ?? true
    return VariableConfiguration(
      name: name, location: block.location, constraint: constraint,
      defaultValue: defaultValue(block, constraint),
      description: block.body.attribute("description").flatMap { literalText($0.value) },
      isSensitive: literalBool(block.body.attribute("sensitive")) ?? false,
      isNullable: isNullable, validations: block.body.blocks("validation"))
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
        sink.report(.invalidDefault(error.message, at: attribute.value.location))
      }
    } catch .diagnostic(let diagnostic) {
      sink.report(diagnostic)
    } catch {}
    return nil
  }

  mutating func output(_ block: ConfigurationBlock) -> OutputConfiguration? {
    report(
      unsupportedIn: block,
      arguments: ["value", "description", "sensitive", "depends_on", "ephemeral"],
      blocks: ["precondition"])
    guard let value = block.body.attribute("value") else {
      sink.report(.missingArgument("value", at: block.location))
      return nil
    }
    return OutputConfiguration(
      name: block.labels[0], location: block.location, value: value.value,
      description: block.body.attribute("description").flatMap { literalText($0.value) },
      isSensitive: literalBool(block.body.attribute("sensitive")) ?? false)
  }

  mutating func resource(_ block: ConfigurationBlock) -> ResourceConfiguration {
    let metaArguments: Set = ["count", "for_each", "provider", "depends_on"]
    let metaBlocks: Set = ["lifecycle", "provisioner", "connection"]
    let lifecycle = block.body.blocks("lifecycle").first
    if registeredTypes[block.labels[0]] != nil { reportWhatIsNotKept(block, lifecycle) }
    let count = block.body.attribute("count")
    let forEach = block.body.attribute("for_each")
    if let count, let forEach {
      sink.report(.countAndForEach(at: forEach.nameLocation, count.nameLocation))
    }
    let type = block.labels[0]
    return ResourceConfiguration(
      key: ResourceKey(block.type == "data" ? .data : .managed, type, block.labels[1]),
      location: block.location, typeLocation: block.labelLocations[0],
      count: count?.value, forEach: forEach?.value,
      provider: block.body.attribute("provider").flatMap { providerName($0.value) }
        ?? String(type.prefix { $0 != "_" }),
      preventsDestroy: literalBool(lifecycle?.body.attribute("prevent_destroy")) ?? false,
      body: ConfigurationBody(
        attributes: block.body.attributes.filter { !metaArguments.contains($0.name) },
        blocks: block.body.blocks.filter { !metaBlocks.contains($0.type) }))
  }

  /// Meta-arguments that say how Terraform goes about it, and that an artifact does not follow.
  private mutating func reportWhatIsNotKept(
    _ block: ConfigurationBlock, _ lifecycle: ConfigurationBlock?
  ) {
    if let ignored = lifecycle?.body.attribute("ignore_changes") {
      sink.report(.ignoreChangesNotKept(at: ignored.nameLocation))
    }
    for kind in ["precondition", "postcondition"] {
      for condition in lifecycle?.body.blocks(kind) ?? [] {
        sink.report(.blockNotKept(kind, at: condition.location))
      }
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
    guard let path = literalText(source.value) else {
      sink.report(.moduleSourceNotLiteral(at: source.value.location))
      return nil
    }
    callPath.append(block.labels[0])
    defer { callPath.removeLast() }
    let child: String
    if path.hasPrefix("./") || path.hasPrefix("../") {
      child = joinPaths(directory, path)
    } else if let place = installed.directory(of: callPath) {
      child = place
    } else {
      sink.report(.moduleNotInstalled(path, at: block.location))
      return nil
    }
    guard let module = load(directory: child, calledAt: block.location) else { return nil }
    let meta: Set = ["source", "version", "count", "for_each", "providers", "depends_on"]
    return ModuleCallConfiguration(
      name: block.labels[0], location: block.location,
      count: block.body.attribute("count")?.value,
      forEach: block.body.attribute("for_each")?.value,
      providers: providerMap(block.body.attribute("providers")),
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

  private mutating func report(
    unsupportedIn block: ConfigurationBlock, arguments: Set<String>, blocks: Set<String>
  ) {
    for attribute in block.body.attributes where !arguments.contains(attribute.name) {
      sink.report(
        .unsupportedArgument(attribute.name, known: arguments, at: attribute.nameLocation))
    }
    for inner in block.body.blocks where !blocks.contains(inner.type) {
      sink.report(.unsupportedBlock(inner.type, known: blocks, at: inner.location))
    }
  }
}
