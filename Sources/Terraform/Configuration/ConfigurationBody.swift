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
    // Most arguments are literals.
    if let value = file.tree.literal(id) { return value }
    return try Evaluator(file.tree, scope: scope).evaluate(id)
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
  private let identifiers: [Identifier]
  /// The type and the labels.
  package let location: SourceLocation
  package var body: ConfigurationBody
  /// The block of an override file that changed this one last.
  package var overriddenAt: SourceLocation?

  /// All labels stand in the file of `location`.
  init(
    type: String, labels: [Identifier], location: SourceLocation, body: ConfigurationBody
  ) {
    self.type = type
    identifiers = labels
    self.location = location
    self.body = body
  }

  package var labels: LazyMapSequence<[Identifier], String> { identifiers.lazy.map { $0.text } }

  package var labelLocations: LazyMapSequence<[Identifier], SourceLocation> {
    let file = location.file
    return identifiers.lazy.map { SourceLocation(file, $0.span) }
  }
}

/// The attributes and blocks of a body, in source order: a view of the syntax tree where nothing was
/// changed, so that a large configuration is in memory once.
package struct ConfigurationBody: Sendable {
  package private(set) var attributes: Attributes
  package private(set) var blocks: Blocks

  package init(attributes: [ConfigurationAttribute] = [], blocks: [ConfigurationBlock] = []) {
    self.attributes = Attributes(attributes)
    self.blocks = Blocks(blocks)
  }

  package init(_ id: BodyID, of file: ParsedFile) {
    attributes = Attributes(id, of: file)
    blocks = Blocks(id, of: file)
  }

  package func attribute(_ name: String) -> ConfigurationAttribute? {
    attributes.first(named: name)
  }

  package func blocks(_ type: String) -> [ConfigurationBlock] { blocks.all(ofType: type) }

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

  /// The same without attributes of these names and blocks of these types.
  func without(attributes names: [String], blocks types: [String]) -> ConfigurationBody {
    let hasNames = names.contains { attributes.first(named: $0) != nil }
    if !hasNames, !types.contains(where: { blocks.place(of: $0) != nil }) { return self }
    return ConfigurationBody(
      attributes: attributes.filter { !names.contains($0.name) },
      blocks: blocks.filter { !types.contains($0.type) })
  }
}

extension ConfigurationBlock {
  fileprivate var overriddenType: String { type == "dynamic" ? labels.first ?? "" : type }
}

extension ConfigurationBody {
  package struct Attributes: RandomAccessCollection, Sendable {
    private enum Storage: Sendable {
      case syntax(ParsedFile, BodyID)
      case listed([ConfigurationAttribute])
    }

    private let storage: Storage
    package let endIndex: Int
    package var startIndex: Int { 0 }

    fileprivate init(_ attributes: [ConfigurationAttribute]) {
      storage = .listed(attributes)
      endIndex = attributes.count
    }

    fileprivate init(_ id: BodyID, of file: ParsedFile) {
      storage = .syntax(file, id)
      endIndex = file.tree.attributeCount(of: id)
    }

    package subscript(index: Int) -> ConfigurationAttribute {
      switch storage {
      case .listed(let attributes): return attributes[index]
      case .syntax(let file, let id):
        let attribute = file.tree.attribute(index, of: id)
        return ConfigurationAttribute(
          name: attribute.name.text, nameLocation: file.tree.location(attribute.name.span),
          value: ExpressionReference(file: file, id: attribute.value))
      }
    }

    /// The values that may refer to something.
    var openValues: [ExpressionReference] {
      switch storage {
      case .listed(let attributes): attributes.map(\.value)
      case .syntax(let file, let id):
        file.tree.openValues(of: id).map { ExpressionReference(file: file, id: $0) }
      }
    }

    fileprivate func first(named name: String) -> ConfigurationAttribute? {
      switch storage {
      case .listed(let attributes): attributes.first { $0.name == name }
      case .syntax(let file, let id): file.tree.attribute(named: name, of: id).map { self[$0] }
      }
    }
  }

  package struct Blocks: RandomAccessCollection, Sendable {
    /// Where the first block of that type stands.
    func place(of type: String) -> SourceLocation? {
      switch storage {
      case .listed(let blocks): blocks.first { $0.type == type }?.location
      case .syntax(let file, let id):
        file.tree.block(of: id) { $0.type.text == type }.map {
          file.tree.location(file.tree.blockHeader($0, of: id))
        }
      }
    }

    /// Whether some block is dynamic and makes blocks of that type.
    func hasDynamic(_ type: String) -> Bool {
      switch storage {
      case .listed(let blocks):
        blocks.contains { $0.type == "dynamic" && $0.labels.first == type }
      case .syntax(let file, let id):
        file.tree.block(of: id) { $0.type.text == "dynamic" && $0.labels.first?.text == type }
          != nil
      }
    }

    private enum Storage: Sendable {
      case syntax(ParsedFile, BodyID)
      case listed([ConfigurationBlock])
    }

    private let storage: Storage
    package let endIndex: Int
    package var startIndex: Int { 0 }

    fileprivate init(_ blocks: [ConfigurationBlock]) {
      storage = .listed(blocks)
      endIndex = blocks.count
    }

    fileprivate init(_ id: BodyID, of file: ParsedFile) {
      storage = .syntax(file, id)
      endIndex = file.tree.blockCount(of: id)
    }

    fileprivate func all(ofType type: String) -> [ConfigurationBlock] {
      switch storage {
      case .listed(let blocks): blocks.filter { $0.type == type }
      case .syntax(let file, let id): file.tree.blocks(ofType: type, of: id).map { self[$0] }
      }
    }

    package subscript(index: Int) -> ConfigurationBlock {
      switch storage {
      case .listed(let blocks): return blocks[index]
      case .syntax(let file, let id):
        let block = file.tree.block(index, of: id)
        return ConfigurationBlock(
          type: block.type.text, labels: block.labels, location: file.tree.location(block.header),
          body: ConfigurationBody(block.body, of: file))
      }
    }
  }
}
