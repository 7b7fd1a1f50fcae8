import Diagnostics

// Files, bodies, attributes and blocks.

extension Parser {
  /// Rule `file`.
  mutating func parseFile() -> BodyID {
    var draft = BodyDraft(firstAttribute: 0)
    parseBody(into: &draft, until: .endOfFile)
    return add(draft, SourceSpan(0, token.end))
  }

  /// Rules `body` and `newline`. Leaves the cursor at `closer`, or at the end of the file.
  private mutating func parseBody(into draft: inout BodyDraft, until closer: TokenKind) {
    while kind != closer, kind != .endOfFile {
      if kind == .newline {
        advance()
      } else {
        parseBodyItem(into: &draft)
      }
    }
  }

  /// Rule `bodyItem`. A broken item ends with its line.
  private mutating func parseBodyItem(into draft: inout BodyDraft) {
    let point = recoveryPoint
    let failuresBefore = failures
    do throws(Abandoned) {
      let name = try parseItemName()
      let isBlock = kind != .assign
      if isBlock {
        try parseBlock(name, into: &draft)
      } else {
        try parseAttribute(name, into: &draft)
      }
      try parseItemEnd(afterBlock: isBlock)
    } catch {
      skip(from: point) { $0 == .newline }
    }
    if failures == failuresBefore { isDoubtful = false }
  }

  /// The name of an attribute or block, which is known by what follows it.
  @inline(never)
  private mutating func parseItemName() throws(Abandoned) -> Token {
    let name = token
    if name.kind == .openQuote { throw fail { .quotedArgumentName(at: $0.here) } }
    guard name.kind == .identifier else {
      throw fail { .itemRequired(at: $0.here, isNamed: false) }
    }
    advance()
    switch kind {
    case .assign, .identifier, .openQuote, .openBrace: return name
    default: throw fail { .itemRequired(at: $0.location(name), isNamed: true) }
    }
  }

  @inline(never)
  private mutating func parseItemEnd(afterBlock: Bool) throws(Abandoned) {
    if kind == .newline {
      advance()
    } else if kind != .endOfFile {
      if afterBlock { throw fail { .newlineMissingAfterBlock(at: $0.here) } }
      throw fail { .newlineMissingAfterArgument(at: $0.here, isComma: $0.kind == .comma) }
    }
  }

  /// Rule `attribute`. A broken value is `.invalid`, and the error goes on to the item.
  private mutating func parseAttribute(_ name: Token, into draft: inout BodyDraft)
    throws(Abandoned)
  {
    advance()
    let start = token.start
    do throws(Abandoned) {
      add(name, value: try parseExpression(), to: &draft)
    } catch {
      add(name, value: addInvalid(from: start), to: &draft)
      throw error
    }
  }

  @inline(never)
  private mutating func add(_ name: Token, value: ExpressionID, to draft: inout BodyDraft) {
    if let first = place(of: name.span, in: &draft) {
      report {
        .attributeRedefined($0.text(name), at: $0.location(name), first: $0.location(first))
      }
      return
    }
    let span = SourceSpan(name.start, tree.span(value).end)
    attributes.append(Attribute(name: identifier(name), value: value, span: span))
  }

  /// Where the same name was set before in the body, or nil if it is new, and is added now.
  private func place(of name: SourceSpan, in draft: inout BodyDraft) -> SourceSpan? {
    if attributes.count - draft.firstAttribute < BodyDraft.longestList {
      for index in draft.firstAttribute..<attributes.count {
        let other = attributes[index].name.span
        if NameCache.isSame(other, name, in: bytes) { return other }
      }
      return nil
    }
    func text(_ span: SourceSpan) -> ArraySlice<UInt8> { bytes[Int(span.start)..<Int(span.end)] }
    if draft.table.isEmpty {
      for attribute in attributes[draft.firstAttribute...] {
        draft.table[text(attribute.name.span)] = attribute.name.span
      }
    }
    if let first = draft.table[text(name)] { return first }
    draft.table[text(name)] = name
    return nil
  }

  /// Rule `block`.
  private mutating func parseBlock(_ type: Token, into draft: inout BodyDraft) throws(Abandoned) {
    let labels = try parseLabels(after: type)
    let header = SourceSpan(type.start, previous.end)
    try nest()
    defer { nesting -= 1 }
    let brace = open(newlinesMatter: true)
    var body = BodyDraft(firstAttribute: attributes.count)
    switch kind {
    case .newline, .closeBrace, .endOfFile: break
    default: parseOneLineBody(into: &body)
    }
    parseBody(into: &body, until: .closeBrace)
    let block = finish(body, of: type, labels, header, brace)
    draft.blocks.append(block)
  }

