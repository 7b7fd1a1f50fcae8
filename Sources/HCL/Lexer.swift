import Diagnostics

/// Cuts a file into tokens without making a single string.
///
/// Templates nest in code and code in templates, so the lexer keeps a stack of modes. It accepts
/// any bytes: what means nothing becomes `.unknown`, and the reason is noted in `problems`.
package struct Lexer {
  /// Where the lexer is inside of, apart from the file itself.
  enum Mode {
    case quoted(start: Int)
    /// The bytes of the marker that ends the heredoc.
    case heredoc(marker: Range<Int>)
    /// A text that is a template from its first byte to its last.
    case wholeText
    /// `outerBraces` is the number of open braces around the template.
    case sequence(start: Int, outerBraces: Int)
  }

  let bytes: [UInt8]
  var position: Int
  package private(set) var tokens: [Token] = []
  package private(set) var problems: [LexicalProblem] = []
  var modes: [Mode] = []
  /// The braces open in the code at hand, back to the file or the nearest `${` or `%{`.
  var openBraces = 0
  /// What was noted on the line of the last problem, and where that stands.
  private var notedOnLine: [LexicalProblem.Kind] = []
  private var lastNote = 0
  private var isUTF8 = true

  /// All tokens of `bytes`, the last of which is `.endOfFile`; a byte order mark is passed over.
  ///
  /// - Parameter isTemplate: Whether the bytes are the text of a template, not code.
  package static func lex(
    _ bytes: [UInt8], isTemplate: Bool = false
  ) -> (tokens: [Token], problems: [LexicalProblem]) {
    var lexer = Lexer(bytes)
    if isTemplate { lexer.modes = [.wholeText] }
    lexer.run()
    return (lexer.tokens, lexer.problems)
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    // Code has a token every four bytes or so; memory that is not written to costs nothing.
    tokens.reserveCapacity(bytes.count / 3 + 16)
  }

  private mutating func run() {
    while position < bytes.count {
      switch modes.last {
      case nil, .sequence: lexCode()
      case .quoted(let start): lexQuotedTemplate(from: start)
      case .heredoc(let marker): lexHeredoc(marker: marker)
      case .wholeText: lexUnquotedLine()
      }
    }
    emit(.endOfFile, from: bytes.count)
  }

  /// The byte at an offset; zero past the end.
  @inline(__always) func byte(_ offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  @inline(__always) mutating func emit(_ kind: TokenKind, from start: Int) {
    tokens.append(Token(kind: kind, start: UInt32(start), end: UInt32(position)))
  }

  /// Notes a problem; the same problem is told once a line, and a wrong encoding once a file.
  mutating func note(_ kind: LexicalProblem.Kind, from start: Int) {
    if kind == .notUTF8 {
      if !isUTF8 { return }
      isUTF8 = false
    }
    if bytes[lastNote..<start].contains(0x0A) { notedOnLine = [] }
    lastNote = start
    if notedOnLine.contains(kind) { return }
    notedOnLine.append(kind)
    let span = SourceSpan(UInt32(start), UInt32(position))
    problems.append(LexicalProblem(kind: kind, span: span))
  }
}
