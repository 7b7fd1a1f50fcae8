import Diagnostics
import HCL

/// `aws_security_group.web`, `module.net["a"]`: a reference that must be written out.
struct StaticTraversal {
  var root: Identifier
  var steps: [Step]
  var location: SourceLocation

  enum Step: Equatable {
    case name(String)
    case key(String)
    case index(String)
  }

  /// Nil for every other expression.
  init?(_ expression: ExpressionReference) {
    let tree = expression.file.tree
    var steps: [Step] = []
    var current = expression.id
    while true {
      switch tree[current] {
      case .attribute(let base, let name):
        steps.append(.name(name.text))
        current = base
      case .index(let base, let key):
        switch tree[key] {
        case .string(let text): steps.append(.key(text))
        case .number(let text): steps.append(.index(text))
        default: return nil
        }
        current = base
      case .variable(let root):
        self.root = root
        self.steps = steps.reversed()
        location = expression.location
        return
      // A reference in quotes, as it was written before Terraform 0.12.
      case .string(let text):
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard current == expression.id, parts.count > 1, parts.allSatisfy(isIdentifier) else {
          return nil
        }
        root = Identifier(parts[0], tree.span(current))
        self.steps = parts.dropFirst().map(Step.name)
        location = expression.location
        return
      default: return nil
      }
    }
  }

  /// The names at the beginning, before any key.
  var names: [String] {
    steps.prefix { if case .name = $0 { true } else { false } }.compactMap {
      if case .name(let name) = $0 { name } else { nil }
    }
  }
}

extension ModuleLoader {
  /// The references of `depends_on`; what is no list of references is reported.
  mutating func dependencies(_ attribute: ConfigurationAttribute?) -> [StaticTraversal] {
    guard let attribute else { return [] }
    let file = attribute.value.file
    guard case .tuple(let elements) = file.tree[attribute.value.id] else {
      sink.report(
        .invalidExpression("A static list expression is required.", at: attribute.value.location))
      return []
    }
    return elements.compactMap { id in
      let element = ExpressionReference(file: file, id: id)
      guard let traversal = StaticTraversal(element) else {
        sink.report(.invalidExpression(StaticTraversal.required, at: element.location))
        return nil
      }
      let own = traversal.root.text == "data" ? 2 : 1
      if !["module", "var", "local"].contains(traversal.root.text), traversal.steps.count > own {
        let rest = traversal.steps.dropFirst(own)
        let isInstance =
          rest.count == 1 && !rest.contains { if case .name = $0 { true } else { false } }
        if !isInstance { sink.report(.invalidDependency(at: element.location)) }
      }
      return traversal
    }
  }

  /// `ignore_changes` is a list, or the word `all`.
  mutating func checkIgnoredChanges(_ attribute: ConfigurationAttribute?, _ schema: Schema?) {
    guard let attribute else { return }
    let file = attribute.value.file
    switch file.tree[attribute.value.id] {
    case .variable(let name) where name.text == "all": break
    case .string("all"): break
    case .tuple(let elements):
      guard let schema else { return }
      let known = Set(schema.arguments.names).union(schema.blocks.names)
      for id in elements {
        guard let traversal = StaticTraversal(ExpressionReference(file: file, id: id)) else {
          continue
        }
        if !known.contains(traversal.root.text) {
          sink.report(
            .unknownAttribute(traversal.root.text, known: known, at: traversal.location))
        }
      }
    default:
      sink.report(
        .invalidExpression("A static list expression is required.", at: attribute.value.location))
    }
  }
}

extension StaticTraversal {
  static let required =
    "A single static variable reference is required: only attribute access and indexing with "
    + "constant keys. No calculations, function calls, template expressions, etc are allowed here."
}
