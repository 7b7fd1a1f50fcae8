package import Diagnostics

// Everything the lexer and the parser can complain about. Summaries are Terraform's.

// MARK: - Characters

extension Diagnostic {
  static func fileTooLarge(in file: FileID) -> Diagnostic {
    Diagnostic(
      "hcl/file-too-large", summary: "File too large",
      detail: "A configuration file may have at most 4 GiB.",
      at: SourceLocation(file, SourceSpan(0, 0)))
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

// MARK: - Bodies

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

// MARK: - Expressions

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

// MARK: - Collections, calls and for

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

// MARK: - Templates

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
