package import Diagnostics

// Summaries are Terraform's.

/// What the lexer refuses.
extension Diagnostic {
  static func fileTooLarge(in file: FileID) -> Diagnostic {
    Diagnostic(
      "hcl/file-too-large", summary: "File too large",
      detail: "A configuration file may have at most 4 GiB.",
      at: SourceLocation(file, SourceSpan(0, 0)))
  }

  static func tooManyErrors(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/too-many-errors", summary: "Too many errors",
      detail:
        "This file has more than \(Parser.maximumErrors) errors of syntax. Errors from here on "
        + "are not told. Mend the first ones: others may follow from them.", at: location)
  }

  package static func lexical(_ problem: LexicalProblem, in file: FileID) -> Diagnostic {
    let location = SourceLocation(file, problem.span)
    switch problem.kind {
    case .notUTF8:
      return Diagnostic(
        "hcl/not-utf8", summary: "Invalid character encoding",
        detail: "Configuration files are UTF-8, and from this byte on the file is something else. "
          + "Save it with the encoding UTF-8.",
        at: location, label: "not UTF-8")
    case .unclosedComment:
      return Diagnostic(
        "hcl/unclosed-comment", summary: "Unclosed comment",
        detail: "A comment that begins with /* goes on to */, which never comes.",
        at: location, label: "begins here")
    case .bitwiseAnd: return unsupportedOperator("&&", meaning: "and", at: location)
    case .bitwiseOr: return unsupportedOperator("||", meaning: "or", at: location)
    case .bitwiseNot: return unsupportedOperator("!", meaning: "not", at: location)
    case .bitwiseXor: return unsupportedOperator("!=", meaning: "either, not both,", at: location)
    case .curlyQuote:
      return invalidCharacter(
        "Strings are written between straight quotes (\"). Curly quotes come in when text is copied "
          + "from documents.", at: location)
    case .apostrophe:
      return invalidCharacter("Strings are written between double quotes (\").", at: location)
    case .backtick:
      return invalidCharacter(
        "Strings are written between double quotes (\"), text of several lines as a heredoc "
          + "(<<EOT).", at: location)
    case .semicolon:
      return invalidCharacter(
        "Arguments and blocks end with their line, and the items of a list are separated by "
          + "commas; there are no semicolons.", at: location)
    case .unusedCharacter:
      return invalidCharacter("This character has no meaning outside of strings.", at: location)
    }
  }

  private static func unsupportedOperator(
    _ meant: String, meaning: String, at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/unsupported-operator", summary: "Unsupported operator",
      detail: "There are no operators on bits. The logical \(meaning) is written \(meant).",
      at: location)
  }

  private static func invalidCharacter(_ detail: String, at location: SourceLocation) -> Diagnostic
  {
    Diagnostic(
      "hcl/invalid-character", summary: "Invalid character", detail: detail, at: location)
  }
}
