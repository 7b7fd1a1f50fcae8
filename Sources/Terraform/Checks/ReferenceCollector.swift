import Diagnostics
import HCL

/// A reference in an expression, as far as it is written out.
struct Reference {
  var root: String
  /// The attribute names that follow directly.
  var names: [Identifier]
  /// Whether a key stands after `names`, and its text where it is a literal.
  var key: Key?
  /// The name after that key.
  var nameAfterKey: Identifier?
  var place: SourceLocation

  enum Key {
    case literal
    case computed
  }
}

/// All references of an expression but those to names that it binds itself.
func references(in expression: ExpressionReference, bound: Set<String> = []) -> [Reference] {
  // Most arguments are literals, or lists and maps of them.
  if expression.file.tree.isWrittenOut(expression.id) { return [] }
  var collector = ReferenceCollector(tree: expression.file.tree)
  collector.collect(expression.id, bound)
  return collector.found.sorted { $0.place.span.start < $1.place.span.start }
}

private struct ReferenceCollector {
  let tree: SyntaxTree
  var found: [Reference] = []

  mutating func collect(_ start: ExpressionID, _ bound: Set<String>) {
    var work: [(id: ExpressionID, bound: Set<String>)] = [(start, bound)]
    while let (id, bound) = work.popLast() {
      switch tree[id] {
      case .variable, .attribute, .index:
        let (root, reference, inner) = chain(id)
        work += inner.map { ($0, bound) }
        guard case .variable(let identifier) = tree[root] else {
          if root != id { work.append((root, bound)) }
          continue
        }
        if !bound.contains(identifier.text) {
          var reference = reference
          reference.root = identifier.text
          found.append(reference)
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

  /// Follows a traversal to its innermost base; `keys` are expressions of their own.
  private func chain(
    _ id: ExpressionID
  ) -> (root: ExpressionID, reference: Reference, keys: [ExpressionID]) {
    enum Step {
      case name(Identifier)
      case key(ExpressionID)
    }
    var steps: [Step] = []
    var keys: [ExpressionID] = []
    var current = id
    walk: while true {
      switch tree[current] {
      case .attribute(let base, let name):
        steps.append(.name(name))
        current = base
      case .index(let base, let key):
        steps.append(.key(key))
        keys.append(key)
        current = base
      default: break walk
      }
    }
    var reference = Reference(root: "", names: [], place: tree.location(id))
    for step in steps.reversed() {
      switch (step, reference.key) {
      case (.name(let name), nil): reference.names.append(name)
      case (.name(let name), _?):
        reference.nameAfterKey = name
        return (current, reference, keys)
      case (.key(let key), nil):
        switch tree[key] {
        case .string, .number: reference.key = .literal
        default: reference.key = .computed
        }
      case (.key, _?): return (current, reference, keys)
      }
    }
    return (current, reference, keys)
  }
}

extension ForIntroduction {
  fileprivate var names: [String] { [key?.text, value.text].compactMap { $0 } }
}
