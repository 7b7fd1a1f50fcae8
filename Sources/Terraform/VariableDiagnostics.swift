import Diagnostics
import HCL

// Values of variables, and binding times.

extension Diagnostic {
  static func invalidDefault(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-default", summary: "Invalid default value for variable",
      detail:
        "This default value is not compatible with the variable's type constraint: \(reason).",
      at: place)
  }

  static func nullDefault(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-default", summary: "Invalid default value for variable",
      detail: "A null default value is not valid when nullable=false.", at: place)
  }

  static func undeclaredOnCommandLine(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "terraform/undeclared-value", summary: "Value for undeclared variable",
      detail:
        "A variable named \"\(name)\" was assigned on the command line, but the root module does "
        + "not declare a variable of that name." + didYouMean(name, known))
  }

  static func undeclaredInFile(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/undeclared-value-in-file", .warning, summary: "Value for undeclared variable",
      detail: "The root module does not declare a variable named \"\(name)\", so this value is not "
        + "used." + didYouMean(name, known), at: place)
  }

  static func blockInValues(_ type: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/block-in-values", summary: "Unexpected \"\(type)\" block",
      detail:
        "Blocks are not allowed here; the file gives values to variables, each as an argument. "
        + "Declare variables in the configuration's .tf files.", at: place)
  }

  static func valuesNotAnObject(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/values-not-an-object", summary: "Incorrect JSON value type",
      detail: "The file must hold one JSON object, with a property for each variable.", at: place)
  }

  static func invalidVariableValue(
    _ name: String, _ reason: String, source: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-variable-value", summary: "Invalid value for input variable",
      detail:
        "The value given for \"\(name)\" by \(source) is not suitable for the variable's type "
        + "constraint: \(reason).", at: place)
  }

  static func nullNotAllowed(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/null-not-allowed", summary: "Required variable not set",
      detail: "The variable \"\(name)\" is not nullable, has no default, and was given null.",
      at: place)
  }

  static func validationFailed(
    _ message: String, _ value: Value?, at place: SourceLocation, _ rule: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/validation-failed", summary: "Invalid value for variable", detail: message,
      at: place, notes: value.map { ["the value is \(describe($0))"] } ?? []
    ).also(at: rule, "checked by this condition")
  }

  static func sensitiveOutput(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/output-exposes-value", summary: "Output refers to sensitive values",
      detail: "The output \"\(name)\" of the root module holds a sensitive value and does not say "
        + "so. If that is intended, add sensitive = true.", at: place)
  }

  static func ephemeralOutput(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/output-exposes-value", summary: "Ephemeral output not allowed",
      detail: "The output \"\(name)\" belongs to the root module, where nothing can be ephemeral.",
      at: place)
  }

  static func ephemeralValue(_ what: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/output-exposes-value", summary: "Ephemeral value not allowed",
      detail: "The value of \(what) is derived from an ephemeral value, which must not be kept.",
      at: place)
  }

  static func ephemeralArgument(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/ephemeral-value", summary: "Invalid use of ephemeral value",
      detail: "Ephemeral values are not valid for \"\(name)\", because it is not a write-only "
        + "attribute and must be persisted to state.", at: place)
  }

  /// `meta`: `count` or `for_each`
  static func ephemeralRepetition(_ meta: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/ephemeral-value", summary: "Invalid \(meta) argument",
      detail: "The given \"\(meta)\" is derived from an ephemeral value, which Terraform cannot "
        + "keep between plan and apply. Use only values that are not ephemeral here.", at: place)
  }

  // MARK: binding times

  static func valueNeeded(
    _ variables: [String], _ why: String, at place: SourceLocation
  ) -> Diagnostic {
    let names = variables.map { "\"\($0)\"" }.joined(separator: ", ")
    let options = variables.map { "--var \($0)=…" }.joined(separator: " ")
    return Diagnostic(
      "binding/value-needed", summary: "Value needed at translation time",
      detail: "The value of \(names) is needed here \(why), and there is neither a value nor a "
        + "default. Give it with \(options).", at: place, variables: variables)
  }

  static func unknownStructure(
    _ sources: [String], _ why: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "binding/unknown-value", summary: "Value is known only when the artifact runs",
      detail: "The value of \(sources.joined(separator: ", ")) is needed here \(why), but it comes "
        + "from the account and cannot be known when the configuration is translated. Record it in a "
        + "file and give that with --resolve FILE.json, or put a variable or a literal in its place.",
      at: place)
  }

  static func cannotKeep(
    _ name: String, _ why: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "binding/cannot-keep", summary: "A variable cannot stay an input",
      detail: "The variable \"\(name)\" was to be kept as an input, but its value is needed here "
        + "\(why). Leave out --keep \(name), or write the configuration so that this does not depend "
        + "on it.", at: place, variables: [name])
  }

  static func answersNotAnObject(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "binding/invalid-answers", summary: "Invalid recorded answers",
      detail:
        "A file for --resolve holds one JSON object: the address of each data source, such as "
        + "\"data.aws_vpc.main\", and as its value an object of attributes.", at: place)
  }

  static func unknownAnswer(
    _ address: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    let near = nearestName(to: address, among: known.sorted { $0.precedesInBytes($1) })
    return Diagnostic(
      "binding/unknown-answer", summary: "Recorded answer of an unknown data source",
      detail: "Nothing in the configuration asks for \"\(address)\"."
        + (near.map { " Did you mean \"\($0)\"?" } ?? ""), at: place)
  }

  /// For an unknown value that depends on nothing, as Terraform makes some out of nulls.
  static func neverKnown(_ why: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "binding/never-known", summary: "Value is never known",
      detail: "This value is needed \(why), but Terraform itself gives no value for it.", at: place)
  }

  static func sensitiveNeeded(
    _ name: String, _ why: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "binding/sensitive-needed", summary: "Sensitive value needed at translation time",
      detail:
        "The sensitive variable \"\(name)\" is needed here \(why). A secret never becomes part "
        + "of an artifact, so nothing was translated. Make the structure depend on another variable.",
      at: place)
  }

  static func validationNotChecked(
    _ name: String, at place: SourceLocation, _ rule: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "binding/validation-not-checked", .warning, summary: "Validation is not part of the artifact",
      detail: "The variable \"\(name)\" stays an input, and the artifact does not check the "
        + "condition that the configuration sets for it. Give its value with --var \(name)=… to have "
        + "it checked.", at: place
    ).also(at: rule, "this condition")
  }

  static func sensitiveLiteral(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "binding/sensitive-literal", summary: "Sensitive value in the configuration",
      detail: "This value is marked as sensitive but written in the configuration, so the artifact "
        + "would have to print it. Make it a sensitive input variable.", at: place)
  }

  static func outputNotTranslated(
    _ name: String, _ demand: Demand, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "binding/output-left-out", .warning, summary: "Output left out",
      detail: "The artifact cannot compute the output \"\(name)\" (\(demand.why)), so it does not "
        + "print it. It depends on \(demand.sources.joined(separator: ", ")).", at: place)
  }
}
