import Diagnostics

// Trees of texts that stand inside of another file: taken over into that file's tree.

extension SyntaxTree {
  /// Adds all expressions of another tree, their spans changed by `place`; returns where `id` is now.
  mutating func graft(
    _ other: SyntaxTree, _ id: ExpressionID, place: (SourceSpan) -> SourceSpan
  ) -> ExpressionID {
    let offset = UInt32(expressionCount)
    for index in 0..<UInt32(other.expressionCount) {
      let old = ExpressionID(index)
      let moved = other[old].moved(
        ids: { ExpressionID($0.index + offset) }, spans: { place($0) })
      _ = add(moved, place(other.span(old)))
    }
    return ExpressionID(id.index + offset)
  }
}

extension SyntaxTree {
  /// The nodes on the longest way down.
  var height: Int {
    var heights: [Int] = []
    // A node stands behind those that it holds.
    for index in 0..<UInt32(expressionCount) {
      let inner = children(of: ExpressionID(index)).map { heights[Int($0.index)] }
      heights.append((inner.max() ?? 0) + 1)
    }
    return heights.max() ?? 0
  }
}

extension Expression {
  fileprivate func moved(
    ids: (ExpressionID) -> ExpressionID, spans: (SourceSpan) -> SourceSpan
  ) -> Expression {
    func name(_ name: Identifier) -> Identifier { Identifier(name.text, spans(name.span)) }
    func loop(_ loop: ForIntroduction) -> ForIntroduction {
      ForIntroduction(
        key: loop.key.map(name), value: name(loop.value), collection: ids(loop.collection),
        condition: loop.condition.map(ids))
    }
    return
      switch self
    {
    case .null, .bool, .number, .string, .splatElement, .invalid: self
    case .template(let parts): .template(parts.map { $0.moved(ids: ids, loop: loop) })
    case .templateWrap(let inner): .templateWrap(ids(inner))
    case .variable(let root): .variable(name(root))
    case .attribute(let base, let member): .attribute(of: ids(base), name: name(member))
    case .index(let base, let key): .index(of: ids(base), key: ids(key))
    case .splat(let source, let each, let style):
      .splat(source: ids(source), each: ids(each), style: style)
    case .unary(let operation, let operand): .unary(operation, ids(operand))
    case .binary(let operation, let left, let right): .binary(operation, ids(left), ids(right))
    case .conditional(let condition, let then, let otherwise):
      .conditional(condition: ids(condition), then: ids(then), otherwise: ids(otherwise))
    case .call(let function, let arguments, let expandsLast):
      .call(name: name(function), arguments: arguments.map(ids), expandsLast: expandsLast)
    case .tuple(let elements): .tuple(elements.map(ids))
    case .object(let items):
      .object(items.map { ObjectItem(key: ids($0.key), value: ids($0.value)) })
    case .forTuple(let introduction, let element):
      .forTuple(loop(introduction), element: ids(element))
    case .forObject(let introduction, let key, let value, let groups):
      .forObject(loop(introduction), key: ids(key), value: ids(value), groups: groups)
    case .parentheses(let inner): .parentheses(ids(inner))
    }
  }
}

extension TemplatePart {
  fileprivate func moved(
    ids: (ExpressionID) -> ExpressionID, loop: (ForIntroduction) -> ForIntroduction
  ) -> TemplatePart {
    switch self {
    case .literal: self
    case .interpolation(let inner): .interpolation(ids(inner))
    case .conditional(let condition, let then, let otherwise):
      .conditional(
        condition: ids(condition), then: then.map { $0.moved(ids: ids, loop: loop) },
        otherwise: otherwise.map { $0.moved(ids: ids, loop: loop) })
    case .loop(let introduction, let body):
      .loop(loop(introduction), body: body.map { $0.moved(ids: ids, loop: loop) })
    }
  }
}
