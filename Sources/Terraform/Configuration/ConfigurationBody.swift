package import Diagnostics
package import HCL

/// A parsed file of a module, shared by everything that points into it.
package final class ParsedFile: Sendable {
  package let tree: SyntaxTree

  package init(_ tree: SyntaxTree) { self.tree = tree }
}

/// An expression and the file it stands in.
package struct ExpressionReference: Sendable {
  package let file: ParsedFile
  package let id: ExpressionID

  package var location: SourceLocation { file.tree.location(id) }

  package func evaluate(in scope: any Scope) throws(EvaluationFailure) -> Value {
    try Evaluator(file.tree, scope: scope).evaluate(id)
  }
}

/// `name = expression`, with its file.
package struct ConfigurationAttribute: Sendable {
  package let name: String
  package let nameLocation: SourceLocation
  package let value: ExpressionReference
}

/// A block with its file; override files are already merged into it.
package struct ConfigurationBlock: Sendable {
  package let type: String
  package let labels: [String]
  package let labelLocations: [SourceLocation]
  /// The type and the labels.
  package let location: SourceLocation
  package var body: ConfigurationBody
  /// The block of an override file that changed this one last.
  package var overriddenAt: SourceLocation?
}

/// The attributes and blocks of a body, in source order.
package struct ConfigurationBody: Sendable {
  package var attributes: [ConfigurationAttribute]
  package var blocks: [ConfigurationBlock]

  package init(attributes: [ConfigurationAttribute] = [], blocks: [ConfigurationBlock] = []) {
    self.attributes = attributes
    self.blocks = blocks
  }

  package init(_ id: BodyID, of file: ParsedFile) {
    let tree = file.tree
    let body = tree[id]
    attributes = body.attributes.map { attribute in
      ConfigurationAttribute(
        name: attribute.name.text, nameLocation: tree.location(attribute.name.span),
        value: ExpressionReference(file: file, id: attribute.value))
    }
    blocks = body.blocks.map { block in
      ConfigurationBlock(
        type: block.type.text, labels: block.labels.map(\.text),
        labelLocations: block.labels.map { tree.location($0.span) },
        location: tree.location(block.header), body: ConfigurationBody(block.body, of: file))
    }
  }

  package func attribute(_ name: String) -> ConfigurationAttribute? {
    attributes.first { $0.name == name }
  }

  package func blocks(_ type: String) -> [ConfigurationBlock] { blocks.filter { $0.type == type } }

  /// What an override file's block of the same name does to this one: attributes are replaced by name,
  /// nested blocks by type. Of the two forms of a nested block the attribute wins, whichever file it
  /// is in, as in Terraform.
  package func overridden(by other: ConfigurationBody) -> ConfigurationBody {
    let names = Set(other.attributes.map(\.name))
    let types = Set(other.blocks.map(\.overriddenType))
    let attributes = attributes.filter { !names.contains($0.name) } + other.attributes
    let blocks = blocks.filter { !types.contains($0.overriddenType) } + other.blocks
    let arguments = Set(attributes.map(\.name))
    return ConfigurationBody(
      attributes: attributes, blocks: blocks.filter { !arguments.contains($0.type) })
  }
}

extension ConfigurationBlock {
  fileprivate var overriddenType: String { type == "dynamic" ? labels.first ?? "" : type }
}
