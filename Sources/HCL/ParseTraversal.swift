import Diagnostics

// What follows an operand and looks into it: `.name`, `[key]` and the splats.

extension Parser {
  /// Rule `traversal`.
  mutating func parseTraversal() throws(Abandoned) -> ExpressionID {
    let root = try parsePrimary()
    return kind == .dot || kind == .openBracket ? try parseSteps(from: root) : root
  }

  /// Rule `steps`.
  ///
  /// What follows `[*]` is done to each element, so these splats are closed from the inside out
  /// once the traversal has ended.
  private mutating func parseSteps(from root: ExpressionID) throws(Abandoned) -> ExpressionID {
    var expression = root
    var start = tree.span(root).start
    var sources: [ExpressionID] = []
    while true {
      switch kind {
      case .dot: expression = try parseDot(expression, from: start)
      case .openBracket:
        let bracket = open(newlinesMatter: newlinesMatter)
        if kind == .star {
          sources.append(expression)
          expression = try parseFullSplat(bracket)
          start = bracket.token.start
        } else {
          expression = try parseIndex(bracket, of: expression, from: start)
        }
      default: return try closeSplats(of: sources, over: expression)
      }
    }
  }

  @inline(never)
  private mutating func closeSplats(of sources: [ExpressionID], over element: ExpressionID)
    throws(Abandoned) -> ExpressionID
  {
    var expression = element
    for source in sources.reversed() {
      expression = try add(
        .splat(source: source, each: expression, style: .full),
        tree.span(source).union(tree.span(expression)),
        aboveHeight: max(height(source), height(expression)))
    }
    return expression
  }

  /// Rules `attributeAccess`, `legacyIndex` and `attributeSplat`, all of which begin with a dot.
  @inline(never)
  private mutating func parseDot(_ source: ExpressionID, from start: UInt32)
    throws(Abandoned) -> ExpressionID
  {
    let dot = token
    advance()
    if kind != .star { return try parseDotStep(of: source, from: start) }

    var each = add(.splatElement, dot.span.union(token.span))
    advance()
    while kind == .dot {
      advance()
      if kind == .star { throw fail { .nestedSplat(at: $0.here) } }
      each = try parseDotStep(of: each, from: dot.start)
    }
    return try add(
      .splat(source: source, each: each, style: .attribute),
      SourceSpan(start, tree.span(each).end), aboveHeight: max(height(source), height(each)))
  }

  /// The name or number behind a dot.
  private mutating func parseDotStep(of source: ExpressionID, from start: UInt32)
    throws(Abandoned) -> ExpressionID
  {
    let step = token
    let span = SourceSpan(start, step.end)
    switch step.kind {
    case .identifier:
      advance()
      return try add(
        .attribute(of: source, name: identifier(step)), span, aboveHeight: height(source))
    case .number:
      let key = parseLegacyKey()
      return try add(.index(of: source, key: key), span, aboveHeight: height(source))
    default: throw fail { .attributeNameRequired(at: $0.here) }
    }
  }

  /// The number of a legacy index. `.0.1` is read as the number 0.1, and refused as in HCL.
  private mutating func parseLegacyKey() -> ExpressionID {
    let number = token
    let digits = text(number).split(separator: ".", omittingEmptySubsequences: false)
    if digits.count == 1 { return parseNumber() }
    report { .chainedLegacyIndex(digits.map(String.init), at: $0.here) }
    advance()
    return add(.invalid, number.span)
  }

  /// Rule `fullSplat`. Returns the element that the rest of the traversal looks into.
  @inline(never)
  private mutating func parseFullSplat(_ bracket: OpenBracket) throws(Abandoned) -> ExpressionID {
    advance()
    guard kind == .closeBracket else { throw fail { .unclosedSplat(at: $0.here) } }
    return try close(bracket, .splatElement, aboveHeight: 0)
  }

  /// Rule `index`.
  private mutating func parseIndex(
    _ bracket: OpenBracket, of source: ExpressionID, from start: UInt32
  ) throws(Abandoned) -> ExpressionID {
    newlinesMatter = false
    passNewlines()
    let key = try parseExpression()
    guard kind == .closeBracket else {
      throw fail { .unclosedIndex(at: $0.here, bracket: $0.location(bracket.token)) }
    }
    let span = SourceSpan(start, token.end)
    close(bracket)
    return try addIndex(of: source, key: key, span)
  }

  @inline(never)
  private mutating func addIndex(of source: ExpressionID, key: ExpressionID, _ span: SourceSpan)
    throws(Abandoned) -> ExpressionID
  {
    try add(.index(of: source, key: key), span, aboveHeight: max(height(source), height(key)))
  }
}