  /// Passes the block's closing brace, or reports that there is none.
  @inline(never)
  private mutating func finish(
    _ body: BodyDraft, of type: Token, _ labels: [Identifier], _ header: SourceSpan,
    _ brace: OpenBracket
  ) -> Block {
    let end = token.end
    if kind == .closeBrace {
      close(brace)
    } else {
      _ = fail { .unclosedBlock(at: $0.location(brace.token)) }
      brackets.pop()
    }
    let body = add(body, SourceSpan(brace.token.start, end))
    let span = SourceSpan(type.start, end)
    return Block(type: identifier(type), labels: labels, body: body, header: header, span: span)
  }

  private mutating func parseLabels(after type: Token) throws(Abandoned) -> [Identifier] {
    var labels: [Identifier] = []
    while kind != .openBrace { labels.append(try parseLabel(after: type)) }
    return labels
  }

  /// Rule `label`.
  private mutating func parseLabel(after type: Token) throws(Abandoned) -> Identifier {
    switch kind {
    case .identifier:
      let label = token
      advance()
      return identifier(label)
    case .openQuote: return try parseQuotedLabel()
    default:
      throw fail {
        .invalidBlockDefinition(at: $0.here, found: $0.kind, header: $0.location(type))
      }
    }
  }

  /// Rule `quotedLabel`: a quoted string in which nothing is interpolated.
  private mutating func parseQuotedLabel() throws(Abandoned) -> Identifier {
    let quote = open(newlinesMatter: true)
    let point = recoveryPoint
    var label = ""
    while kind == .text || kind == .escapedText {
      label = label.isEmpty ? parseLabelText() : label + parseTemplateText()
    }
    switch kind {
    case .closeQuote: break
    case .openInterpolation, .openDirective:
      report { .templateInLabel(at: $0.here) }
      skip(from: point) { $0 == .closeQuote }
      if kind != .closeQuote { throw Abandoned() }
    case .brokenQuote:
      passBrokenQuote(quote)
      throw Abandoned()
    default:
      throw fail { .unterminatedLabel(at: $0.here, quote: $0.location(quote.token)) }
    }
    let end = token.end
    close(quote)
    return Identifier(label, SourceSpan(quote.token.start, end))
  }

  /// Most labels are one piece of text, and many are alike.
  private mutating func parseLabelText() -> String {
    guard kind == .text else { return parseTemplateText() }
    let text = names.text(token.span, of: bytes)
    advance()
    return text
  }

  /// Rule `oneLineBody`: one attribute on the line of the block's braces. Where the line goes on
  /// otherwise, that is told, and the rest is read as an ordinary body.
  @inline(never)
  private mutating func parseOneLineBody(into draft: inout BodyDraft) {
    let point = recoveryPoint
    do throws(Abandoned) {
      let name = try parseItemName()
      if kind != .assign {
        let span = name.span.union(token.span)
        throw fail { .blockInOneLineBlock($0.text(name), at: $0.location(span)) }
      }
      try parseAttribute(name, into: &draft)
      if kind == .newline {
        report { .oneLineBlock(at: $0.here, found: $0.kind) }
      } else if kind != .closeBrace, kind != .endOfFile {
        throw fail { .oneLineBlock(at: $0.here, found: $0.kind) }
      }
    } catch {
      skip(from: point) { $0 == .closeBrace || $0 == .newline }
    }
  }

  private mutating func add(_ draft: BodyDraft, _ span: SourceSpan) -> BodyID {
    let own = Array(attributes[draft.firstAttribute...])
    attributes.removeSubrange(draft.firstAttribute...)
    return tree.add(Body(attributes: own, blocks: draft.blocks, span: span))
  }
}

/// A body that is being read. Its attributes are the last ones of the parser's stack, so that each
/// body gets an array of its size in the end.
struct BodyDraft {
  /// So many names are compared one by one; more are looked up in the table.
  static let longestList = 16

  let firstAttribute: Int
  var blocks: [Block] = []
  var table: [ArraySlice<UInt8>: SourceSpan] = [:]
}
