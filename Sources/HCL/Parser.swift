package import Diagnostics

/// A recursive-descent parser for the HCL native syntax; `grammars/hcl.ebnf` has its rules.
///
/// Each `parse…` method reads one rule and leaves the cursor behind it. A method that meets an
/// error reports it and throws `Abandoned`; the nearest list, template or body catches that, skips
/// to where it can go on, and leaves `.invalid` in the tree.
package struct Parser {
  /// How deep brackets, blocks, conditionals and template directives may nest: what the parser's
  /// own recursion can take on a thread with 512 KiB of stack, or 4 MiB in an unoptimised build.
  package static let maximumNesting = 200
  /// As many errors of a file are told: the rest of a file that is none need not be read.
  package static let maximumErrors = 1000
  /// How high a tree may grow, for instance by one operator after the other: what a reader of the
  /// tree may rely on for its own recursion.
  package static let maximumHeight = 1_000

  let bytes: [UInt8]
  let tokens: [Token]
  let lexicalProblems: [LexicalProblem]
  var tree: SyntaxTree

  var names = NameCache()
  /// The attributes of the bodies around the cursor, outermost first.
  var attributes: [Attribute] = []
  /// The token at hand; never one that the surroundings ignore.
  var index = 0
  /// False inside of parentheses, brackets and template sequences.
  var newlinesMatter: Bool
  /// The brackets and quotes around the cursor, for recovery.
  var brackets = BracketStack()
  /// The levels of recursion at hand.
  var nesting = 0
  var nestingWasReported = false
  /// For each expression of the tree how many nodes lie on the longest way down, itself included.
  var heights: [UInt16] = []

  var diagnostics: [Diagnostic] = []
  /// Counts errors, told or not.
  var failures = 0
  /// Set where a quoted string broke off: what follows may have been meant as text. Errors are not
  /// told until an item of a body parses.
  var isDoubtful = false
  /// The end of the file surprises everything that is open there; that is told once.
  var endWasReported = false

  /// Parses a whole file. Errors go to the sink in the order of the source; the tree holds
  /// what could be read.
  package static func parse(
    file: FileID, bytes: [UInt8], into sink: inout DiagnosticSink
  ) -> SyntaxTree {
    var parser = Parser(file: file, bytes: bytes, newlinesMatter: true, sink: &sink)
    let root = parser.parseFile()
    parser.finish(into: &sink)
    parser.tree.setRoot(root)
    return parser.tree
  }

  /// Parses a text that is one expression and nothing else; line breaks around and in it are
  /// allowed.
  package static func parseExpression(
    file: FileID, bytes: [UInt8], into sink: inout DiagnosticSink
  ) -> (SyntaxTree, ExpressionID) {
    var parser = Parser(file: file, bytes: bytes, newlinesMatter: false, sink: &sink)
    let expression = parser.parseWholeExpression()
    parser.finish(into: &sink)
    return (parser.tree, expression)
  }

  /// Parses a text that is one template and nothing else, as the file of `templatefile` is.
  package static func parseTemplate(
    file: FileID, bytes: [UInt8], into sink: inout DiagnosticSink
  ) -> (SyntaxTree, ExpressionID) {
    var parser = Parser(
      file: file, bytes: bytes, isTemplate: true, newlinesMatter: true, sink: &sink)
    let template = parser.parseWholeTemplate()
    parser.finish(into: &sink)
    return (parser.tree, template)
  }

  private init(
    file: FileID, bytes: [UInt8], isTemplate: Bool = false, newlinesMatter: Bool,
    sink: inout DiagnosticSink
  ) {
    var bytes = bytes
    if bytes.count >= Int(UInt32.max) {
      sink.report(.fileTooLarge(in: file))
      bytes = []
    }
    self.bytes = bytes
    (tokens, lexicalProblems) = Lexer.lex(bytes, isTemplate: isTemplate)
    tree = SyntaxTree(file: file)
    // About every third token is an expression of its own.
    tree.reserve(expressions: tokens.count / 3)
    heights.reserveCapacity(tokens.count / 3)
    self.newlinesMatter = newlinesMatter
    endWasReported = lexicalProblems.contains { $0.kind == .unclosedComment }
    passNewlines()
  }

  /// Rule `wholeExpression`.
  private mutating func parseWholeExpression() -> ExpressionID {
    do throws(Abandoned) {
      let expression = try parseExpression()
      if kind != .endOfFile { throw fail { .extraAfterExpression(at: $0.here) } }
      return expression
    } catch {
      return add(.invalid, token.span)
    }
  }

  private mutating func finish(into sink: inout DiagnosticSink) {
    let lexical = lexicalProblems.prefix(Parser.maximumErrors + 1)
    var ordered = DiagnosticSink()
    lexical.forEach { ordered.report(.lexical($0, in: tree.file)) }
    diagnostics.forEach { ordered.report($0) }
    let all = ordered.sorted
    all.prefix(Parser.maximumErrors).forEach { sink.report($0) }
    if all.count > Parser.maximumErrors, let next = all[Parser.maximumErrors].labels.first {
      sink.report(.tooManyErrors(at: next.location))
    }
  }
}

