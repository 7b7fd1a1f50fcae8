package import Diagnostics

// Summaries are Terraform's.

/// What is no expression.
extension Diagnostic {
  static func extraAfterExpression(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/extra-characters", summary: "Extra characters after expression",
      detail: "The expression is complete before this.", at: location)
  }

  static func missingExpression(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/missing-expression", summary: "Missing expression",
      detail: "An expression should begin here, but the text ends.", at: location)
  }

  static func invalidExpression(at location: SourceLocation, isHeredoc: Bool) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-expression", summary: "Invalid expression",
      detail: isHeredoc
        ? "A heredoc begins with << and a marker, with nothing behind the marker on its line, "
          + "not even blanks."
        : "An expression should begin here, and this cannot begin one.",
      at: location)
  }

  static func conditionalWithoutElse(at location: SourceLocation, condition: SourceLocation)
    -> Diagnostic
  {
    Diagnostic(
      "hcl/incomplete-conditional", summary: "Missing false expression in conditional",
      detail: "A conditional has two results, separated by a colon: condition ? a : b.",
      at: location, label: "expected a colon"
    ).also(at: condition, "the condition")
  }

  package static func nestingTooDeep(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/nesting-too-deep", summary: "Nesting too deep",
      detail: "Brackets, blocks, conditionals and templates may nest "
        + "\(Parser.maximumNesting) levels deep. Move inner parts to local values.", at: location)
  }

  static func chainTooLong(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/nesting-too-deep", summary: "Nesting too deep",
      detail:
        "An expression may have at most \(Parser.maximumHeight) operators or steps that each work on "
        + "the result of the one before. Split it, or use a list and a function.", at: location)
  }

  static func invalidNumber(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-number", summary: "Invalid number literal",
      detail: "A number has digits, at most one decimal point, and at most one exponent, which is "
        + "below a thousand million: 1.5e3.", at: location)
  }

  static func unbalancedParentheses(at location: SourceLocation, opened: SourceLocation)
    -> Diagnostic
  {
    Diagnostic(
      "hcl/unbalanced-parentheses", summary: "Unbalanced parentheses",
      detail: "The expression in parentheses is complete, so ) should follow.", at: location,
      label: "expected )"
    ).also(at: opened, "opened here")
  }

  static func attributeNameRequired(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/attribute-name-required", summary: "Invalid attribute name",
      detail: "A dot is followed by the name of an attribute.", at: location)
  }

  static func chainedLegacyIndex(_ digits: [String], at location: SourceLocation) -> Diagnostic {
    let indexes = digits.map { "[\($0)]" }.joined()
    return Diagnostic(
      "hcl/legacy-index", summary: "Invalid legacy index syntax",
      detail: "Two numbers with a dot between them are one number, not two indexes. Write "
        + "\(indexes).", at: location)
  }

  static func nestedSplat(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/nested-splat", summary: "Nested splat expression not allowed",
      detail: "After .* only names and numbers may follow. Use [*], which may be nested.",
      at: location)
  }

  static func unclosedSplat(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/unclosed-index", summary: "Missing close bracket on splat index",
      detail: "The star of [*] is followed by its closing bracket.", at: location)
  }

  static func unclosedIndex(at location: SourceLocation, bracket: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/unclosed-index", summary: "Missing close bracket on index",
      detail: "The index is complete, so ] should follow.", at: location, label: "expected ]"
    ).also(at: bracket, "opened here")
  }
}
