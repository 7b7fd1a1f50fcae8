import Diagnostics

// Lists between brackets: tuples, objects and arguments. An item that is broken is given up up to
// the next separator; a list that runs into a bracket around it is given up as a whole.

extension Parser {
  /// Rules `tuple` and `forTuple`.
  mutating func parseTuple() throws(Abandoned) -> ExpressionID {
    let bracket = open(newlinesMatter: false)
    if isKeyword("for") { return try parseFor(bracket) }
    var items: [ExpressionID] = []
    while kind != .closeBracket {
      let point = recoveryPoint
      do throws(Abandoned) {
        items.append(try parseExpression())
        if kind != .comma, kind != .closeBracket { throw failItem(of: bracket) }
      } catch {
        skip(from: point) { $0 == .comma || $0 == .closeBracket }
      }
      try passSeparator(or: .closeBracket)
    }
    return try close(bracket, .tuple(items), aboveHeight: height(items))
  }

  private mutating func failItem(of bracket: OpenBracket) -> Abandoned {
    if kind == .endOfFile { return fail { .unterminatedTuple(at: $0.location(bracket.token)) } }
    return fail { .itemSeparatorMissing(at: $0.here, bracket: $0.location(bracket.token)) }
  }

  private mutating func passSeparator(or closer: TokenKind) throws(Abandoned) {
    if kind == .comma {
      advance()
    } else if kind != closer {
      throw Abandoned()
    }
  }

  func height(_ expressions: [ExpressionID]) -> UInt16 {
    expressions.reduce(0) { max($0, height($1)) }
  }

  // MARK: Objects

  /// Rules `object` and `forObject`. The `for` may stand on a later line.
  mutating func parseObject() throws(Abandoned) -> ExpressionID {
    let brace = open(newlinesMatter: false)
    if isKeyword("for") { return try parseFor(brace) }
    newlinesMatter = true
    var items: [ObjectItem] = []
    while kind != .closeBrace {
      let point = recoveryPoint
      do throws(Abandoned) {
        try parseObjectItem(into: &items, of: brace)
      } catch {
        skip(from: point) { $0 == .comma || $0 == .newline || $0 == .closeBrace }
      }
      if kind != .newline { try passSeparator(or: .closeBrace) }
      while kind == .newline { advance() }
    }
    return try close(brace, .object(items), aboveHeight: height(items))
  }

  private func height(_ items: [ObjectItem]) -> UInt16 {
    items.reduce(0) { max($0, height($1.key), height($1.value)) }
  }

  /// Rule `objectItem`. A broken value is `.invalid`.
  private mutating func parseObjectItem(into items: inout [ObjectItem], of brace: OpenBracket)
    throws(Abandoned)
  {
    let key = try parseObjectKey()
    guard kind == .assign || kind == .colon else { throw failKey(of: brace) }
    advance()
    let start = token.start
    do throws(Abandoned) {
      items.append(ObjectItem(key: key, value: try parseExpression()))
    } catch {
      items.append(ObjectItem(key: key, value: addInvalid(from: start)))
      throw error
    }
    guard kind == .comma || kind == .newline || kind == .closeBrace else {
      throw failValue(of: brace)
    }
  }

  /// Stands for what broke between `start` and the cursor.
  @inline(never)
  mutating func addInvalid(from start: UInt32) -> ExpressionID {
    add(.invalid, SourceSpan(start, max(start, previous.end)))
  }

  private mutating func failKey(of brace: OpenBracket) -> Abandoned {
    if kind == .endOfFile { return fail { .unterminatedObject(at: $0.location(brace.token)) } }
    return fail { .keySeparatorMissing(at: $0.here, found: $0.kind) }
  }

  private mutating func failValue(of brace: OpenBracket) -> Abandoned {
    if kind == .endOfFile { return fail { .unterminatedObject(at: $0.location(brace.token)) } }
    return fail { .attributeSeparatorMissing(at: $0.here, brace: $0.location(brace.token)) }
  }

  /// Rule `objectKey`. A bare name is the string of that name.
  private mutating func parseObjectKey() throws(Abandoned) -> ExpressionID {
    if kind == .identifier, let key = parseBareKey() { return key }
    return try parseExpression()
  }

  @inline(never)
  private mutating func parseBareKey() -> ExpressionID? {
    let name = token
    let follower = tokens[index + 1].kind
    guard follower == .assign || follower == .colon else { return nil }
    advance()
    return add(.string(text(name)), name.span)
  }

  // MARK: Calls

  /// Rule `call`. The cursor is behind the first name.
  mutating func parseCall(_ first: Token) throws(Abandoned) -> ExpressionID {
    let name = try parseFunctionName(from: first)
    let parenthesis = open(newlinesMatter: false)
    var arguments: [ExpressionID] = []
    var expandsLast = false
    while kind != .closeParenthesis {
      let point = recoveryPoint
      do throws(Abandoned) {
        arguments.append(try parseExpression())
        if kind == .ellipsis { expandsLast = try parseExpansion() }
        if kind != .comma, kind != .closeParenthesis { throw failArgument(of: first) }
      } catch {
        skip(from: point) { $0 == .comma || $0 == .closeParenthesis }
      }
      try passSeparator(or: .closeParenthesis)
    }
    return try addCall(name, arguments, expandsLast, parenthesis)
  }

  @inline(never)
  private mutating func parseFunctionName(from first: Token) throws(Abandoned) -> Identifier {
    var name = identifier(first)
    while kind == .doubleColon {
      advance()
      guard kind == .identifier else { throw fail { .functionNameRequired(at: $0.here) } }
      name.text += "::" + text(token)
      name.span.end = token.end
      advance()
    }
    guard kind == .openParenthesis else { throw fail { .callWithoutParenthesis(at: $0.here) } }
    return name
  }

  private mutating func failArgument(of name: Token) -> Abandoned {
    if kind == .endOfFile { return fail { .unterminatedCall(at: $0.location(name)) } }
    return fail { .argumentSeparatorMissing(at: $0.here, call: $0.location(name)) }
  }

  /// The `...` behind the last argument.
  private mutating func parseExpansion() throws(Abandoned) -> Bool {
    let ellipsis = token
    advance()
    guard kind == .closeParenthesis else {
      throw fail { .expansionNotLast(at: $0.location(ellipsis)) }
    }
    return true
  }

  @inline(never)
  private mutating func addCall(
    _ name: Identifier, _ arguments: [ExpressionID], _ expandsLast: Bool,
    _ parenthesis: OpenBracket
  ) throws(Abandoned) -> ExpressionID {
    let span = SourceSpan(name.span.start, token.end)
    close(parenthesis)
    return try add(
      .call(name: name, arguments: arguments, expandsLast: expandsLast), span,
      aboveHeight: height(arguments))
  }
}
