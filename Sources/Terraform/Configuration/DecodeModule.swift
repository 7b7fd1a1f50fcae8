import Diagnostics
import HCL

extension ModuleLoader {
  /// Sorts the top-level blocks of a module's files into what they declare.
  mutating func decode(
    _ primary: [ConfigurationBody], _ overrides: [ConfigurationBody], directory: String
  ) -> ModuleConfiguration {
    var module = ModuleConfiguration(directory: directory)
    var blocks: [ConfigurationBlock] = []
    var places: [String: SourceLocation] = [:]

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
            sink.report(.duplicate(kind.noun, block.labels.last ?? "", at: block.location, first))
            continue
          }
          places[identity] = block.location
        }
        blocks.append(block)
      }
    }
    apply(overrides, to: &blocks, &module)
    for block in blocks { declare(block, in: &module) }
    return module
  }

  private mutating func apply(
    _ overrides: [ConfigurationBody], to blocks: inout [ConfigurationBlock],
    _ module: inout ModuleConfiguration
  ) {
    for over in overrides.flatMap(\.blocks) {
      if over.type == "locals" {
        for local in over.body.attributes { module.locals[local.name] = local }
        continue
      }
      guard let kind = TopLevelBlock(rawValue: over.type),
        let identity = kind.identity(of: over),
        let index = blocks.firstIndex(where: { kind.identity(of: $0) == identity })
      else {
        sink.report(.nothingToOverride(over.type, at: over.location))
        continue
      }
      blocks[index].body = blocks[index].body.overridden(by: over.body)
    }
  }

  private mutating func declare(
    _ block: ConfigurationBlock, in module: inout ModuleConfiguration
  ) {
    switch TopLevelBlock(rawValue: block.type) {
    case .variable: module.variables[block.labels[0]] = variable(block)
    case .output:
      if let output = output(block) { module.outputs[output.name] = output }
    case .resource, .data:
      let resource = resource(block)
      module.resources[resource.key] = resource
    case .module:
      if let call = call(block, from: module.directory) { module.calls[call.name] = call }
    case .provider:
      let alias = block.body.attribute("alias").flatMap { literalText($0.value) }
      let name = block.labels[0] + (alias.map { "." + $0 } ?? "")
      if let first = module.providers[name] {
        sink.report(.duplicate("provider configuration", name, at: block.location, first.location))
      }
      module.providers[name] = ProviderConfiguration(location: block.location, body: block.body)
      for tags in block.body.blocks("ignore_tags") {
        sink.report(.blockNotKept("ignore_tags", at: tags.location))
      }
    case .imported, .check: sink.report(.blockNotKept(block.type, at: block.location))
    // What was moved or removed is a matter of Terraform's state, which an artifact does not have.
    case .locals, .terraform, .moved, .removed, .ephemeral, nil: break
    }
  }

  /// The text of a quoted string without interpolation.
  func literalText(_ expression: ExpressionReference) -> String? {
    if case .string(let text) = expression.file.tree[expression.id] { text } else { nil }
  }

  /// `true` or `false` as written.
  func literalBool(_ attribute: ConfigurationAttribute?) -> Bool? {
    guard let attribute else { return nil }
    return
      switch attribute.value.file.tree[attribute.value.id]
    {
    case .bool(let flag): flag
    case .string("true"): true
    case .string("false"): false
    default: nil
    }
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
    default: rawValue
    }
  }

  /// What two blocks of one module may not share; nil where they may.
  func identity(of block: ConfigurationBlock) -> String? {
    switch self {
    case .variable, .output, .module, .resource, .data:
      block.type == rawValue ? ([rawValue] + block.labels).joined(separator: " ") : nil
    default: nil
    }
  }
}