/// Thrown after an error was reported, to get back to where parsing can go on.
struct Abandoned: Error {}

// MARK: - The cursor

extension Parser {
  var token: Token { tokens[index] }
  var kind: TokenKind { tokens[index].kind }
  var here: SourceLocation { location(token) }

  func location(_ token: Token) -> SourceLocation { tree.location(token.span) }
  func location(_ span: SourceSpan) -> SourceLocation { tree.location(span) }
  func location(_ expression: ExpressionID) -> SourceLocation { tree.location(expression) }

  /// The token before the one at hand, ignored ones included.
  var previous: Token { tokens[max(index - 1, 0)] }

  /// Moves on by one token, and never past the end of the file.
  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
    passNewlines()
  }

  mutating func passNewlines() {
    if newlinesMatter { return }
    while tokens[index].kind == .newline { index += 1 }
  }

  func text(_ token: Token) -> String {
    String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }

  mutating func identifier(_ token: Token) -> Identifier {
    Identifier(names.text(token.span, of: bytes), token.span)
  }

  func isKeyword(_ keyword: StaticString) -> Bool {
    let token = token
    guard token.kind == .identifier, Int(token.end - token.start) == keyword.utf8CodeUnitCount
    else { return false }
    return keyword.withUTF8Buffer { $0.elementsEqual(bytes[Int(token.start)..<Int(token.end)]) }
  }

  /// Passes an opening bracket; until the matching `close` line breaks matter or not as told.
  mutating func open(newlinesMatter matter: Bool) -> OpenBracket {
    let bracket = OpenBracket(token: token, outerNewlinesMatter: newlinesMatter)
    brackets.push(kind)
    newlinesMatter = matter
    advance()
    return bracket
  }

  /// Passes the closing bracket at hand.
  mutating func close(_ bracket: OpenBracket) {
    brackets.pop()
    newlinesMatter = bracket.outerNewlinesMatter
    advance()
  }

  mutating func add(_ expression: Expression, _ span: SourceSpan, height: UInt16 = 1)
    -> ExpressionID
  {
    heights.append(height)
    return tree.add(expression, span)
  }

  func height(_ expression: ExpressionID) -> UInt16 { heights[Int(expression.index)] }

  /// Adds a node above others, the highest of which is told, unless the tree grows too high.
  mutating func add(
    _ expression: Expression, _ span: SourceSpan, aboveHeight height: UInt16
  ) throws(Abandoned) -> ExpressionID {
    if height >= Parser.maximumHeight { throw fail { .chainTooLong(at: $0.location(span)) } }
    return add(expression, span, height: height + 1)
  }
}

struct OpenBracket {
  let token: Token
  let outerNewlinesMatter: Bool
}
