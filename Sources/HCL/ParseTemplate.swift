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
    let isQuoted = quote.token.kind == .openQuote
    let closer: TokenKind = isQuoted ? .closeQuote : .closeHeredoc
    let isIndented = !isQuoted && bytes[Int(quote.token.start) + 2] == UInt8(ascii: "-")

    if kind == .text, tokens[index + 1].kind == closer, !isIndented {
      let literal = text(token)
      advance()
      return finish(quote, .string(literal))
    }
    var draft = TemplateDraft()
    while kind != closer {
      if kind == .brokenQuote {
        let span = SourceSpan(quote.token.start, token.start)
        passBrokenQuote(quote)
        return add(.invalid, span)
      }
      try parsePiece(into: &draft, of: quote.token)
    }
    if isIndented { removeIndentation(&draft.pieces) }
    let (template, height) = expression(of: draft)
    return finish(quote, template, height: height)
  }

  /// Rule `template`.
  mutating func parseWholeTemplate() -> ExpressionID {
    // Stands in for the quote or marker that opens the other forms.
    let start = Token(kind: .openHeredoc, start: 0, end: 0)
    var draft = TemplateDraft()
    do throws(Abandoned) {
      while kind != .endOfFile { try parsePiece(into: &draft, of: start) }
    } catch {
      draft.isBroken = true
    }
    let (template, height) = expression(of: draft)
    return add(template, SourceSpan(0, UInt32(bytes.count)), height: height)
  }

  /// What a template is whose last piece was read, and how high.
  private mutating func expression(of draft: TemplateDraft) -> (Expression, height: UInt16) {
    if draft.isBroken { return (.invalid, 1) }
    if draft.pieces.count == 1, case .interpolation(let inner) = draft.pieces[0] {
      return (.templateWrap(inner), height(inner) + 1)
    }
    guard let (parts, depth) = fold(draft.pieces, end: token) else { return (.invalid, 1) }
    if draft.isLiteral {
      if case .literal(let text)? = parts.first { return (.string(text), 1) }
      return (.string(""), 1)
    }
    return (.template(parts), draft.height + UInt16(depth) + 1)
  }

  /// Adds a template whose closing quote or marker is at hand.
  private mutating func finish(
    _ quote: OpenBracket, _ expression: Expression, height: UInt16 = 1
  ) -> ExpressionID {
    let span = quote.token.span.union(token.span)
    close(quote)
    return add(expression, span, height: height)
  }

  /// Ends a quoted template at the end of its line. Where that broke off several at once, the
  /// first says so.
  mutating func passBrokenQuote(_ quote: OpenBracket) {
    if token.end > token.start {
      report(.multiLineString(at: here, quote: tree.location(quote.token.span)))
    }
    isDoubtful = true
    close(quote)
  }

  private mutating func parsePiece(into draft: inout TemplateDraft, of quote: Token)
    throws(Abandoned)
  {
    switch kind {
    case .text, .escapedText:
      var literal = parseTemplateText()
      if draft.stripsNext { literal = String(literal.unicodeScalars.drop(while: isSpace)) }
      draft.stripsNext = false
      draft.pieces.append(.literal(literal))
    case .openInterpolation:
      draft.stripBefore(token)
      try parseInterpolation(into: &draft, of: quote)
    case .openDirective:
      draft.stripBefore(token)
      try parseDirective(into: &draft)
    default:
      throw fail(.unterminatedTemplate(at: here, quote: tree.location(quote.span)))
    }
  }

  /// Rule `interpolation`.
  private mutating func parseInterpolation(into draft: inout TemplateDraft, of quote: Token)
    throws(Abandoned)
  {
    let sequence = open(newlinesMatter: false)
    let point = recoveryPoint
    var inner: ExpressionID
    do throws(Abandoned) {
      inner = try parseExpression()
      if kind != .closeSequence { throw failInterpolation(sequence.token, of: quote) }
    } catch {
      skip(from: point) { $0 == .closeSequence }
      if kind != .closeSequence { throw error }
      inner = add(.invalid, sequence.token.span.union(token.span))
    }
    draft.add(.interpolation(inner), height: height(inner))
    closeSequence(sequence, of: &draft)
  }

  private mutating func failInterpolation(_ sequence: Token, of quote: Token) -> Abandoned {
    let opened = tree.location(sequence.span)
    switch kind {
    case .endOfFile: return fail(.unclosedInterpolation(at: opened))
    case .openQuote where quote.kind == .openQuote: return fail(.unclosedInterpolation(at: opened))
    default: return fail(.extraInInterpolation(at: here, isColon: kind == .colon, opened: opened))
    }
  }

  private mutating func closeSequence(_ sequence: OpenBracket, of draft: inout TemplateDraft) {
    draft.stripsNext = token.end - token.start == 2
    close(sequence)
  }

  /// Rule `directive`, which is one of
  /// rules `ifDirective`, `elseDirective`, `endifDirective`, `forDirective`, `endforDirective`.
  private mutating func parseDirective(into draft: inout TemplateDraft) throws(Abandoned) {
    let sequence = open(newlinesMatter: false)
    let point = recoveryPoint
    do throws(Abandoned) {
      guard kind == .identifier else { throw fail(.directiveRequired(at: here)) }
      let keyword = token
      let span = sequence.token.span.union(keyword.span)
      if isKeyword("if") {
        advance()
        let condition = try parseExpression()
        draft.add(.openIf(condition, span), height: height(condition))
      } else if isKeyword("for") {
        let introduction = try parseForIntroduction(.directive)
        draft.add(.openFor(introduction, span), height: height(introduction.collection))
      } else if let mark = TemplateMark(rawValue: text(keyword)) {
        advance()
        draft.add(.middle(mark, span), height: 0)
      } else {
        throw fail(.unknownDirective(text(keyword), at: here))
      }
      if kind != .closeSequence {
        throw fail(.extraInDirective(text(keyword), at: here))
      }
    } catch {
      draft.isBroken = true
      skip(from: point) { $0 == .closeSequence }
      if kind != .closeSequence { throw error }
    }
    closeSequence(sequence, of: &draft)
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
