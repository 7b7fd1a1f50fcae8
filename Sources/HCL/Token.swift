package import Diagnostics

/// What a token is. A token's text is the source under its span.
package enum TokenKind: UInt8, Sendable {
  case identifier, number, newline, endOfFile

  case openBrace, closeBrace, openBracket, closeBracket, openParenthesis, closeParenthesis

  /// `"` at either end of a quoted template.
  case openQuote, closeQuote
  /// The end of a line inside a quoted template, which ends the template where it stands.
  case brokenQuote
  /// `<<EOT` or `<<-EOT` with its line ending, and the line that holds the marker alone.
  case openHeredoc, closeHeredoc
  /// Literal text of a template; a heredoc has one such token a line.
  case text
  /// Literal text with an escape in it.
  case escapedText
  /// `${` and `%{`; with the strip marker the token is three bytes long.
  case openInterpolation, openDirective
  /// `}` or `~}` at the end of an interpolation or a directive.
  case closeSequence

  case dot, comma, colon, doubleColon, question, assign, arrow, ellipsis
  case plus, minus, star, slash, percent, not
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, and, or

  /// Bytes that mean nothing in the language; the lexer has noted why.
  case unknown
}

/// Twelve bytes, so that a whole file's tokens stand in one array.
package struct Token: Sendable {
  package var kind: TokenKind
  package var start: UInt32
  package var end: UInt32

  package var span: SourceSpan { SourceSpan(start, end) }
}

/// What the lexer found wrong. The parser reports it in the order of the source.
package struct LexicalProblem: Sendable {
  package enum Kind: Sendable, Equatable {
    case notUTF8, unusedCharacter, unclosedComment
    case curlyQuote, apostrophe, backtick, semicolon
    case bitwiseAnd, bitwiseOr, bitwiseXor, bitwiseNot
  }

  package var kind: Kind
  package var span: SourceSpan
}
