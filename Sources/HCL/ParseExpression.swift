import Diagnostics

// Expressions: operators, and the operands they work on.
//
// What lies on the way down from one bracket to the next is kept small, for the sake of the stack:
// it calls, and leaves the making of nodes and diagnostics to others.

extension Parser {
  /// Rule `expression`.
  mutating func parseExpression() throws(Abandoned) -> ExpressionID {
    try nest()
    defer { nesting -= 1 }
    let condition = try parseOperation(from: 0)
    return kind == .question ? try parseConditional(condition) : condition
  }

  private mutating func parseConditional(_ condition: ExpressionID) throws(Abandoned)
    -> ExpressionID
  {
    advance()
    let then = try parseExpression()
    guard kind == .colon else {
      throw fail { .conditionalWithoutElse(at: $0.here, condition: $0.location(condition)) }
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
    if nesting < Parser.maximumNesting {
      nesting += 1
    } else if nestingWasReported {
      failures += 1
      throw Abandoned()
    } else {
      nestingWasReported = true
      throw fail { .nestingTooDeep(at: $0.here) }
    }
  }

  /// Rule `operation`. Its operators bind at least as tightly as `minimum`.
  private mutating func parseOperation(from minimum: UInt8) throws(Abandoned) -> ExpressionID {
    var left = try parseOperand()
    while let precedence = kind.precedence, precedence >= minimum {
      let symbol = kind
      advance()
      let right = try parseOperation(from: precedence + 1)
      left = try addBinary(symbol, left, right)
    }
    return left
  }

  @inline(never)
  private mutating func addBinary(_ symbol: TokenKind, _ left: ExpressionID, _ right: ExpressionID)
    throws(Abandoned) -> ExpressionID
  {
    guard let binary = symbol.binaryOperator else { return left }
    return try add(
      .binary(binary, left, right), tree.span(left).union(tree.span(right)),
      aboveHeight: max(height(left), height(right)))
  }

  /// Rule `operand`.
  private mutating func parseOperand() throws(Abandoned) -> ExpressionID {
    kind == .minus || kind == .not ? try parseUnary() : try parseTraversal()
  }

  private mutating func parseUnary() throws(Abandoned) -> ExpressionID {
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
    case .identifier:
      switch tokens[index + 1].kind {
      case .openParenthesis, .doubleColon, .newline: return try parseNameOrCall()
      default: return parseName()
      }
    case .number: return parseNumber()
    case .openQuote, .openHeredoc: return try parseTemplate()
    case .openParenthesis: return try parseParentheses()
    case .openBracket: return try parseTuple()
    case .openBrace: return try parseObject()
    default: throw failExpression()
    }
  }

  @inline(never)
  private mutating func failExpression() -> Abandoned {
    if kind == .endOfFile { return fail { .missingExpression(at: $0.here) } }
    return fail { .invalidExpression(at: $0.here, isHeredoc: $0.looksLikeHeredoc) }
  }

  /// `<<` that opened no heredoc, most often for blanks behind the marker.
  private var looksLikeHeredoc: Bool {
    kind == .less && tokens[index + 1].kind == .less && tokens[index + 1].start == token.end
  }

  private mutating func parseNameOrCall() throws(Abandoned) -> ExpressionID {
    let start = index
    advance()
    if kind == .openParenthesis || kind == .doubleColon { return try parseCall(tokens[start]) }
    index = start
    return parseName()
  }

  /// Rules `variable` and `keyword`.
  @inline(never)
  private mutating func parseName() -> ExpressionID {
    let name = token
    let expression: Expression
    switch name.end - name.start {
    case 4 where isKeyword("true"): expression = .bool(true)
    case 4 where isKeyword("null"): expression = .null
    case 5 where isKeyword("false"): expression = .bool(false)
    default: expression = .variable(identifier(name))
    }
    advance()
    return add(expression, name.span)
  }

  /// Rule `number`.
  @inline(never)
  mutating func parseNumber() -> ExpressionID {
    let number = token
    advance()
    if isNumberWellFormed(number) { return add(.number(text(number)), number.span) }
    report { .invalidNumber(at: $0.location(number)) }
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
        throw fail {
          .unbalancedParentheses(at: $0.here, opened: $0.location(parenthesis.token))
        }
      }
      return try close(parenthesis, .parentheses(inner), aboveHeight: height(inner))
    } catch {
      return try recover(parenthesis, from: point, at: .closeParenthesis)
    }
  }

  /// Passes the closing bracket at hand and adds what is made of the brackets and all between.
  @inline(never)
  mutating func close(_ bracket: OpenBracket, _ expression: Expression, aboveHeight height: UInt16)
    throws(Abandoned) -> ExpressionID
  {
    let span = bracket.token.span.union(token.span)
    close(bracket)
    return try add(expression, span, aboveHeight: height)
  }

  /// Gives up what is between two brackets, if there is a closing one.
  @inline(never)
  mutating func recover(
    _ bracket: OpenBracket, from point: RecoveryPoint, at closer: TokenKind
  ) throws(Abandoned) -> ExpressionID {
    // The bracket is behind the cursor already where the tree grew too high.
    guard brackets.depth >= point.depth else { throw Abandoned() }
    skip(from: point) { $0 == closer }
    guard kind == closer else { throw Abandoned() }
    return try close(bracket, .invalid, aboveHeight: 0)
  }
}

extension TokenKind {
  /// How tightly a token binds as an operator between two operands.
  var precedence: UInt8? {
    switch self {
    case .or: 0
    case .and: 1
    case .equal, .notEqual: 2
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 3
    case .plus, .minus: 4
    case .star, .slash, .percent: 5
    default: nil
    }
  }

  /// Rule `operator`.
  var binaryOperator: BinaryOperator? {
    switch self {
    case .or: .or
    case .and: .and
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .percent: .remainder
    default: nil
    }
  }
}
