import Diagnostics
import HCL
import Testing

/// Tokens as `kind` or `kind(text)`, separated by blanks.
private func lex(_ text: String) -> String {
  let bytes = Array(text.utf8)
  return Lexer.lex(bytes).tokens.map { token in
    let text = String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
    switch token.kind {
    case .identifier, .number, .text, .escapedText, .unknown: return "\(token.kind)(\(text))"
    default: return "\(token.kind)"
    }
  }.joined(separator: " ")
}

@Suite("Lexer") struct LexerTests {
  @Test(arguments: [
    ("a-b _c é", "identifier(a-b) identifier(_c) identifier(é) endOfFile"),
    ("1 1.5e-3 1.", "number(1) number(1.5e-3) number(1) dot endOfFile"),
    // As in HCL one number swallows all dots; the parser refuses it.
    ("1.2.3 1...", "number(1.2.3) number(1) ellipsis endOfFile"),
    ("1e 2e+", "number(1) identifier(e) number(2) identifier(e) plus endOfFile"),
    ("= == => != <= >=", "assign equal arrow notEqual lessOrEqual greaterOrEqual endOfFile"),
    (
      "&& || ! < > ? : :: ...",
      "and or not less greater question colon doubleColon ellipsis endOfFile"
    ),
    (
      "a # b\nc // d\r\ne /* f\n */ g",
      "identifier(a) newline identifier(c) newline identifier(e) identifier(g) endOfFile"
    ),
    ("\u{FEFF}a", "identifier(a) endOfFile"),
    ("a \u{0}", "identifier(a) unknown(\u{0}) endOfFile"),
    ("", "endOfFile"),
  ])
  func code(text: String, tokens: String) {
    #expect(lex(text) == tokens)
  }

  @Test(arguments: [
    (#""a""#, "openQuote text(a) closeQuote endOfFile"),
    (#""""#, "openQuote closeQuote endOfFile"),
    (#""a\"b$${c}""#, #"openQuote escapedText(a\"b$${c}) closeQuote endOfFile"#),
    (#""$a%b$""#, #"openQuote text($a%b$) closeQuote endOfFile"#),
    (
      #""${a}%{~ b ~}""#,
      "openQuote openInterpolation identifier(a) closeSequence openDirective identifier(b) closeSequence closeQuote endOfFile"
    ),
    (
      #""${{a={}}}""#,
      "openQuote openInterpolation openBrace identifier(a) assign openBrace closeBrace closeBrace closeSequence closeQuote endOfFile"
    ),
    (
      #""${"${"a"}"}""#,
      "openQuote openInterpolation openQuote openInterpolation openQuote text(a) closeQuote closeSequence closeQuote closeSequence closeQuote endOfFile"
    ),
  ])
  func quotedTemplates(text: String, tokens: String) {
    #expect(lex(text) == tokens)
  }

  @Test(arguments: [
    (
      "<<A\nx\n y\n  A\nb",
      "openHeredoc text(x\n) text( y\n) closeHeredoc newline identifier(b) endOfFile"
    ),
    ("<<-A\r\nx\r\nA\r\n", "openHeredoc text(x\r\n) closeHeredoc newline endOfFile"),
    // The marker counts only where it begins its line and ends with it.
    (
      "<<A\n${b} A\nA c\nA\n",
      "openHeredoc openInterpolation identifier(b) closeSequence text( A\n) text(A c\n) closeHeredoc newline endOfFile"
    ),
    ("<<A\nx\nA", "openHeredoc text(x\n) text(A) endOfFile"),
    ("<<A \n", "less less identifier(A) newline endOfFile"),
    ("<<-1\n", "less less minus number(1) newline endOfFile"),
  ])
  func heredocs(text: String, tokens: String) {
    #expect(lex(text) == tokens)
  }

  @Test("A string that breaks off takes what began on its line with it")
  func brokenQuotes() {
    #expect(
      lex("\"a${b(\"c\nd")
        == "openQuote text(a) openInterpolation identifier(b) openParenthesis openQuote text(c) "
        + "brokenQuote closeSequence brokenQuote newline identifier(d) endOfFile")
    #expect(
      lex("\"${\n\"a\nb}\"")
        == "openQuote openInterpolation newline openQuote text(a) brokenQuote newline identifier(b) "
        + "closeSequence closeQuote endOfFile")
  }

  @Test("A wrong encoding is noted once, any other problem once a line")
  func problems() {
    func problems(_ bytes: [UInt8]) -> [LexicalProblem.Kind] {
      Lexer.lex(bytes).problems.map(\.kind)
    }
    #expect(
      problems(Array("a = 'b'\nc = 'd' & e; f;".utf8)) == [
        .apostrophe, .apostrophe, .bitwiseAnd, .semicolon,
      ])
    #expect(problems([0xFF, 0x0A, 0xFE]) == [.notUTF8])
    #expect(problems([0x22, 0xC3, 0x28, 0x22]) == [.notUTF8])
    // As in Terraform nobody looks into comments.
    #expect(problems([0x23, 0xFF, 0x0A]) == [])
  }
}
