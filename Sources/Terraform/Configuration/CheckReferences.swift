package import Diagnostics
import HCL

/// Finds references that lead nowhere, in every expression of a configuration, evaluated or not.
package struct ReferenceChecker {
  package var sink = DiagnosticSink()
  private var checked: Set<String> = []
  private var leftAlone: [String] = []
  /// Whatever is named by an expression.
  package private(set) var referred: ReferredResources = [:]
  /// The types that are translated.
  private let types: TypeRegistry
  /// The names that may follow an address of a type.
  private var attributes: [String: Set<String>] = [:]

  init(types: TypeRegistry = TypeRegistry([])) { self.types = types }

  /// What an expression may refer to besides what its module declares.
  struct Context {
    var bound: Set<String> = []
    var hasEach = false
    var hasCount = false
    var hasSelf = false
  }

  package mutating func check(_ module: ModuleConfiguration) {
    guard checked.insert(module.directory).inserted else { return }
    for variable in module.variables.values {
      for validation in variable.validations { check(validation.body, Context(), in: module) }
    }
    for local in module.locals.values { check(local.value, Context(), in: module) }
    for output in module.outputs.values {
      check(output.value, Context(), in: module)
      for condition in output.preconditions { check(condition.body, Context(), in: module) }
      check(output.dependencies, in: module)
    }
    for provider in module.providers.values { check(provider.body, Context(), in: module) }
    for resource in module.resources.values { check(resource, in: module) }
    for block in module.checks { check(assertionsOf: block, in: module) }
    for block in module.imports {
      let context = Context(hasEach: block.body.attribute("for_each") != nil)
      for name in ["id", "for_each"] {
        if let attribute = block.body.attribute(name) {
          check(attribute.value, context, in: module)
        }
      }
    }
    for call in module.calls.values {
      for meta in [call.count, call.forEach].compactMap(\.self) {
        check(meta, Context(), in: module)
      }
      let context = Context(hasEach: call.forEach != nil, hasCount: call.count != nil)
      for argument in call.arguments { check(argument.value, context, in: module) }
      check(call.dependencies, in: module)
      for provider in call.providers.values.sorted(by: { $0.precedesInBytes($1) }) {
        check(provider: provider, at: call.providersLocation, in: module)
      }
      check(call.module.content)
    }
  }

  /// Says once which resources of a configuration are no concern of the artifact.
  package mutating func reportLeftAlone() {
    if !leftAlone.isEmpty { sink.report(.leftAlone(leftAlone.sorted { $0.precedesInBytes($1) })) }
  }

  /// Checks one expression that stands in no file of the module.
  package mutating func check(
    _ expression: ExpressionReference, in module: ModuleConfiguration
  ) {
    check(expression, Context(), in: module)
  }

  private mutating func check(
    _ resource: ResourceConfiguration, in module: ModuleConfiguration
  ) {
    check(type: resource)
    if let meta = resource.count {
      check(meta, Context(), in: module)
    }
    if let meta = resource.forEach {
      check(meta, Context(), in: module)
    }
    var context = Context(hasEach: resource.forEach != nil, hasCount: resource.count != nil)
    check(resource.body, context, in: module)
    for condition in resource.preconditions { check(condition.body, context, in: module) }
    context.hasSelf = true
    for condition in resource.postconditions { check(condition.body, context, in: module) }
    check(resource.dependencies, in: module)
    check(provider: resource.provider, at: resource.providerLocation, in: module)
  }

  private mutating func check(type resource: ResourceConfiguration) {
    guard resource.key.mode == .managed, !types.contains(resource.key.type) else { return }
    // Other types are left alone, but one that differs from a translated type by a letter or two is
    // a slip, and leaving it alone would lose a group.
    let names = types.names.filter { !$0.hasPrefix("data.") }
    if let near = nearestName(to: resource.key.type, among: names, within: 2) {
      sink.report(.unknownResourceType(resource.key.type, near, at: resource.typeLocation))
    } else {
      leftAlone.append(resource.key.text)
    }
  }

  /// A configuration with an alias must be there, or be passed by the caller.
  private mutating func check(
    provider name: String, at place: SourceLocation?, in module: ModuleConfiguration
  ) {
    guard let place, name.utf8.contains(UInt8(ascii: ".")), module.providers[name] == nil,
      !module.configurationAliases.contains(name)
    else { return }
    let known = module.providers.keys.sorted() + module.configurationAliases.sorted()
    sink.report(.providerNotConfigured(name, known: known, at: place))
  }

  /// A `data` block within a `check` can be referred to there only.
  private mutating func check(
    assertionsOf block: ConfigurationBlock, in module: ModuleConfiguration
  ) {
    var inner = module
    for data in block.body.blocks("data") {
      let key = ResourceKey(.data, data.labels[0], data.labels[1])
      inner.add(
        ResourceConfiguration(
          key: key, location: data.location, typeLocation: data.labelLocations[0], provider: "",
          body: data.body))
      check(data.body, Context(), in: module)
    }
    for assertion in block.body.blocks("assert") { check(assertion.body, Context(), in: inner) }
  }

  private mutating func check(
    _ dependencies: [StaticTraversal], in module: ModuleConfiguration
  ) {
    for dependency in dependencies {
      let names = dependency.names.map { Identifier($0, dependency.location.span) }
      // A key or an attribute is no matter of what is declared.
      let own = dependency.root.text == "data" ? 2 : 1
      let reference = Reference(
        root: dependency.root.text, names: Array(names.prefix(own)), place: dependency.location)
      check(reference, Context(), in: module, isWhole: true)
    }
  }

  private mutating func check(
    _ body: ConfigurationBody, _ context: Context, in module: ModuleConfiguration
  ) {
    for value in body.attributes.openValues { check(value, context, in: module) }
    for block in body.blocks {
      guard block.type == "dynamic", let type = block.labels.first else {
        check(block.body, context, in: module)
        continue
      }
      var iterator = type
      if let name = block.body.attribute("iterator"),
        case .variable(let identifier) = name.value.file.tree[name.value.id]
      {
        iterator = identifier.text
      }
      for attribute in block.body.attributes where attribute.name != "iterator" {
        check(attribute.value, context, in: module)
      }
      for content in block.body.blocks("content") {
        var inner = context
        inner.bound.insert(iterator)
        check(content.body, inner, in: module)
      }
    }
  }

  private mutating func check(
    _ expression: ExpressionReference, _ context: Context, in module: ModuleConfiguration
  ) {
    for reference in references(in: expression, bound: context.bound) {
      check(reference, context, in: module, isWhole: false)
    }
  }

  private mutating func check(
    _ reference: Reference, _ context: Context, in module: ModuleConfiguration, isWhole: Bool
  ) {
    let (names, place) = (reference.names, reference.place)
    let first = names.first?.text
    switch reference.root {
    case "var":
      if let first, module.variables[first] == nil {
        sink.report(.undeclaredVariable(first, known: module.variables.keys.sorted(), at: place))
      }
    case "local":
      if let first, module.locals[first] == nil {
        sink.report(.undeclaredLocal(first, known: module.locals.keys.sorted(), at: place))
      }
    case "module":
      guard let first else { break }
      guard let call = module.calls[first] else {
        if module.brokenCalls.contains(first) { break }
        sink.report(.undeclaredModule(first, known: module.calls.keys.sorted(), at: place))
        break
      }
      guard call.count == nil, call.forEach == nil, names.count > 1 else { break }
      let outputs = call.module.content.outputs
      if outputs[names[1].text] == nil {
        sink.report(.undeclaredOutput(names[1].text, known: outputs.keys.sorted(), at: place))
      }
    case "each":
      if let first, first != "key", first != "value" {
        sink.report(.unknownMember(first, of: "each", at: place))
      } else if !context.hasEach {
        sink.report(.notAvailable("each", first, at: place))
      }
    case "count":
      if let first, first != "index" {
        sink.report(.unknownMember(first, of: "count", at: place))
      } else if !context.hasCount {
        sink.report(.notAvailable("count", first, at: place))
      }
    case "self":
      if !context.hasSelf { sink.report(.notAvailable("self", first, at: place)) }
    case "path":
      if let first, !["module", "root", "cwd"].contains(first) {
        sink.report(.unknownMember(first, of: "path", at: place))
      }
    case "terraform":
      if let first, first != "workspace", first != "applying" {
        sink.report(.unknownMember(first, of: "terraform", at: place))
      }
    case "data":
      guard names.count >= 2 else {
        sink.report(.invalidReference("data", at: place))
        break
      }
      let key = ResourceKey(.data, names[0].text, names[1].text)
      check(key, reference, after: 2, in: module, isWhole: isWhole)
    default:
      guard let first else {
        sink.report(.invalidReference(reference.root, at: place))
        break
      }
      let key = ResourceKey(.managed, reference.root, first)
      check(key, reference, after: 1, in: module, isWhole: isWhole)
    }
  }

  /// `taken` names of the reference are the address; what follows must fit to the resource.
  private mutating func check(
    _ key: ResourceKey, _ reference: Reference, after taken: Int, in module: ModuleConfiguration,
    isWhole: Bool
  ) {
    guard let resource = module.resources[key] else {
      let name = module.directory.isEmpty ? "the root module" : "the module \(module.directory)"
      sink.report(
        .undeclaredResource(
          key, module: name, known: module.resources.keys.map(\.text).sorted(),
          at: reference.place))
      return
    }
    if isWhole { return }
    referred[module.directory, default: []].insert(key)
    let isSingle = resource.count == nil && resource.forEach == nil
    let rest = reference.names.dropFirst(taken)
    if isSingle, rest.isEmpty, case .literal? = reference.key {
      sink.report(.unexpectedInstanceKey(key, at: reference.place))
    } else if !isSingle, !rest.isEmpty {
      let meta = resource.count != nil ? "count" : "for_each"
      sink.report(.missingInstanceKey(key, meta, at: reference.place))
    } else if key.mode == .managed, let known = attributeNames(of: key.type) {
      // What a data source exports is known where it is looked up.
      let attribute = isSingle ? rest.first : rest.isEmpty ? reference.nameAfterKey : nil
      if let attribute, !known.contains(attribute.text) {
        sink.report(.unknownAttribute(attribute.text, known: known, at: reference.place))
      }
    }
  }

  private mutating func attributeNames(of type: String) -> Set<String>? {
    if let known = attributes[type] { return known }
    guard let names = types[type]?.attributeNames else { return nil }
    attributes[type] = names
    return names
  }
}
