import Diagnostics

// Expressions: operators, and the operands they work on.

extension Parser {
  /// Rule `expression`.
  mutating func parseExpression() throws(Abandoned) -> ExpressionID {
    try nest()
    defer { nesting -= 1 }
    let condition = try parseOperation(from: 0)
    guard kind == .question else { return condition }
    advance()
    let then = try parseExpression()
    guard kind == .colon else {
      throw fail(.conditionalWithoutElse(at: here, condition: tree.location(condition)))
    }
    advance()
    let otherwise = try parseExpression()
    return try add(
      .conditional(condition: condition, then: then, otherwise: otherwise),
      tree.span(condition).union(tree.span(otherwise)),
      aboveHeight: max(height(condition), height(then), height(otherwise)))
  }

  /// Counts a level of recursion; every way down leads through here.
  mutating func nest() throws(Abandoned) {
    guard nesting < Parser.maximumNesting else {
      let isFirst = !nestingWasReported
      nestingWasReported = true
      if isFirst { throw fail(.nestingTooDeep(at: here, limit: Parser.maximumNesting)) }
      failures += 1
      throw Abandoned()
    }
    nesting += 1
  }

  /// Rule `operation`, with operators that bind at least as tightly as `minimum`.
  private mutating func parseOperation(from minimum: Int) throws(Abandoned) -> ExpressionID {
    var left = try parseOperand()
    while let (binary, precedence) = kind.binaryOperator, precedence >= minimum {
      advance()
      let right = try parseOperation(from: precedence + 1)
      left = try add(
        .binary(binary, left, right), tree.span(left).union(tree.span(right)),
        aboveHeight: max(height(left), height(right)))
    }
    return left
  }

  /// Rule `operand`.
  private mutating func parseOperand() throws(Abandoned) -> ExpressionID {
    guard kind == .minus || kind == .not else { return try parseTraversal() }
    var operators: [Token] = []
    while kind == .minus || kind == .not {
      operators.append(token)
      advance()
    }
    var operand = try parseTraversal()
    for token in operators.reversed() {
      operand = try add(
        .unary(token.kind == .minus ? .negate : .not, operand),
        token.span.union(tree.span(operand)), aboveHeight: height(operand))
    }
    return operand
  }

  /// Rule `primary`.
  mutating func parsePrimary() throws(Abandoned) -> ExpressionID {
    switch kind {
    case .identifier: return try parseName()
    case .number: return parseNumber()
    case .openQuote, .openHeredoc: return try parseTemplate()
    case .openParenthesis: return try parseParentheses()
    case .openBracket: return try parseTuple()
    case .openBrace: return try parseObject()
    case .endOfFile: throw fail(.missingExpression(at: here))
    default: throw fail(.invalidExpression(at: here, isHeredoc: looksLikeHeredoc))
    }
  }

  /// `<<` that opened no heredoc, most often for blanks behind the marker.
  private var looksLikeHeredoc: Bool {
    kind == .less && tokens[index + 1].kind == .less && tokens[index + 1].start == token.end
  }

  /// Rules `variable`, `keyword` and, where a parenthesis or `::` follows, `call`.
  private mutating func parseName() throws(Abandoned) -> ExpressionID {
    let name = token
    let isTrue = isKeyword("true")
    let isFalse = isKeyword("false")
    let isNull = isKeyword("null")
    advance()
    if kind == .openParenthesis || kind == .doubleColon { return try parseCall(name) }
    if isTrue || isFalse { return add(.bool(isTrue), name.span) }
    return add(isNull ? .null : .variable(identifier(name)), name.span)
  }

  /// Rule `number`.
  mutating func parseNumber() -> ExpressionID {
    let number = token
    advance()
    if isNumberWellFormed(number) { return add(.number(text(number)), number.span) }
    report(.invalidNumber(at: tree.location(number.span)))
    return add(.invalid, number.span)
  }

  /// Digits, at most one dot, at most one exponent, which has at most nine digits.
  private func isNumberWellFormed(_ number: Token) -> Bool {
    var rest = bytes[Int(number.start)..<Int(number.end)]
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    rest = rest.drop(while: isDigit)
    if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop(while: isDigit) }
    guard let exponent = rest.first else { return true }
    guard exponent | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if let sign = rest.first, !isDigit(sign) { rest = rest.dropFirst() }
    return rest.allSatisfy(isDigit) && rest.drop { $0 == 0x30 }.count <= 9
  }

  /// Rule `parentheses`.
  private mutating func parseParentheses() throws(Abandoned) -> ExpressionID {
    let parenthesis = open(newlinesMatter: false)
    let point = recoveryPoint
    do throws(Abandoned) {
      let inner = try parseExpression()
      guard kind == .closeParenthesis else {
        throw fail(
          .unbalancedParentheses(at: here, opened: tree.location(parenthesis.token.span)))
      }
      let span = parenthesis.token.span.union(token.span)
      close(parenthesis)
      return try add(.parentheses(inner), span, aboveHeight: height(inner))
    } catch {
      return try recover(parenthesis, from: point, at: .closeParenthesis)
    }
  }

  /// Gives up what is between two brackets, if there is a closing one.
  mutating func recover(
    _ bracket: OpenBracket, from point: RecoveryPoint, at closer: TokenKind
  ) throws(Abandoned) -> ExpressionID {
    // The bracket is behind the cursor already where the tree grew too high.
    guard brackets.depth >= point.depth else { throw Abandoned() }
    skip(from: point) { $0 == closer }
    guard kind == closer else { throw Abandoned() }
    let span = bracket.token.span.union(token.span)
    close(bracket)
    return add(.invalid, span)
  }
}

extension TokenKind {
  /// Rule `operator`: what a token stands for between two operands, and how tightly it binds.
  var binaryOperator: (BinaryOperator, precedence: Int)? {
    switch self {
    case .or: (.or, 0)
    case .and: (.and, 1)
    case .equal: (.equal, 2)
    case .notEqual: (.notEqual, 2)
    case .less: (.less, 3)
    case .lessOrEqual: (.lessOrEqual, 3)
    case .greater: (.greater, 3)
    case .greaterOrEqual: (.greaterOrEqual, 3)
    case .plus: (.add, 4)
    case .minus: (.subtract, 4)
    case .star: (.multiply, 5)
    case .slash: (.divide, 5)
    case .percent: (.remainder, 5)
    default: nil
    }
  }
}
