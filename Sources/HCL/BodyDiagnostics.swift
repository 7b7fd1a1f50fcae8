import Diagnostics

// Summaries are Terraform's.

/// What is no body, block or argument.
extension Diagnostic {
  static func itemRequired(at location: SourceLocation, isNamed: Bool) -> Diagnostic {
    Diagnostic(
      "hcl/item-required", summary: "Argument or block definition required",
      detail: isNamed
        ? "A name is followed by = and a value, or by labels and {."
        : "Here an argument (name = value) or a block (type \"label\" { … }) is expected.",
      at: location)
  }

  static func quotedArgumentName(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/quoted-argument-name", summary: "Invalid argument name",
      detail: "The names of arguments and blocks are written without quotes.", at: location)
  }

  static func attributeRedefined(
    _ name: String, at location: SourceLocation, first: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/attribute-redefined", summary: "Attribute redefined",
      detail: "The argument \"\(name)\" has a value already. Remove one of the two.",
      at: location, label: "set again"
    ).also(at: first, "first set here")
  }

  static func newlineMissingAfterArgument(at location: SourceLocation, isComma: Bool) -> Diagnostic
  {
    Diagnostic(
      "hcl/newline-missing",
      summary: isComma ? "Unexpected comma after argument" : "Missing newline after argument",
      detail: isComma
        ? "The arguments of a block are separated by line breaks, not by commas."
        : "The value of the argument is complete here; what follows must begin on a new line.",
      at: location)
  }

  static func newlineMissingAfterBlock(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/newline-missing", summary: "Missing newline after block definition",
      detail: "After the closing brace of a block the next item begins on a new line.", at: location
    )
  }

  static func unclosedBlock(at brace: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/unclosed-block", summary: "Unclosed configuration block",
      detail: "The file ends before this brace is closed. A closing brace may be missing here, or "
        + "in a block inside of this one.",
      at: brace, label: "never closed")
  }

  static func invalidBlockDefinition(
    at location: SourceLocation, found: TokenKind, header: SourceLocation
  ) -> Diagnostic {
    let detail =
      switch found {
      case .assign: "A block has no = before its brace; only the value of an argument has."
      case .newline: "The opening brace of a block stands on the line of its type and labels."
      default: "The type of a block is followed by labels, names or quoted strings, and then by {."
      }
    return Diagnostic(
      "hcl/invalid-block", summary: "Invalid block definition", detail: detail, at: location
    ).also(at: header, "the block")
  }

  static func templateInLabel(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-label", summary: "Invalid string literal",
      detail: "The label of a block is fixed text, in which nothing can be computed. Write $${ or "
        + "%%{ for the characters themselves.", at: location)
  }

  static func unterminatedLabel(at location: SourceLocation, quote: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/unterminated-string", summary: "Unterminated string literal",
      detail: "The file ends before the label's closing quote.", at: location
    ).also(at: quote, "begins here")
  }

  static func blockInOneLineBlock(_ name: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/one-line-block", summary: "Argument definition required",
      detail: "A block on one line holds one argument at most. Give \"\(name)\" lines of its own "
        + "if it is a block, or = and a value if it is an argument.", at: location)
  }

  static func oneLineBlock(at location: SourceLocation, found: TokenKind) -> Diagnostic {
    let detail =
      found == .newline
      ? "A block that has an argument on the line of its opening brace is closed on that line. "
        + "Close it here, or begin a new line after the opening brace."
      : "A block on one line holds one argument and is then closed. To set several arguments, give "
        + "each a line of its own."
    return Diagnostic(
      "hcl/one-line-block", summary: "Invalid single-argument block definition", detail: detail,
      at: location)
  }
}
