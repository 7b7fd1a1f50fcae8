import Diagnostics
import HCL

extension ModuleLoader {
  /// Sorts the top-level blocks of a module's files into what they declare.
  mutating func decode(
    _ primary: [ConfigurationBody], _ overrides: [ConfigurationBody], directory: String
  ) -> ModuleConfiguration {
    var module = ModuleConfiguration(directory: directory)
    var blocks: [(kind: TopLevelBlock, block: ConfigurationBlock)] = []
    var places: [BlockIdentity: SourceLocation] = [:]

    for body in primary {
      for attribute in body.attributes {
        sink.report(.unexpectedTopLevelArgument(attribute.name, at: attribute.nameLocation))
      }
      for block in body.blocks {
        guard let kind = TopLevelBlock(rawValue: block.type) else {
          sink.report(.unsupportedTopLevelBlock(block.type, at: block.location))
          continue
        }
        guard block.labels.count == kind.labelNames.count else {
          sink.report(.wrongLabelCount(block, kind.labelNames))
          continue
        }
        if kind == .locals {
          for inner in block.body.blocks {
            sink.report(.unsupportedBlock(inner.type, known: [], at: inner.location))
          }
          for local in block.body.attributes {
            if let first = module.locals[local.name] {
              sink.report(
                .duplicate("local value", local.name, at: local.nameLocation, first.nameLocation))
            } else {
              module.locals[local.name] = local
            }
          }
          continue
        }
        if let identity = kind.identity(of: block) {
          if let first = places[identity] {
            let noun = kind == .resource ? "resource \"\(block.labels[0])\"" : kind.noun
            sink.report(.duplicate(noun, block.labels.last ?? "", at: block.location, first))
            continue
          }
          places[identity] = block.location
        }
        blocks.append((kind, block))
      }
    }
    apply(overrides, to: &blocks, &module)
    for (kind, block) in blocks {
      check(block, BlockShape(kind))
      checkNames(block, kind)
    }
    checkSettings(blocks.filter { $0.kind == .terraform }.map(\.block))
    for (kind, block) in blocks { declare(block, kind, in: &module) }
    checkMoves(blocks.filter { $0.kind.isMove }.map(\.block), in: module)
    return module
  }

  private mutating func apply(
    _ overrides: [ConfigurationBody],
    to blocks: inout [(kind: TopLevelBlock, block: ConfigurationBlock)],
    _ module: inout ModuleConfiguration
  ) {
    if overrides.isEmpty { return }
    var positions: [BlockIdentity: Int] = [:]
    for (index, (kind, block)) in blocks.enumerated() {
      guard let identity = kind.overrideIdentity(of: block) else { continue }
      positions[identity] = positions[identity] ?? index
    }
    for over in overrides.flatMap(\.blocks) {
      guard let kind = TopLevelBlock(rawValue: over.type) else {
        sink.report(.unsupportedTopLevelBlock(over.type, at: over.location))
        continue
      }
      guard over.labels.count == kind.labelNames.count else {
        sink.report(.wrongLabelCount(over, kind.labelNames))
        continue
      }
      switch kind {
      case .locals:
        for local in over.body.attributes {
          if module.locals[local.name] == nil {
            sink.report(.nothingToOverride(over, named: local.name, at: local.nameLocation))
          }
          module.locals[local.name] = local
        }
        continue
      case .terraform:
        blocks.append((kind, over))
        continue
      case .moved, .removed, .imported, .check:
        sink.report(.notOverridable(over.type, at: over.location))
        continue
      default: break
      }
      guard let identity = kind.overrideIdentity(of: over), let index = positions[identity] else {
        sink.report(.nothingToOverride(over, named: over.labels.last ?? "", at: over.location))
        continue
      }
      if [.resource, .data, .module].contains(kind),
        let dependencies = over.body.attribute("depends_on")
      {
        sink.report(.dependenciesNotOverridable(at: dependencies.nameLocation))
      }
      blocks[index].block.body = blocks[index].block.body.overridden(by: over.body)
      blocks[index].block.overriddenAt = over.location
    }
  }

