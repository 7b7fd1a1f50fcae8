import Diagnostics

// What happens after an error: it is told at most once, and parsing goes on at the next place
// where the source can be understood again.

/// The brackets around a place. Knowing how many of each kind are open makes it cheap to see that
/// a closing bracket closes nothing.
struct BracketStack {
  private var open: [TokenKind] = []
  private var counts = [Int](repeating: 0, count: Int(TokenKind.unknown.rawValue) + 1)

  var depth: Int { open.count }
  var innermost: TokenKind? { open.last }

  mutating func push(_ opener: TokenKind) {
    open.append(opener)
    counts[Int(opener.rawValue)] += 1
  }

  mutating func pop() {
    if let opener = open.popLast() { counts[Int(opener.rawValue)] -= 1 }
  }

  mutating func pop(toDepth depth: Int) {
    while open.count > depth { pop() }
  }

  /// Closes the innermost bracket that `closer` fits, with all inside of it, but none of the
  /// outermost `base`; false if it fits one of those.
  mutating func close(_ closer: TokenKind, above base: Int) -> Bool {
    let openers = closer.openers
    guard openers.contains(where: { counts[Int($0.rawValue)] > 0 }) else { return true }
    while open.count > base, let top = open.last {
      pop()
      if openers.contains(top) { return true }
    }
    return false
  }
}

extension TokenKind {
  var isOpener: Bool {
    switch self {
    case .openBrace, .openBracket, .openParenthesis, .openQuote, .openHeredoc, .openInterpolation,
      .openDirective:
      true
    default: false
    }
  }

  /// What a closing bracket may close; nothing for other tokens.
  var openers: [TokenKind] {
    switch self {
    case .closeBrace: [.openBrace]
    case .closeBracket: [.openBracket]
    case .closeParenthesis: [.openParenthesis]
    case .closeQuote, .brokenQuote: [.openQuote]
    case .closeHeredoc: [.openHeredoc]
    case .closeSequence: [.openInterpolation, .openDirective]
    default: []
    }
  }
}

/// The parser's surroundings at the start of something that can be skipped as a whole.
struct RecoveryPoint {
  let depth: Int
  let newlinesMatter: Bool
}

extension Parser {
  var recoveryPoint: RecoveryPoint {
    RecoveryPoint(depth: brackets.depth, newlinesMatter: newlinesMatter)
  }

  /// Skips to the first token at the recovery point's own level for which `isEnd` holds, or before
  /// a closing bracket of something around it, or to the end of the file.
  @inline(never)
  mutating func skip(from point: RecoveryPoint, to isEnd: (TokenKind) -> Bool) {
    newlinesMatter = true
    while kind != .endOfFile {
      if brackets.depth == point.depth {
        newlinesMatter = point.newlinesMatter
        passNewlines()
        if isEnd(kind) || kind == .endOfFile { break }
      }
      let skipped = kind
      if skipped.isOpener {
        brackets.push(skipped)
      } else if !skipped.openers.isEmpty, !brackets.close(skipped, above: point.depth) {
        break
      }
      newlinesMatter = true
      advance()
    }
    brackets.pop(toDepth: point.depth)
    newlinesMatter = point.newlinesMatter
    passNewlines()
  }

  /// Reports an error unless it only follows from another one, and returns what is to be thrown.
  ///
  /// The diagnostic is made in a closure to keep it out of the stack frames of the recursion.
  @inline(never)
  mutating func fail(_ diagnostic: (Parser) -> Diagnostic) -> Abandoned {
    if kind == .unknown || (kind == .endOfFile && endWasReported) {
      failures += 1
      return Abandoned()
    }
    if kind == .endOfFile { endWasReported = true }
    report(diagnostic)
    return Abandoned()
  }

  /// Reports an error after which parsing goes on where it is.
  @inline(never)
  mutating func report(_ diagnostic: (Parser) -> Diagnostic) {
    failures += 1
    if isDoubtful || diagnostics.count > Parser.maximumErrors { return }
    diagnostics.append(diagnostic(self))
    if diagnostics.count > Parser.maximumErrors {
      index = tokens.count - 1
      endWasReported = true
    }
  }
}
