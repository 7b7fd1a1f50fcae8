/// Whether the text is one token of the grammar's rule `identifier`.
package func isIdentifier(_ text: String) -> Bool {
  let tokens = Lexer.lex(Array(text.utf8)).tokens
  return tokens.count == 2 && tokens[0].kind == .identifier
}
