import Diagnostics

extension Parser {
  /// Rules `forTuple` and `forObject`, from `for` on.
  mutating func parseFor(_ bracket: OpenBracket) throws(Abandoned) -> ExpressionID {
    let makesObject = bracket.token.kind == .openBrace
    let closer: TokenKind = makesObject ? .closeBrace : .closeBracket
    let point = recoveryPoint
    do throws(Abandoned) {
      var introduction = try parseForIntroduction(.expression)
      guard kind == .colon else { throw fail(.invalidFor(.expression, .noColon, at: here)) }
      advance()
      var value = try parseExpression()
      var key: ExpressionID?
      if kind == .arrow {
        advance()
        key = value
        value = try parseExpression()
      }
      var ellipsis: Token?
      if kind == .ellipsis {
        ellipsis = token
        advance()
      }
      if isKeyword("if") {
        advance()
        introduction.condition = try parseExpression()
      }
      guard kind == closer else { throw fail(.invalidFor(.expression, .extra, at: here)) }

      let span = bracket.token.span.union(token.span)
      let height = self.height(
        [introduction.collection, value] + [key, introduction.condition].compactMap { $0 })
      close(bracket)
      switch (makesObject, key) {
      case (true, let key?):
        let groups = ellipsis != nil
        return try add(
          .forObject(introduction, key: key, value: value, groups: groups), span,
          aboveHeight: height)
      case (true, nil): report(.invalidFor(.expression, .keyRequired, at: tree.location(value)))
      case (false, let key?):
        report(.invalidFor(.expression, .keyInTuple, at: tree.location(key)))
      case (false, nil):
        if let ellipsis {
          report(.invalidFor(.expression, .groupingInTuple, at: tree.location(ellipsis.span)))
          break
        }
        return try add(.forTuple(introduction, element: value), span, aboveHeight: height)
      }
      return add(.invalid, span)
    } catch {
      return try recover(bracket, from: point, at: closer)
    }
  }

  /// Rule `forIntroduction`, from `for` to the end of the collection.
  mutating func parseForIntroduction(_ form: ForForm) throws(Abandoned) -> ForIntroduction {
    advance()
    guard kind == .identifier else { throw fail(.invalidFor(form, .noName, at: here)) }
    var value = identifier(token)
    var key: Identifier?
    advance()
    if kind == .comma {
      advance()
      guard kind == .identifier else { throw fail(.invalidFor(form, .noSecondName, at: here)) }
      key = value
      value = identifier(token)
      advance()
    }
    guard isKeyword("in") else { throw fail(.invalidFor(form, .noIn, at: here)) }
    advance()
    let collection = try parseExpression()
    return ForIntroduction(key: key, value: value, collection: collection, condition: nil)
  }
}

/// `[for …]` and `{for …}`, or `%{ for … }`.
enum ForForm: String { case expression, directive }

/// What is wrong with a `for`.
enum ForProblem {
  case noName, noSecondName, noIn, noColon, extra
  case keyRequired, keyInTuple, groupingInTuple
}
