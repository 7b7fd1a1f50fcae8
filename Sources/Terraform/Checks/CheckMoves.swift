import Diagnostics
import HCL

/// `moved`, `removed` and `import` blocks: an artifact does not follow them, but they must make sense.
extension ModuleLoader {
  mutating func checkMoves(_ blocks: [ConfigurationBlock], in module: ModuleConfiguration) {
    var moves: [(from: MovedAddress, to: MovedAddress, place: SourceLocation)] = []
    var imports: [String: SourceLocation] = [:]
    for block in blocks {
      switch TopLevelBlock(rawValue: block.type) {
      case .moved:
        guard let from = address(block, "from"), let to = address(block, "to") else { continue }
        if from.isModule != to.isModule {
          sink.report(.invalidMove(.mixedAddresses, at: block.location))
        } else if from.steps == to.steps {
          sink.report(.invalidMove(.redundant(from.text), at: block.location))
        } else if let first = moves.first(where: { $0.from.steps == from.steps }),
          first.to.steps != to.steps
        {
          sink.report(
            .invalidMove(.ambiguous(from.text), at: block.location).also(
              at: first.place, "first moved here"))
        } else if let there = declaration(of: from, in: module) {
          sink.report(
            .invalidMove(.stillExists(from.text, to.text), at: block.location).also(
              at: there, "declared here"))
        } else {
          moves.append((from, to, block.location))
        }
      case .removed:
        guard let from = address(block, "from") else { continue }
        let place = from.location
        if from.root == "data" {
          sink.report(.invalidMove(.dataSource, at: place))
        } else if from.hasKey {
          sink.report(.invalidMove(.instanceKey, at: place))
        } else if let there = declaration(of: from, in: module) {
          sink.report(
            .invalidMove(.notRemoved(from.text), at: there).also(at: place, "removed here"))
        }
        _ = flag(block.body.blocks("lifecycle").first?.body.attribute("destroy"))
      case .imported:
        if !callPath.isEmpty {
          sink.report(
            .invalidMove(.importInModule(callPath.joined(separator: ".")), at: block.location))
          continue
        }
        guard let to = importTarget(block) else { continue }
        if to.root == "data" {
          sink.report(.invalidMove(.importOfData, at: to.location))
        } else if let first = imports[to.text], !to.text.isEmpty {
          sink.report(
            .invalidMove(.importedTwice(to.text), at: to.location).also(
              at: first, "first imported here"))
        } else if to.isResource, declaration(of: to.withoutKeys, in: module) == nil {
          sink.report(.invalidMove(.importOfNothing(to.text), at: to.location))
        } else {
          imports[to.text] = block.location
        }
      default: break
      }
    }
  }

  private mutating func address(_ block: ConfigurationBlock, _ name: String) -> MovedAddress? {
    guard let attribute = block.body.attribute(name) else { return nil }
    guard let traversal = StaticTraversal(attribute.value), !isText(attribute.value) else {
      sink.report(.invalidExpression(StaticTraversal.required, at: attribute.value.location))
      return nil
    }
    return MovedAddress(traversal)
  }

  /// The target may have a key that differs per instance; its text is then no address of its own.
  private mutating func importTarget(_ block: ConfigurationBlock) -> MovedAddress? {
    guard let attribute = block.body.attribute("to") else { return nil }
    if let traversal = StaticTraversal(attribute.value), !isText(attribute.value) {
      return MovedAddress(traversal)
    }
    if block.body.attribute("for_each") == nil || isText(attribute.value) {
      sink.report(.invalidExpression(StaticTraversal.required, at: attribute.value.location))
    }
    return nil
  }

  /// Whether it is a quoted string, which is no address here.
  private func isText(_ expression: ExpressionReference) -> Bool {
    // What the JSON syntax writes as a string has become a reference already.
    if case .string = expression.file.tree[expression.id] { true } else { false }
  }

  /// Where the whole object of that address is declared in the module.
  private func declaration(
    of address: MovedAddress, in module: ModuleConfiguration
  ) -> SourceLocation? {
    guard !address.hasKey else { return nil }
    if address.root == "module" {
      guard address.names.count == 1 else { return nil }
      return module.calls[address.names[0]]?.location
    }
    guard address.names.count == 1 else { return nil }
    return module.resources[ResourceKey(.managed, address.root, address.names[0])]?.location
  }
}

/// An address in a `moved`, `removed` or `import` block.
private struct MovedAddress {
  var root: String
  var steps: [StaticTraversal.Step]
  var location: SourceLocation

  init(_ traversal: StaticTraversal) {
    root = traversal.root.text
    steps = [.name(root)] + traversal.steps
    location = traversal.location
  }

  var names: [String] {
    steps.dropFirst().compactMap { if case .name(let name) = $0 { name } else { nil } }
  }
  var hasKey: Bool { steps.contains { if case .name = $0 { false } else { true } } }
  /// `module.a` and `module.a["x"].module.b`, but not `module.a.aws_vpc.main`.
  var isModule: Bool {
    let words = [root] + names
    return words.count.isMultiple(of: 2)
      && stride(from: 0, to: words.count, by: 2).allSatisfy { words[$0] == "module" }
  }
  var isResource: Bool { root != "module" && root != "data" }
  var withoutKeys: MovedAddress {
    var copy = self
    copy.steps = steps.filter { if case .name = $0 { true } else { false } }
    return copy
  }
  var text: String {
    var text = ""
    for step in steps {
      switch step {
      case .name(let name): text += text.isEmpty ? name : ".\(name)"
      case .key(let key): text += "[\(quoted(key))]"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
