import HCL

/// What the members of a JSON object mean where the object is the body of a block. The JSON syntax
/// does not tell arguments from blocks, so the place decides.
struct JSONBodyShape: Sendable {
  /// Members that are not named.
  enum Others: Sendable {
    case refused
    case arguments(JSONStrings)
    /// Of a resource type whose schema is not known.
    case guessed(type: String)
  }

  var arguments: [String: JSONStrings] = [:]
  var blocks: [String: JSONBlockShape] = [:]
  var others = Others.refused

  static func open(_ strings: JSONStrings = .templates) -> JSONBodyShape {
    JSONBodyShape(others: .arguments(strings))
  }
}

struct JSONBlockShape: Sendable {
  var labels: [String] = []
  /// By the labels.
  var body: @Sendable (_ labels: [String]) -> JSONBodyShape

  init(labels: [String] = [], _ body: @escaping @Sendable (_ labels: [String]) -> JSONBodyShape) {
    self.labels = labels
    self.body = body
  }

  init(_ body: JSONBodyShape) { self.init { _ in body } }
}

extension JSONBodyShape {
  static let file = JSONBodyShape(
    blocks: Dictionary(
      uniqueKeysWithValues: TopLevelBlock.allCases.map { kind in
        (kind.rawValue, JSONBlockShape(labels: kind.labelNames) { kind.jsonBody($0) })
      }))

  private static let condition = JSONBlockShape(
    JSONBodyShape(arguments: ["condition": .templates, "error_message": .templates]))

  fileprivate static let variable = JSONBodyShape(
    arguments: [
      "type": .expressions, "default": .verbatim, "description": .verbatim,
      "sensitive": .verbatim, "nullable": .verbatim, "ephemeral": .verbatim,
    ], blocks: ["validation": condition])

  fileprivate static let output = JSONBodyShape(
    arguments: [
      "value": .templates, "description": .verbatim, "sensitive": .verbatim,
      "ephemeral": .verbatim, "depends_on": .expressions,
    ], blocks: ["precondition": condition])

  fileprivate static let module = JSONBodyShape(
    arguments: [
      "source": .verbatim, "version": .verbatim, "count": .templates, "for_each": .templates,
      "providers": .expressions, "depends_on": .expressions,
    ], others: .arguments(.templates))

  fileprivate static let provider = JSONBodyShape(
    arguments: ["alias": .verbatim, "version": .verbatim],
    blocks: Dictionary(
      uniqueKeysWithValues: [
        "default_tags", "ignore_tags", "assume_role", "assume_role_with_web_identity", "endpoints",
      ].map { ($0, JSONBlockShape(.open())) }),
    others: .arguments(.templates))

  fileprivate static let terraform = JSONBodyShape(
    arguments: [
      "required_version": .verbatim, "experiments": .expressions, "language": .expressions,
    ],
    blocks: [
      "required_providers": JSONBlockShape(.open(.verbatim)),
      "backend": JSONBlockShape(labels: ["type"]) { _ in .open(.verbatim) },
      "cloud": JSONBlockShape(.open(.verbatim)),
      "provider_meta": JSONBlockShape(labels: ["provider"]) { _ in .open(.verbatim) },
    ])

  fileprivate static let imported = JSONBodyShape(
    arguments: [
      "to": .expressions, "id": .templates, "for_each": .templates, "provider": .expressions,
    ])

  fileprivate static let removed = JSONBodyShape(
    arguments: ["from": .expressions],
    blocks: ["lifecycle": JSONBlockShape(JSONBodyShape(arguments: ["destroy": .verbatim]))],
    others: .arguments(.verbatim))

  fileprivate static let check = JSONBodyShape(
    blocks: [
      "assert": condition,
      "data": JSONBlockShape(labels: ["type", "name"]) { _ in .open(.templates) },
    ])

