import Diagnostics

// Summaries are Terraform's.

/// What is no quoted text or template.
extension Diagnostic {
  static func multiLineString(at location: SourceLocation, quote: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/multi-line-string", summary: "Invalid multi-line string",
      detail: "A quoted string ends on the line on which it begins. Write \\n for a line break in "
        + "it, or use a heredoc (<<EOT) for several lines.",
      at: location, label: "the line ends here"
    ).also(at: quote, "the string begins here")
  }

  static func unterminatedTemplate(at location: SourceLocation, quote: SourceLocation)
    -> Diagnostic
  {
    Diagnostic(
      "hcl/unterminated-string", summary: "Unterminated template string",
      detail: "The end of this string is missing: a closing quote, or for a heredoc a line "
        + "that holds its marker alone and has a line break behind it.", at: location
    ).also(at: quote, "begins here")
  }

  static func unclosedInterpolation(at sequence: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/unclosed-interpolation", summary: "Unclosed template interpolation sequence",
      detail: "The string ends before the expression that begins here is closed with }. To write "
        + "the characters ${ themselves, double the first: $${.",
      at: sequence, label: "never closed")
  }

  static func extraInInterpolation(
    at location: SourceLocation, isColon: Bool, opened: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/extra-in-template", summary: "Extra characters after interpolation expression",
      detail: isColon
        ? "An interpolation holds one expression and no colon. If it is meant for another "
          + "language, such as a shell, write $${ instead of ${."
        : "An interpolation holds one expression, which is complete before this, so } should "
          + "follow. If it is meant for another language, such as a shell, write $${ instead of ${.",
      at: location, label: "expected }"
    ).also(at: opened, "opened here")
  }

  static func directiveRequired(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-directive", summary: "Invalid template directive",
      detail: "After %{ comes if, else, endif, for or endfor. To write the characters themselves, "
        + "double the first: %%{.", at: location)
  }

  static func unknownDirective(_ keyword: String, at location: SourceLocation) -> Diagnostic {
    let keywords = ["if", "else", "endif", "for", "endfor"]
    let guess = nearestName(to: keyword, among: keywords).map { " Did you mean \($0)?" } ?? ""
    return Diagnostic(
      "hcl/invalid-directive", summary: "Invalid template control keyword",
      detail: "\"\(keyword)\" is no directive; there are if, else, endif, for and endfor.\(guess)",
      at: location)
  }

  static func extraInDirective(_ keyword: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/extra-in-template", summary: "Extra characters in \(keyword) marker",
      detail: "The directive is complete before this, so } should follow.", at: location,
      label: "expected }")
  }

  static func directiveWithoutEnd(
    _ name: String, at location: SourceLocation, opened: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/unbalanced-directive", summary: "Unexpected end of template",
      detail: "The template ends before %{ \(name) } is closed with %{ end\(name) }.",
      at: location, label: "the template ends here"
    ).also(at: opened, "opened here")
  }

  static func unexpectedDirective(
    _ mark: TemplateMark, at location: SourceLocation,
    inside: (name: String, location: SourceLocation)?
  ) -> Diagnostic {
    let summary = "Unexpected \(mark.rawValue) directive"
    guard let inside else {
      return Diagnostic(
        "hcl/unbalanced-directive", summary: summary,
        detail: "No directive is open here that it could belong to.", at: location)
    }
    let detail =
      mark == .else && inside.name == "if"
      ? "There was an else before, and an if has only one." : "First %{ end\(inside.name) } is due."
    return Diagnostic(
      "hcl/unbalanced-directive", summary: summary, detail: detail, at: location
    ).also(at: inside.location, "open since here")
  }

  static func invalidEscape(_ problem: EscapeProblem, at location: SourceLocation) -> Diagnostic {
    let detail =
      switch problem {
      case .loneBackslash:
        "A backslash begins an escape: \\n, \\r, \\t, \\\", \\\\, \\uXXXX or \\UXXXXXXXX."
      case .unknownSelector(let symbol):
        "There is no escape \\\(symbol); there are \\n, \\r, \\t, \\\", \\\\, \\uXXXX and "
          + "\\UXXXXXXXX. Write \\\\ for a backslash itself."
      case .tooFewDigits(4): "After \\u come four hexadecimal digits."
      case .tooFewDigits: "After \\U come eight hexadecimal digits."
      case .notAScalar: "There is no character of this number."
      }
    return Diagnostic(
      "hcl/invalid-escape", summary: "Invalid escape sequence", detail: detail, at: location)
  }
}
