import Diagnostics

// Quoted templates and heredocs. Their parts are read as a flat row of pieces first; strip markers
// and indentation are applied to that, and then directives are folded around what they hold.

enum TemplatePiece {
  case literal(String)
  case interpolation(ExpressionID)
  case openIf(ExpressionID, SourceSpan)
  case openFor(ForIntroduction, SourceSpan)
  case middle(TemplateMark, SourceSpan)
}

/// Directives that do not begin anything.
enum TemplateMark: String { case `else`, endif, endfor }

/// A template that is being read.
struct TemplateDraft {
  var pieces: [TemplatePiece] = []
  var stripsNext = false
  /// Set where a piece is missing, so that directives cannot be matched.
  var isBroken = false
  /// Of the highest expression in it.
  var height: UInt16 = 0
}

extension Parser {
  /// Rules `quotedTemplate` and `heredoc`.
  mutating func parseTemplate() throws(Abandoned) -> ExpressionID {
    let quote = open(newlinesMatter: true)
    let closer: TokenKind = quote.token.kind == .openQuote ? .closeQuote : .closeHeredoc
    if let plain = parsePlainText(quote, closer) { return plain }
    var draft = TemplateDraft()
    while kind != closer, kind != .brokenQuote { try parsePiece(into: &draft, of: quote.token) }
    return try finish(&draft, quote)
  }

  /// A template without quotes, up to the end of the file.
  mutating func parseWholeTemplate() -> ExpressionID {
    let start = Token(kind: .openHeredoc, start: 0, end: 0)
    let whole = SourceSpan(0, UInt32(bytes.count))
    var draft = TemplateDraft()
    do throws(Abandoned) {
      while kind != .endOfFile { try parsePiece(into: &draft, of: start) }
      let (expression, height) = expression(of: draft)
      return try add(expression, whole, aboveHeight: height)
    } catch {
      return add(.invalid, whole)
    }
  }

  /// The shortest way for the most frequent template, one text without escapes.
  @inline(never)
  private mutating func parsePlainText(_ quote: OpenBracket, _ closer: TokenKind) -> ExpressionID? {
    guard kind == .text, tokens[index + 1].kind == closer, !isIndented(quote.token) else {
      return nil
    }
    let literal = text(token)
    advance()
    let span = quote.token.span.union(token.span)
    close(quote)
    return add(.string(literal), span)
  }

  /// Whether a heredoc is one of those whose indentation does not count.
  private func isIndented(_ quote: Token) -> Bool {
    quote.kind == .openHeredoc && bytes[Int(quote.start) + 2] == UInt8(ascii: "-")
  }

  /// Makes an expression of a template whose end is at hand.
  @inline(never)
  private mutating func finish(_ draft: inout TemplateDraft, _ quote: OpenBracket)
    throws(Abandoned) -> ExpressionID
  {
    if kind == .brokenQuote {
      let span = SourceSpan(quote.token.start, token.start)
      passBrokenQuote(quote)
      return add(.invalid, span)
    }
    if isIndented(quote.token) { removeIndentation(&draft.pieces) }
    let (expression, height) = expression(of: draft)
    return try close(quote, expression, aboveHeight: height)
  }

  /// What a template is whose pieces are all read, and how high the highest of its parts is.
  private mutating func expression(of draft: TemplateDraft) -> (Expression, height: UInt16) {
    if draft.pieces.count == 1, case .interpolation(let inner) = draft.pieces[0] {
      return (.templateWrap(inner), height(inner))
    }
    guard !draft.isBroken, let (parts, depth) = fold(draft.pieces, end: token) else {
      return (.invalid, 0)
    }
    if !draft.isLiteral { return (.template(parts), draft.height + UInt16(depth)) }
    guard case .literal(let text)? = parts.first else { return (.string(""), 0) }
    return (.string(text), 0)
  }

  /// Ends a quoted template at the end of its line. Where that broke off several at once, the
  /// first says so.
  mutating func passBrokenQuote(_ quote: OpenBracket) {
    if token.end > token.start {
      report { .multiLineString(at: $0.here, quote: $0.location(quote.token)) }
      isDoubtful = true
    }
    close(quote)
  }

  private mutating func parsePiece(into draft: inout TemplateDraft, of quote: Token)
    throws(Abandoned)
  {
    switch kind {
    case .text, .escapedText: parseLiteral(into: &draft)
    case .openInterpolation: try parseInterpolation(into: &draft, of: quote)
    case .openDirective: try parseDirective(into: &draft)
    default: throw fail { .unterminatedTemplate(at: $0.here, quote: $0.location(quote)) }
    }
  }

