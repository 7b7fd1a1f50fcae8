import Diagnostics

// Files, bodies, attributes and blocks.

extension Parser {
  /// Rule `file`.
  mutating func parseFile() -> BodyID {
    var draft = BodyDraft()
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
  private mutating func parseItemName() throws(Abandoned) -> Token {
    let name = token
    guard name.kind == .identifier else {
      throw fail(
        kind == .openQuote ? .quotedArgumentName(at: here) : .itemRequired(at: here, isNamed: false)
      )
    }
    advance()
    switch kind {
    case .assign, .identifier, .openQuote, .openBrace: return name
    default: throw fail(.itemRequired(at: tree.location(name.span), isNamed: true))
    }
  }

  private mutating func parseItemEnd(afterBlock: Bool) throws(Abandoned) {
    if kind == .newline {
      advance()
    } else if kind != .endOfFile {
      throw fail(
        afterBlock
          ? .newlineMissingAfterBlock(at: here)
          : .newlineMissingAfterArgument(at: here, isComma: kind == .comma))
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
      add(name, value: add(.invalid, SourceSpan(start, max(start, previous.end))), to: &draft)
      throw error
    }
  }

  private mutating func add(_ name: Token, value: ExpressionID, to draft: inout BodyDraft) {
    if let first = draft.names.insert(name.span, of: bytes) {
      let location = tree.location(name.span)
      report(.attributeRedefined(text(name), at: location, first: tree.location(first)))
      return
    }
    let span = SourceSpan(name.start, tree.span(value).end)
    draft.attributes.append(Attribute(name: identifier(name), value: value, span: span))
  }

  /// Rule `block`.
  private mutating func parseBlock(_ type: Token, into draft: inout BodyDraft) throws(Abandoned) {
    var labels: [Identifier] = []
    while kind != .openBrace { labels.append(try parseLabel(after: type)) }
    let header = SourceSpan(type.start, previous.end)

    try nest()
    defer { nesting -= 1 }
    let brace = open(newlinesMatter: true)
    var body = BodyDraft()
    switch kind {
    case .newline, .closeBrace, .endOfFile: break
    default: parseOneLineBody(into: &body)
    }
    parseBody(into: &body, until: .closeBrace)

    let end = token.end
    if kind == .closeBrace {
      close(brace)
    } else {
      _ = fail(.unclosedBlock(at: tree.location(brace.token.span)))
      brackets.pop()
    }
    draft.blocks.append(
      Block(
        type: identifier(type), labels: labels, body: add(body, SourceSpan(brace.token.start, end)),
        header: header, span: SourceSpan(type.start, end)))
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
      throw fail(.invalidBlockDefinition(at: here, found: kind, header: tree.location(type.span)))
    }
  }

  /// Rule `quotedLabel`: a quoted string in which nothing is interpolated.
  private mutating func parseQuotedLabel() throws(Abandoned) -> Identifier {
    let quote = open(newlinesMatter: true)
    let point = recoveryPoint
    var label = ""
    while kind == .text || kind == .escapedText {
      label += parseTemplateText()
    }
    switch kind {
    case .closeQuote: break
    case .openInterpolation, .openDirective:
      report(.templateInLabel(at: here))
      skip(from: point) { $0 == .closeQuote }
      if kind != .closeQuote { throw Abandoned() }
    case .brokenQuote:
      passBrokenQuote(quote)
      throw Abandoned()
    default:
      throw fail(.unterminatedLabel(at: here, quote: tree.location(quote.token.span)))
    }
    let end = token.end
    close(quote)
    return Identifier(label, SourceSpan(quote.token.start, end))
  }

  /// Rule `oneLineBody`: one attribute on the line of the block's braces. Where the line goes on
  /// otherwise, that is told, and the rest is read as an ordinary body.
  private mutating func parseOneLineBody(into draft: inout BodyDraft) {
    let point = recoveryPoint
    do throws(Abandoned) {
      let name = try parseItemName()
      if kind != .assign {
        let span = name.span.union(token.span)
        throw fail(.blockInOneLineBlock(text(name), at: tree.location(span)))
      }
      try parseAttribute(name, into: &draft)
      if kind == .newline {
        report(.oneLineBlock(at: here, found: kind))
      } else if kind != .closeBrace, kind != .endOfFile {
        throw fail(.oneLineBlock(at: here, found: kind))
      }
    } catch {
      skip(from: point) { $0 == .closeBrace || $0 == .newline }
    }
  }

  private mutating func add(_ draft: BodyDraft, _ span: SourceSpan) -> BodyID {
    tree.add(Body(attributes: draft.attributes, blocks: draft.blocks, span: span))
  }
}

/// A body that is being read.
struct BodyDraft {
  var attributes: [Attribute] = []
  var blocks: [Block] = []
  var names = AttributeNames()
}

/// The names set in one body: a short list at first, a table when it grows.
struct AttributeNames {
  private static let longestList = 16
  private var list: [SourceSpan] = []
  private var table: [ArraySlice<UInt8>: SourceSpan] = [:]

  /// Where the same name was set before, or nil if it is new.
  mutating func insert(_ span: SourceSpan, of bytes: [UInt8]) -> SourceSpan? {
    func name(_ span: SourceSpan) -> ArraySlice<UInt8> { bytes[Int(span.start)..<Int(span.end)] }
    if list.count < AttributeNames.longestList {
      if let first = list.first(where: { name($0).elementsEqual(name(span)) }) { return first }
      list.append(span)
      return nil
    }
    if table.isEmpty {
      for span in list { table[name(span)] = span }
    }
    if let first = table[name(span)] { return first }
    table[name(span)] = span
    return nil
  }
}
