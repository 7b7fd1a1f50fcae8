import Diagnostics

/// A `for` between brackets that is being read.
private struct ForDraft {
  var introduction: ForIntroduction
  var key: ExpressionID?
  var value: ExpressionID
  var ellipsis: Token?
}

extension Parser {
  /// Rules `forTuple` and `forObject`. The cursor is at `for`, behind the bracket.
  mutating func parseFor(_ bracket: OpenBracket) throws(Abandoned) -> ExpressionID {
    let closer: TokenKind = bracket.token.kind == .openBrace ? .closeBrace : .closeBracket
    let point = recoveryPoint
    do throws(Abandoned) {
      let draft = try parseForParts()
      guard kind == closer else {
        throw fail { .invalidFor(.expression, .extra, at: $0.here) }
      }
      return try finish(draft, bracket)
    } catch {
      return try recover(bracket, from: point, at: closer)
    }
  }

  private mutating func parseForParts() throws(Abandoned) -> ForDraft {
    let introduction = try parseForIntroduction(.expression)
    guard kind == .colon else { throw fail { .invalidFor(.expression, .noColon, at: $0.here) } }
    advance()
    var draft = ForDraft(introduction: introduction, value: try parseExpression())
    if kind == .arrow {
      advance()
      draft.key = draft.value
      draft.value = try parseExpression()
    }
    if kind == .ellipsis {
      draft.ellipsis = token
      advance()
    }
    if isKeyword("if") {
      advance()
      draft.introduction.condition = try parseExpression()
    }
    return draft
  }

  @inline(never)
  private mutating func finish(_ draft: ForDraft, _ bracket: OpenBracket) throws(Abandoned)
    -> ExpressionID
  {
    let introduction = draft.introduction
    let value = draft.value
    let parts = [introduction.collection, value, draft.key, introduction.condition]
    let height = height(parts.compactMap { $0 })
    switch (bracket.token.kind, draft.key, draft.ellipsis) {
    case (.openBrace, let key?, let ellipsis):
      let groups = ellipsis != nil
      return try close(
        bracket, .forObject(introduction, key: key, value: value, groups: groups),
        aboveHeight: height)
    case (.openBrace, nil, _):
      report { .invalidFor(.expression, .keyRequired, at: $0.location(value)) }
    case (_, let key?, _):
      report { .invalidFor(.expression, .keyInTuple, at: $0.location(key)) }
    case (_, nil, let ellipsis?):
      report { .invalidFor(.expression, .groupingInTuple, at: $0.location(ellipsis)) }
    case (_, nil, nil):
      return try close(bracket, .forTuple(introduction, element: value), aboveHeight: height)
    }
    return try close(bracket, .invalid, aboveHeight: 0)
  }

  /// Rule `forIntroduction`. The cursor is at `for`.
  mutating func parseForIntroduction(_ form: ForForm) throws(Abandoned) -> ForIntroduction {
    advance()
    var names = [try parseForName(form, or: .noName)]
    if kind == .comma {
      advance()
      names.append(try parseForName(form, or: .noSecondName))
    }
    guard isKeyword("in") else { throw fail { .invalidFor(form, .noIn, at: $0.here) } }
    advance()
    let collection = try parseExpression()
    return ForIntroduction(
      key: names.count == 2 ? identifier(names[0]) : nil, value: identifier(names[names.count - 1]),
      collection: collection, condition: nil)
  }

  private mutating func parseForName(_ form: ForForm, or problem: ForProblem) throws(Abandoned)
    -> Token
  {
    let name = token
    guard kind == .identifier else { throw fail { .invalidFor(form, problem, at: $0.here) } }
    advance()
    return name
  }
}

/// `[for …]` and `{for …}`, or `%{ for … }`.
enum ForForm: String { case expression, directive }

/// What is wrong with a `for`.
enum ForProblem {
  case noName, noSecondName, noIn, noColon, extra
  case keyRequired, keyInTuple, groupingInTuple
}
