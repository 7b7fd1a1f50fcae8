import Diagnostics

// Summaries are Terraform's.

/// What is no tuple, object, call or `for`.
extension Diagnostic {
  static func unterminatedTuple(at bracket: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/unclosed-tuple", summary: "Unterminated tuple constructor expression",
      detail: "The file ends before this bracket is closed.", at: bracket, label: "never closed")
  }

  static func itemSeparatorMissing(at location: SourceLocation, bracket: SourceLocation)
    -> Diagnostic
  {
    Diagnostic(
      "hcl/separator-missing", summary: "Missing item separator",
      detail: "The items of a list are separated by commas, also where each has its own line.",
      at: location, label: "expected a comma"
    ).also(at: bracket, "the list begins here")
  }

  static func unterminatedObject(at brace: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/unclosed-object", summary: "Unterminated object constructor expression",
      detail: "The file ends before this brace is closed.", at: brace, label: "never closed")
  }

  static func keySeparatorMissing(at location: SourceLocation, found: TokenKind) -> Diagnostic {
    switch found {
    case .newline, .comma:
      Diagnostic(
        "hcl/separator-missing", summary: "Missing attribute value",
        detail: "Each key of an object is followed by = and a value.", at: location)
    case .identifier:
      Diagnostic(
        "hcl/separator-missing", summary: "Missing key/value separator",
        detail: "Each key of an object is followed by = and a value. A key with dots or blanks in "
          + "it is written between quotes.", at: location)
    default:
      Diagnostic(
        "hcl/separator-missing", summary: "Missing key/value separator",
        detail: "Each key of an object is followed by = and a value.", at: location)
    }
  }

  static func attributeSeparatorMissing(at location: SourceLocation, brace: SourceLocation)
    -> Diagnostic
  {
    Diagnostic(
      "hcl/separator-missing", summary: "Missing attribute separator",
      detail: "The attributes of an object are separated by commas or line breaks.", at: location,
      label: "expected a comma or a new line"
    ).also(at: brace, "the object begins here")
  }

  static func ambiguousKey(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/ambiguous-key", summary: "Ambiguous attribute key",
      detail: "This key may be meant as a reference or as a name with dots in it. Put it between "
        + "parentheses for the one, between quotes for the other.", at: location)
  }

  static func functionNameRequired(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-call", summary: "Missing function name",
      detail: "The :: behind a namespace is followed by the name of a function.", at: location)
  }

  static func callWithoutParenthesis(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-call", summary: "Missing open parenthesis",
      detail: "A name with :: in it is a function's, and is followed by its arguments in "
        + "parentheses.", at: location)
  }

  static func unterminatedCall(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/unclosed-call", summary: "Unterminated function call",
      detail: "The file ends before the arguments of this call do.", at: location,
      label: "never closed")
  }

  static func argumentSeparatorMissing(at location: SourceLocation, call: SourceLocation)
    -> Diagnostic
  {
    Diagnostic(
      "hcl/separator-missing", summary: "Missing argument separator",
      detail: "The arguments of a function are separated by commas.", at: location,
      label: "expected a comma or )"
    ).also(at: call, "the function")
  }

  static func expansionNotLast(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-call", summary: "Missing closing parenthesis",
      detail: "Only the last argument can be expanded with ..., and ) follows at once.",
      at: location)
  }

  static func invalidFor(_ form: ForForm, _ problem: ForProblem, at location: SourceLocation)
    -> Diagnostic
  {
    let detail =
      switch problem {
      case .noName: "After for comes the name of a variable: for x in list."
      case .noSecondName: "After the comma comes the name of a second variable: for k, v in map."
      case .noIn: "After its variables comes the word in, and then what to go through."
      case .noColon: "After what to go through comes a colon, and then the result of each step."
      case .extra: "The for expression is complete before this; its bracket should be closed."
      case .keyRequired: "Between braces each step gives a key and a value: key => value."
      case .keyInTuple: "Keys belong between braces; between brackets each step gives one value."
      case .groupingInTuple: "Only values between braces can be grouped by their key with ...."
      }
    return Diagnostic(
      "hcl/invalid-for", summary: "Invalid 'for' \(form.rawValue)", detail: detail, at: location)
  }
}