  private static let lifecycle = JSONBodyShape(
    arguments: [
      "create_before_destroy": .verbatim, "prevent_destroy": .verbatim,
      "ignore_changes": .expressions, "replace_triggered_by": .expressions,
    ], blocks: ["precondition": condition, "postcondition": condition])

  /// `name` is the type, with `data.` before it for a data source.
  fileprivate static func resource(_ name: String, _ type: String) -> JSONBodyShape {
    var shape =
      registeredTypes[name].map { JSONBodyShape($0.schema) }
      ?? JSONBodyShape(guessed: type)
    for meta in ["count", "for_each"] { shape.arguments[meta] = .templates }
    for meta in ["provider", "depends_on"] { shape.arguments[meta] = .expressions }
    shape.blocks["lifecycle"] = JSONBlockShape(lifecycle)
    shape.blocks["connection"] = JSONBlockShape(.open(.verbatim))
    shape.blocks["provisioner"] = JSONBlockShape(labels: ["type"]) { _ in .open(.verbatim) }
    return shape
  }

  init(_ schema: Schema) {
    for name in schema.arguments.names { arguments[name] = .templates }
    for (name, nested) in schema.blocks {
      // Where both forms are possible, Terraform takes JSON for the argument.
      if nested.acceptsAttribute {
        arguments[name] = .templates
      } else {
        blocks[name] = JSONBlockShape { _ in JSONBodyShape(nested.schema) }
      }
    }
    guard !schema.blocks.isEmpty else { return }
    blocks["dynamic"] = .dynamic { type in
      schema.blocks[type].map { JSONBodyShape($0.schema) } ?? .open()
    }
  }

  init(guessed type: String) {
    others = .guessed(type: type)
    blocks["dynamic"] = .dynamic { _ in JSONBodyShape(guessed: type) }
  }

  /// How the strings of an argument are read; nil if the member is no argument.
  func argument(_ member: JSONMember) -> JSONStrings? {
    if let strings = arguments[member.name] { return strings }
    switch others {
    case .refused: return nil
    case .arguments(let strings): return strings
    case .guessed(let type): return isGuessedBlock(member, of: type) ? nil : .templates
    }
  }

  func block(_ member: JSONMember) -> JSONBlockShape? {
    if let shape = blocks[member.name] { return shape }
    guard case .guessed(let type) = others, arguments[member.name] == nil,
      isGuessedBlock(member, of: type)
    else { return nil }
    return JSONBlockShape { _ in JSONBodyShape(guessed: type) }
  }

  /// A block's contents cannot be referred to as a value can, so that an object that is one or the
  /// other is rather a block; what AWS resources have for maps is nearly always their tags.
  private func isGuessedBlock(_ member: JSONMember, of type: String) -> Bool {
    switch member.value.content {
    case .object: type.hasPrefix("aws_") && !member.name.hasPrefix("tags")
    case .array(let elements):
      elements.contains { if case .object = $0.content { true } else { false } }
    default: false
    }
  }
}

extension JSONBlockShape {
  fileprivate static func dynamic(
    _ content: @escaping @Sendable (_ type: String) -> JSONBodyShape
  ) -> JSONBlockShape {
    JSONBlockShape(labels: ["type"]) { labels in
      JSONBodyShape(
        arguments: ["for_each": .templates, "iterator": .expressions, "labels": .templates],
        blocks: ["content": JSONBlockShape { _ in content(labels.first ?? "") }])
    }
  }
}

extension TopLevelBlock {
  fileprivate func jsonBody(_ labels: [String]) -> JSONBodyShape {
    switch self {
    case .variable: .variable
    case .output: .output
    case .module: .module
    case .provider: .provider
    case .locals: .open()
    case .resource: .resource(labels[0], labels[0])
    case .data: .resource("data." + labels[0], labels[0])
    case .terraform: .terraform
    case .moved: JSONBodyShape(arguments: ["from": .expressions, "to": .expressions])
    case .imported: .imported
    case .removed: .removed
    case .check: .check
    case .ephemeral: .open(.verbatim)
    }
  }
}
