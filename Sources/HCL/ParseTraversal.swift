import Diagnostics

// What follows an operand and looks into it: `.name`, `[key]` and the splats.

extension Parser {
  /// Rule `traversal`.
  ///
  /// What follows `[*]` is done to each element, so the splats are closed from the inside out
  /// once the traversal has ended.
  mutating func parseTraversal() throws(Abandoned) -> ExpressionID {
    var expression = try parsePrimary()
    var start = tree.span(expression).start
    var sources: [ExpressionID] = []
    while true {
      if kind == .dot {
        expression = try parseDot(expression, from: start)
      } else if kind == .openBracket {
        let bracket = open(newlinesMatter: newlinesMatter)
        if kind == .star {
          sources.append(expression)
          expression = try parseFullSplat(bracket)
          start = bracket.token.start
        } else {
          expression = try parseIndex(bracket, of: expression, from: start)
        }
      } else {
        break
      }
    }
    for source in sources.reversed() {
      expression = try add(
        .splat(source: source, each: expression, style: .full),
        tree.span(source).union(tree.span(expression)),
        aboveHeight: max(height(source), height(expression)))
    }
    return expression
  }

  /// Rules `attributeAccess`, `legacyIndex` and `attributeSplat`, all of which begin with a dot.
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
      if kind == .star { throw fail(.nestedSplat(at: here)) }
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
    default: throw fail(.attributeNameRequired(at: here))
    }
  }

  /// The number of a legacy index. `.0.1` is read as the number 0.1, and refused as in HCL.
  private mutating func parseLegacyKey() -> ExpressionID {
    let number = token
    let digits = text(number).split(separator: ".", omittingEmptySubsequences: false)
    if digits.count == 1 { return parseNumber() }
    report(.chainedLegacyIndex(digits.map(String.init), at: here))
    advance()
    return add(.invalid, number.span)
  }

  /// Rule `fullSplat`. Returns the element that the rest of the traversal looks into.
  private mutating func parseFullSplat(_ bracket: OpenBracket) throws(Abandoned) -> ExpressionID {
    advance()
    guard kind == .closeBracket else { throw fail(.unclosedSplat(at: here)) }
    let span = bracket.token.span.union(token.span)
    close(bracket)
    return add(.splatElement, span)
  }

  /// Rule `index`.
  private mutating func parseIndex(
    _ bracket: OpenBracket, of source: ExpressionID, from start: UInt32
  ) throws(Abandoned) -> ExpressionID {
    newlinesMatter = false
    passNewlines()
    let key = try parseExpression()
    guard kind == .closeBracket else {
      throw fail(.unclosedIndex(at: here, bracket: tree.location(bracket.token.span)))
    }
    let span = SourceSpan(start, token.end)
    close(bracket)
    return try add(
      .index(of: source, key: key), span, aboveHeight: max(height(source), height(key)))
  }
}
