import Diagnostics

/// A directive whose end is still to come, and what it holds so far.
private struct OpenDirective {
  enum Kind {
    case conditional(ExpressionID)
    case loop(ForIntroduction)
  }

  let kind: Kind
  let span: SourceSpan
  var parts: [TemplatePart] = []
  /// What stood before `else`.
  var then: [TemplatePart]?

  var name: String {
    if case .loop = kind { "for" } else { "if" }
  }
}

extension Parser {
  /// Rules `directives`, `conditionalDirectives`, `loopDirectives`, `heredocDirectives`.
  ///
  /// Folds a row of pieces into parts: directives around what they hold, neighbouring literals
  /// into one. Nil where directives do not match, which is reported.
  @inline(never)
  mutating func fold(_ pieces: [TemplatePiece], end: Token) -> (
    parts: [TemplatePart], depth: Int
  )? {
    var open: [OpenDirective] = []
    var root: [TemplatePart] = []
    var depth = 0
    // Neighbouring literals are one.
    var literal = ""
    func append(_ part: TemplatePart?) {
      let added = [literal.isEmpty ? nil : .literal(literal), part].compactMap { $0 }
      literal = ""
      if open.isEmpty { root += added } else { open[open.count - 1].parts += added }
    }
    for piece in pieces {
      switch piece {
      case .literal(let text): literal += text
      case .interpolation(let inner): append(.interpolation(inner))
      case .openIf(let condition, let span):
        append(nil)
        open.append(OpenDirective(kind: .conditional(condition), span: span))
      case .openFor(let introduction, let span):
        append(nil)
        open.append(OpenDirective(kind: .loop(introduction), span: span))
      case .middle(let mark, let span):
        append(nil)
        guard let directive = open.last, directive.allows(mark) else {
          let around = open.last.map { ($0.name, location($0.span)) }
          report { .unexpectedDirective(mark, at: $0.location(span), inside: around) }
          return nil
        }
        if mark == .else {
          open[open.count - 1].then = directive.parts
          open[open.count - 1].parts = []
        } else {
          open.removeLast()
          append(directive.part)
        }
      }
      depth = max(depth, open.count)
      if open.count + nesting > Parser.maximumNesting {
        report { .nestingTooDeep(at: $0.location(end)) }
        return nil
      }
    }
    append(nil)
    if let directive = open.last {
      report {
        .directiveWithoutEnd(
          directive.name, at: $0.location(end), opened: $0.location(directive.span))
      }
      return nil
    }
    return (root, depth)
  }
}

extension OpenDirective {
  func allows(_ mark: TemplateMark) -> Bool {
    switch (kind, mark) {
    case (.conditional, .else): then == nil
    case (.conditional, .endif), (.loop, .endfor): true
    default: false
    }
  }

  var part: TemplatePart {
    switch kind {
    case .conditional(let condition):
      .conditional(
        condition: condition, then: then ?? parts, otherwise: then == nil ? [] : parts)
    case .loop(let introduction): .loop(introduction, body: parts)
    }
  }
}
