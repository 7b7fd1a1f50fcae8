import Diagnostics

// Lists between brackets: tuples, objects, arguments; and what is made by `for`.

extension Parser {
  /// Rule `tuple`, or `forTuple`.
  mutating func parseTuple() throws(Abandoned) -> ExpressionID {
    let bracket = open(newlinesMatter: false)
    if isKeyword("for") { return try parseFor(bracket) }
    var items: [ExpressionID] = []
    while kind != .closeBracket {
      let point = recoveryPoint
      do throws(Abandoned) {
        items.append(try parseExpression())
        if kind == .endOfFile {
          throw fail(.unterminatedTuple(at: tree.location(bracket.token.span)))
        }
        if kind != .comma, kind != .closeBracket {
          throw fail(
            .itemSeparatorMissing(at: here, bracket: tree.location(bracket.token.span)))
        }
      } catch {
        skip(from: point) { $0 == .comma || $0 == .closeBracket }
      }
      try passSeparator(or: .closeBracket)
    }
    let span = bracket.token.span.union(token.span)
    close(bracket)
    return try add(.tuple(items), span, aboveHeight: height(items))
  }

  /// Passes a comma; after an error a list may also have run into a bracket around it.
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

  /// Rule `object`, or `forObject`, whose `for` may stand on a later line.
  mutating func parseObject() throws(Abandoned) -> ExpressionID {
    let brace = open(newlinesMatter: false)
    if isKeyword("for") { return try parseFor(brace) }
    newlinesMatter = true
    var items: [ObjectItem] = []
    while kind != .closeBrace {
      let point = recoveryPoint
      do throws(Abandoned) {
        try parseObjectItem(into: &items, of: brace.token)
      } catch {
        skip(from: point) { $0 == .comma || $0 == .newline || $0 == .closeBrace }
      }
      if kind != .newline { try passSeparator(or: .closeBrace) }
      while kind == .newline { advance() }
    }
    let span = brace.token.span.union(token.span)
    close(brace)
    let height = items.reduce(0) { max($0, self.height($1.key), self.height($1.value)) }
    return try add(.object(items), span, aboveHeight: height)
  }

  /// Rule `objectItem`.
  private mutating func parseObjectItem(into items: inout [ObjectItem], of brace: Token)
    throws(Abandoned)
  {
    let key = try parseObjectKey()
    guard kind == .assign || kind == .colon else {
      if kind == .endOfFile { throw fail(.unterminatedObject(at: tree.location(brace.span))) }
      throw fail(.keySeparatorMissing(at: here, found: kind))
    }
    advance()
    let start = token.start
    do throws(Abandoned) {
      items.append(ObjectItem(key: key, value: try parseExpression()))
    } catch {
      let value = add(.invalid, SourceSpan(start, max(start, previous.end)))
      items.append(ObjectItem(key: key, value: value))
      throw error
    }
    switch kind {
    case .comma, .newline, .closeBrace: return
    case .endOfFile: throw fail(.unterminatedObject(at: tree.location(brace.span)))
    default: throw fail(.attributeSeparatorMissing(at: here, brace: tree.location(brace.span)))
    }
  }

  /// Rule `objectKey`. A bare name is the string of that name; a bare path could be meant either
  /// way and is refused.
  private mutating func parseObjectKey() throws(Abandoned) -> ExpressionID {
    let first = token
    let follower = tokens[min(index + 1, tokens.count - 1)].kind
    if first.kind == .identifier, follower == .assign || follower == .colon {
      advance()
      return add(.string(text(first)), first.span)
    }
    let key = try parseExpression()
    if first.kind == .identifier, isPath(key) {
      report(.ambiguousKey(at: tree.location(key)))
    }
    return key
  }

  /// Whether an expression is a name with constant steps behind it.
  private func isPath(_ expression: ExpressionID) -> Bool {
    var expression = expression
    while true {
      switch tree[expression] {
      case .attribute(let source, _): expression = source
      case .index(let source, let key):
        switch tree[key] {
        case .number, .string, .bool, .null: expression = source
        default: return false
        }
      case .variable: return true
      default: return false
      }
    }
  }

  /// Rule `call`, from behind its first name on.
  mutating func parseCall(_ first: Token) throws(Abandoned) -> ExpressionID {
    var name = identifier(first)
    while kind == .doubleColon {
      advance()
      guard kind == .identifier else { throw fail(.functionNameRequired(at: here)) }
      name.text += "::" + text(token)
      name.span.end = token.end
      advance()
    }
    guard kind == .openParenthesis else { throw fail(.callWithoutParenthesis(at: here)) }

    let parenthesis = open(newlinesMatter: false)
    var arguments: [ExpressionID] = []
    var expandsLast = false
    while kind != .closeParenthesis {
      let point = recoveryPoint
      do throws(Abandoned) {
        arguments.append(try parseExpression())
        if kind == .ellipsis { try parseExpansion(&expandsLast) }
        if kind == .endOfFile {
          throw fail(.unterminatedCall(at: tree.location(name.span.union(parenthesis.token.span))))
        }
        if kind != .comma, kind != .closeParenthesis {
          throw fail(.argumentSeparatorMissing(at: here, call: tree.location(name.span)))
        }
      } catch {
        skip(from: point) { $0 == .comma || $0 == .closeParenthesis }
      }
      try passSeparator(or: .closeParenthesis)
    }
    let span = SourceSpan(first.start, token.end)
    close(parenthesis)
    return try add(
      .call(name: name, arguments: arguments, expandsLast: expandsLast), span,
      aboveHeight: height(arguments))
  }

  /// The `...` behind the last argument.
  private mutating func parseExpansion(_ expandsLast: inout Bool) throws(Abandoned) {
    let ellipsis = tree.location(token.span)
    advance()
    guard kind == .closeParenthesis else { throw fail(.expansionNotLast(at: ellipsis)) }
    expandsLast = true
  }
}