  private mutating func declare(
    _ block: ConfigurationBlock, _ kind: TopLevelBlock, in module: inout ModuleConfiguration
  ) {
    switch kind {
    case .variable: module.variables[block.labels[0]] = variable(block)
    case .output:
      if let output = output(block) { module.outputs[output.name] = output }
    case .resource, .data:
      module.add(resource(block))
    case .module:
      if let call = call(block, from: module.directory) {
        module.calls[call.name] = call
      } else {
        module.brokenCalls.insert(block.labels[0])
      }
    case .provider:
      let alias = block.body.attribute("alias").flatMap { literalText($0.value) }
      let name = block.labels[0] + (alias.map { "." + $0 } ?? "")
      if let first = module.providers[name] {
        sink.report(.duplicate("provider configuration", name, at: block.location, first.location))
      }
      module.providers[name] = ProviderConfiguration(location: block.location, body: block.body)
    case .check:
      checkAssertions(block)
      module.checks.append(block)
    case .imported:
      module.imports.append(block)
      sink.report(.blockNotKept(block.type, at: block.location))
    case .terraform:
      for providers in block.body.blocks("required_providers") {
        module.configurationAliases.formUnion(aliases(providers))
      }
    // What was moved or removed is a matter of Terraform's state, which an artifact does not have.
    case .locals, .moved, .removed, .ephemeral: break
    }
  }

  /// The text of a quoted string without interpolation.
  func literalText(_ expression: ExpressionReference) -> String? {
    if case .string(let text) = expression.file.tree[expression.id] { text } else { nil }
  }

  /// `configuration_aliases = [aws.eu]`
  private func aliases(_ providers: ConfigurationBlock) -> Set<String> {
    var found: Set<String> = []
    for attribute in providers.body.attributes {
      let file = attribute.value.file
      guard case .object(let items) = file.tree[attribute.value.id] else { continue }
      for item in items {
        guard case .tuple(let elements) = file.tree[item.value] else { continue }
        for element in elements {
          guard let name = StaticTraversal(ExpressionReference(file: file, id: element)) else {
            continue
          }
          found.insert(([name.root.text] + name.names).joined(separator: "."))
        }
      }
    }
    return found
  }
}

/// The blocks that may stand at the top level of a file.
enum TopLevelBlock: String, CaseIterable {
  case terraform, provider, variable, locals, output, resource, data, module
  case moved, removed, check, ephemeral
  case imported = "import"

  var labelNames: [String] {
    switch self {
    case .resource, .data, .ephemeral: ["type", "name"]
    case .provider, .variable, .output, .module, .check: ["name"]
    case .terraform, .locals, .moved, .imported, .removed: []
    }
  }

  var noun: String {
    switch self {
    case .variable: "variable"
    case .output: "output"
    case .module: "module call"
    case .resource: "resource"
    case .data: "data resource"
    case .check: "check block"
    default: rawValue
    }
  }

  /// Whether it is about what Terraform's state holds.
  var isMove: Bool { self == .moved || self == .removed || self == .imported }

  /// What a block of an override file has in common with the one that it changes.
  func overrideIdentity(of block: ConfigurationBlock) -> BlockIdentity? {
    guard self == .provider else { return identity(of: block) }
    var alias = ""
    if let attribute = block.body.attribute("alias"),
      case .string(let text) = attribute.value.file.tree[attribute.value.id]
    {
      alias = text
    }
    return BlockIdentity(kind: self, labels: [block.labels[0], alias])
  }

  /// What two blocks of one module may not share; nil where they may.
  func identity(of block: ConfigurationBlock) -> BlockIdentity? {
    switch self {
    case .variable, .output, .module, .resource, .data, .check:
      BlockIdentity(kind: self, labels: Array(block.labels))
    default: nil
    }
  }
}

/// Which of the blocks of a module one is.
struct BlockIdentity: Hashable {
  var kind: TopLevelBlock
  var labels: [String]
}
