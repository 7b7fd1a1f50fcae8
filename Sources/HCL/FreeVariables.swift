import Diagnostics

extension SyntaxTree {
  /// The roots of all references in an expression, but for names that its own loops bind; in the
  /// order of the source.
  package func freeVariables(in expression: ExpressionID) -> [Identifier] {
    var found: [Identifier] = []
    var work: [(part: Part, bound: Set<String>)] = [(.expression(expression), [])]
    func push(_ ids: [ExpressionID?], _ bound: Set<String>) {
      work += ids.compactMap(\.self).map { (.expression($0), bound) }
    }
    while let (part, bound) = work.popLast() {
      switch part {
      case .template(.literal): break
      case .template(.interpolation(let id)): push([id], bound)
      case .template(.conditional(let condition, let then, let otherwise)):
        push([condition], bound)
        work += (then + otherwise).map { (.template($0), bound) }
      case .template(.loop(let introduction, let body)):
        let inner = bound.union(introduction.names)
        push([introduction.collection], bound)
        push([introduction.condition], inner)
        work += body.map { (.template($0), inner) }
      case .expression(let id):
        switch self[id] {
        case .variable(let name): if !bound.contains(name.text) { found.append(name) }
        case .template(let parts): work += parts.map { (.template($0), bound) }
        case .forTuple(let introduction, let element):
          push([introduction.collection], bound)
          push([introduction.condition, element], bound.union(introduction.names))
        case .forObject(let introduction, let key, let value, _):
          push([introduction.collection], bound)
          push([introduction.condition, key, value], bound.union(introduction.names))
        default: push(children(of: id), bound)
        }
      }
    }
    return found.sorted { $0.span.start < $1.span.start }
  }

  private enum Part {
    case expression(ExpressionID)
    case template(TemplatePart)
  }
}

extension ForIntroduction {
  /// The names that the loop binds.
  fileprivate var names: [String] { [key?.text, value.text].compactMap(\.self) }
}