  @inline(never)
  private mutating func parseLiteral(into draft: inout TemplateDraft) {
    var literal = parseTemplateText()
    if draft.stripsNext { literal = String(literal.unicodeScalars.drop(while: isSpace)) }
    draft.stripsNext = false
    draft.pieces.append(.literal(literal))
  }

  /// Rule `interpolation`.
  private mutating func parseInterpolation(into draft: inout TemplateDraft, of quote: Token)
    throws(Abandoned)
  {
    draft.stripBefore(token)
    let sequence = open(newlinesMatter: false)
    let point = recoveryPoint
    do throws(Abandoned) {
      let inner = try parseExpression()
      if kind != .closeSequence { throw failInterpolation(sequence.token, of: quote) }
      draft.add(.interpolation(inner), height: height(inner))
    } catch {
      skip(from: point) { $0 == .closeSequence }
      if kind != .closeSequence { throw error }
      draft.add(.interpolation(addInvalid(from: sequence.token.start)), height: 1)
    }
    closeSequence(sequence, of: &draft)
  }

  @inline(never)
  private mutating func failInterpolation(_ sequence: Token, of quote: Token) -> Abandoned {
    if kind == .endOfFile || (kind == .openQuote && quote.kind == .openQuote) {
      return fail { .unclosedInterpolation(at: $0.location(sequence)) }
    }
    return fail {
      .extraInInterpolation(
        at: $0.here, isColon: $0.kind == .colon, opened: $0.location(sequence))
    }
  }

  private mutating func closeSequence(_ sequence: OpenBracket, of draft: inout TemplateDraft) {
    draft.stripsNext = token.end - token.start == 2
    close(sequence)
  }

  /// Rule `directive`. A broken one breaks the template, as it cannot be matched with others.
  private mutating func parseDirective(into draft: inout TemplateDraft) throws(Abandoned) {
    draft.stripBefore(token)
    let sequence = open(newlinesMatter: false)
    let point = recoveryPoint
    do throws(Abandoned) {
      let keyword = token
      try parseDirectiveBody(from: sequence.token, into: &draft)
      if kind != .closeSequence {
        throw fail { .extraInDirective($0.text(keyword), at: $0.here) }
      }
    } catch {
      draft.isBroken = true
      skip(from: point) { $0 == .closeSequence }
      if kind != .closeSequence { throw error }
    }
    closeSequence(sequence, of: &draft)
  }

  /// Rules `ifDirective`, `elseDirective`, `endifDirective`, `forDirective`, `endforDirective`.
  private mutating func parseDirectiveBody(from start: Token, into draft: inout TemplateDraft)
    throws(Abandoned)
  {
    let span = start.span.union(token.span)
    if isKeyword("if") {
      advance()
      let condition = try parseExpression()
      draft.add(.openIf(condition, span), height: height(condition))
    } else if isKeyword("for") {
      let introduction = try parseForIntroduction(.directive)
      draft.add(.openFor(introduction, span), height: height(introduction.collection))
    } else {
      draft.add(.middle(try parseMark(), span), height: 0)
    }
  }

  @inline(never)
  private mutating func parseMark() throws(Abandoned) -> TemplateMark {
    guard kind == .identifier else { throw fail { .directiveRequired(at: $0.here) } }
    guard let mark = TemplateMark(rawValue: text(token)) else {
      throw fail { .unknownDirective($0.text($0.token), at: $0.here) }
    }
    advance()
    return mark
  }
}

extension TemplateDraft {
  var isLiteral: Bool {
    pieces.allSatisfy {
      if case .literal = $0 { true } else { false }
    }
  }

  mutating func add(_ piece: TemplatePiece, height: UInt16) {
    pieces.append(piece)
    self.height = max(self.height, height)
  }

  /// Applies the marker of `${~` or `%{~` to the literal before it.
  mutating func stripBefore(_ sequence: Token) {
    stripsNext = false
    guard sequence.end - sequence.start == 3, case .literal(let text)? = pieces.last else { return }
    let kept = text.unicodeScalars.reversed().drop(while: isSpace).reversed()
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: kept)
    pieces[pieces.count - 1] = .literal(String(scalars))
  }
}
