package import Diagnostics
import HCL

/// Finds references that lead nowhere, in every expression of a configuration, evaluated or not.
package struct ReferenceChecker {
  package private(set) var sink = DiagnosticSink()
  private var checked: Set<String> = []
  private var leftAlone: [String] = []
  /// The resource whose expressions are checked.
  private var own: ResourceKey?

  package init() {}

  package mutating func check(_ module: ModuleConfiguration, resourceTypes: Set<String>) {
    guard checked.insert(module.directory).inserted else { return }
    for local in module.locals.values { check(local.value, [], in: module) }
    for output in module.outputs.values { check(output.value, [], in: module) }
    for provider in module.providers.values { check(provider.body, [], in: module) }
    for resource in module.resources.values {
      check(type: resource, resourceTypes)
      own = resource.key
      defer { own = nil }
      if let count = resource.count { check(count, [], in: module) }
      if let forEach = resource.forEach { check(forEach, [], in: module) }
      check(resource.body, [], in: module)
    }
    for call in module.calls.values {
      if let count = call.count { check(count, [], in: module) }
      if let forEach = call.forEach { check(forEach, [], in: module) }
      for argument in call.arguments { check(argument.value, [], in: module) }
      check(call.module.content, resourceTypes: resourceTypes)
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
    check(expression, [], in: module)
  }

  private mutating func check(type resource: ResourceConfiguration, _ known: Set<String>) {
    guard resource.key.mode == .managed, !known.contains(resource.key.type) else { return }
    // Other types are left alone, but one that differs from a translated type by a letter or two is
    // a slip, and leaving it alone would lose a group.
    let names = known.filter { !$0.hasPrefix("data.") }.sorted()
    if let near = nearestName(to: resource.key.type, among: names, within: 2) {
      sink.report(.unknownResourceType(resource.key.type, near, at: resource.typeLocation))
    } else {
      leftAlone.append(resource.key.text)
    }
  }

  private mutating func check(
    _ body: ConfigurationBody, _ bound: Set<String>, in module: ModuleConfiguration
  ) {
    for attribute in body.attributes { check(attribute.value, bound, in: module) }
    for block in body.blocks {
      guard block.type == "dynamic", let type = block.labels.first else {
        check(block.body, bound, in: module)
        continue
      }
      var iterator = type
      if let name = block.body.attribute("iterator"),
        case .variable(let identifier) = name.value.file.tree[name.value.id]
      {
        iterator = identifier.text
      }
      for attribute in block.body.attributes where attribute.name != "iterator" {
        check(attribute.value, bound, in: module)
      }
      for content in block.body.blocks("content") {
        check(content.body, bound.union([iterator]), in: module)
      }
    }
  }

  private mutating func check(
    _ expression: ExpressionReference, _ bound: Set<String>, in module: ModuleConfiguration
  ) {
    let tree = expression.file.tree
    var work: [(id: ExpressionID, bound: Set<String>)] = [(expression.id, bound)]
    while let (id, bound) = work.popLast() {
      switch tree[id] {
      case .variable, .attribute, .index:
        let (root, names, inner) = chain(id, tree)
        work += inner.map { ($0, bound) }
        guard case .variable(let identifier) = tree[root] else {
          if root != id { work.append((root, bound)) }
          continue
        }
        if !bound.contains(identifier.text) {
          check(identifier.text, names, at: tree.location(id), in: module)
        }
      case .forTuple(let introduction, let element):
        work.append((introduction.collection, bound))
        let inner = bound.union(introduction.names)
        work += [introduction.condition, element].compactMap { $0 }.map { ($0, inner) }
      case .forObject(let introduction, let key, let value, _):
        work.append((introduction.collection, bound))
        let inner = bound.union(introduction.names)
        work += [introduction.condition, key, value].compactMap { $0 }.map { ($0, inner) }
      case .template(let parts): push(parts, bound, &work)
      default: work += tree.children(of: id).map { ($0, bound) }
      }
    }
  }

  private func push(
    _ parts: [TemplatePart], _ bound: Set<String>,
    _ work: inout [(id: ExpressionID, bound: Set<String>)]
  ) {
    for part in parts {
      switch part {
      case .literal: break
      case .interpolation(let id): work.append((id, bound))
      case .conditional(let condition, let then, let otherwise):
        work.append((condition, bound))
        push(then + otherwise, bound, &work)
      case .loop(let introduction, let body):
        work.append((introduction.collection, bound))
        let inner = bound.union(introduction.names)
        if let condition = introduction.condition { work.append((condition, inner)) }
        push(body, inner, &work)
      }
    }
  }

  /// The innermost base of a traversal, the attribute names that follow it directly, and the keys.
  private func chain(
    _ id: ExpressionID, _ tree: SyntaxTree
  ) -> (root: ExpressionID, names: [Identifier], keys: [ExpressionID]) {
    var names: [Identifier?] = []
    var keys: [ExpressionID] = []
    var current = id
    while true {
      switch tree[current] {
      case .attribute(let base, let name):
        names.append(name)
        current = base
      case .index(let base, let key):
        names.append(nil)
        keys.append(key)
        current = base
      default:
        let leading = names.reversed().prefix { $0 != nil }.compactMap { $0 }
        return (current, leading, keys)
      }
    }
  }

  private mutating func check(
    _ root: String, _ names: [Identifier], at place: SourceLocation, in module: ModuleConfiguration
  ) {
    let first = names.first?.text
    switch root {
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
        sink.report(.undeclaredModule(first, known: module.calls.keys.sorted(), at: place))
        break
      }
      guard call.count == nil, call.forEach == nil, names.count > 1 else { break }
      let outputs = call.module.content.outputs
      if outputs[names[1].text] == nil {
        sink.report(.undeclaredOutput(names[1].text, known: outputs.keys.sorted(), at: place))
      }
    case "each", "count", "self", "path", "terraform": break
    case "data":
      guard names.count >= 2 else {
        sink.report(.invalidReference("data", at: place))
        break
      }
      check(ResourceKey(.data, names[0].text, names[1].text), at: place, in: module)
    default:
      guard let first else {
        sink.report(.invalidReference(root, at: place))
        break
      }
      check(ResourceKey(.managed, root, first), at: place, in: module)
    }
  }

  private mutating func check(
    _ key: ResourceKey, at place: SourceLocation, in module: ModuleConfiguration
  ) {
    if key == own { sink.report(.selfReference(key.text, at: place)) }
    guard module.resources[key] == nil else { return }
    let name = module.directory.isEmpty ? "the root module" : "the module \(module.directory)"
    sink.report(
      .undeclaredResource(
        key, module: name, known: module.resources.keys.map(\.text).sorted(), at: place))
  }
}

extension ForIntroduction {
  fileprivate var names: [String] { [key?.text, value.text].compactMap { $0 } }
}
