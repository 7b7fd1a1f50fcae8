package import Diagnostics

// Summaries are HCL's own, so that a search for them finds what others have written about them.

extension Diagnostic {
  package static func variablesNotAllowed(_ what: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/variables-not-allowed", summary: "Variables not allowed",
      detail: "\(what) may not refer to anything; write the value itself.", at: place)
  }

  static func tooManySteps(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/too-many-steps", summary: "Loops go through too many elements",
      detail: "The loops of this expression go through more than \(EvaluationBudget.maximumSteps) "
        + "elements together, which is the limit.", at: place)
  }

  static func textTooLong(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/text-too-long", summary: "String is too long",
      detail: "The string would have more than \(EvaluationBudget.maximumText) bytes, which is the "
        + "limit.", at: place)
  }

  static func tooMuchText(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/too-much-text", summary: "Strings are too long together",
      detail: "All strings that this expression makes would have more than "
        + "\(EvaluationBudget.maximumTotalText) bytes together, which is the limit.", at: place)
  }

  static func functionsNotAllowed(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/functions-not-allowed", summary: "Function calls not allowed",
      detail: "Functions may not be called here; write the value itself.", at: place)
  }

  static func invalidNumber(_ text: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-number", summary: "Invalid number literal",
      detail: "\(text) is not a number that can be represented.", at: place)
  }

  static func nullObjectKey(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/null-key", summary: "Null value as key",
      detail: "Can't use a null value as a key.", at: place)
  }

  static func nullForKey(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/null-key", summary: "Invalid object key",
      detail: "Key expression in 'for' expression must not produce a null value.", at: place)
  }

  static func invalidObjectKey(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-key", summary: "Incorrect key type",
      detail: "Can't use this value as a key: \(reason).", at: place)
  }

  static func duplicateObjectKey(_ key: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/duplicate-key", summary: "Duplicate object key",
      detail: "Two different items produced the key \"\(key)\" in this 'for' expression. "
        + "If duplicates are expected, use the ellipsis (...) after the value expression to enable "
        + "grouping by key.", at: place)
  }

  // MARK: attributes and indexes

  static func unsupportedAttribute(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/unsupported-attribute", summary: "Unsupported attribute",
      detail: "This object does not have an attribute named \"\(name)\"."
        + didYouMean(name, known), at: place)
  }

  static func missingMapAttribute(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-index", summary: "Missing map element",
      detail: "This map does not have an element with the key \"\(name)\"."
        + didYouMean(name, known), at: place)
  }

  static func missingMapElement(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-index", summary: "Invalid index",
      detail: "The given key does not identify an element in this collection value: there is no "
        + "element with the key \"\(name)\"." + didYouMean(name, known), at: place)
  }

  static func noAttributes(
    _ name: String, of value: Value, at place: SourceLocation
  ) -> Diagnostic {
    let hint =
      switch value.type {
      case .list, .tuple, .set:
        " Did you mean to access an attribute of its elements? Use a for expression, or an index in"
          + " brackets."
      default: ""
      }
    return Diagnostic(
      "hcl/unsupported-attribute", summary: "Unsupported attribute",
      detail: "Can't access attribute \"\(name)\" on \(describe(value)): it has no attributes."
        + hint, at: place)
  }

  static func attributeOfNull(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/attribute-of-null", summary: "Attempt to get attribute from null value",
      detail: "This value is null, so it does not have an attribute named \"\(name)\".", at: place)
  }

  static func indexOfNull(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/index-of-null", summary: "Attempt to index null value",
      detail: "This value is null, so it does not have any indices.", at: place)
  }

  static func nullIndex(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-index", summary: "Invalid index",
      detail: "Can't use a null value as an indexing key.", at: place)
  }

  static func invalidIndex(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-index", summary: "Invalid index",
      detail: "The given key does not identify an element in this collection value: \(reason).",
      at: place)
  }

  static func indexOutOfRange(
    _ index: String, count: Int, at place: SourceLocation
  ) -> Diagnostic {
    let reason =
      count == 0
      ? "the collection has no elements."
      : "the given index \(index) is not one of its \(count) elements, which are counted from 0."
    return Diagnostic(
      "hcl/invalid-index", summary: "Invalid index",
      detail: "The given key does not identify an element in this collection value: \(reason)",
      at: place)
  }

  static func notIndexable(_ value: Value, at place: SourceLocation) -> Diagnostic {
    let hint =
      if case .set = value.type {
        " Elements of a set are identified only by their value; convert it with tolist first."
      } else {
        ""
      }
    return Diagnostic(
      "hcl/invalid-index", summary: "Invalid index",
      detail: "This value, \(describe(value)), does not have any indices.\(hint)", at: place)
  }

  // MARK: operators, conditions, templates, loops

  static func nullOperand(_ symbol: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-operand", summary: "Operation failed",
      detail: "Error during operation: an operand of \"\(symbol)\" must not be null.",
      at: place)
  }

  static func invalidOperand(
    _ symbol: String, _ reason: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-operand", summary: "Invalid operand",
      detail: "Unsuitable value for an operand of \"\(symbol)\": \(reason).", at: place)
  }

  static func divisionByZero(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/division-by-zero", summary: "Division by zero",
      detail: "Dividing by zero has no result.", at: place, label: "this is 0")
  }

  static func nullCondition(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/null-condition", summary: "Null condition",
      detail: "The condition value is null. Conditions must either be true or false.", at: place)
  }

  static func invalidCondition(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-condition", summary: "Incorrect condition type",
      detail: "The condition expression must be of type bool: \(reason).", at: place)
  }

  static func invalidForCondition(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-condition", summary: "Invalid 'for' condition",
      detail: "The 'if' clause value is invalid: \(reason).", at: place)
  }

  static func inconsistentConditional(
    _ left: ValueType, _ right: ValueType, _ reason: String?, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/inconsistent-conditional", summary: "Inconsistent conditional result types",
      detail: "The true and false result expressions must have consistent types. The 'true' value "
        + "is \(left.friendlyName), but the 'false' value is \(right.friendlyName)"
        + (reason.map { ": \($0)." } ?? "."), at: place)
  }

  static func nullInTemplate(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-interpolation", summary: "Invalid template interpolation value",
      detail: "The expression result is null. Cannot include a null value in a string template.",
      at: place)
  }

  static func invalidInTemplate(
    _ reason: String, _ value: Value, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-interpolation", summary: "Invalid template interpolation value",
      detail: "Cannot include the given value in a string template: \(reason).", at: place,
      label: "this is \(describe(value))")
  }

  static func iterationOverNull(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/iteration-over-null", summary: "Iteration over null value",
      detail: "A null value cannot be used as the collection in a 'for' expression.", at: place)
  }

  static func notIterable(_ value: Value, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/not-iterable", summary: "Iteration over non-iterable value",
      detail: "A value of type \(value.type.friendlyName) cannot be used as the collection in a "
        + "'for' expression.", at: place)
  }

  // MARK: calls

  static func invalidExpansion(_ value: Value, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-expansion", summary: "Invalid expanding argument value",
      detail: "The expanding argument (indicated by ...) must be of a tuple, list, or set type, "
        + "not \(describe(value)).", at: place)
  }

  static func oneArgument(
    _ name: String, found: Int, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      found < 1 ? "hcl/not-enough-arguments" : "hcl/too-many-arguments",
      summary: found < 1 ? "Not enough function arguments" : "Too many function arguments",
      detail: "Function \"\(name)\" expects one argument, but \(found) were given.", at: place)
  }

  static func noTryArgument(_ reasons: [String], at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "hcl/function-call-failed", summary: "Error in function call",
      detail: "Call to function \"try\" failed: no expression succeeded.", at: place,
      notes: reasons)
  }
}

/// ` Did you mean "x"?`, or nothing.
package func didYouMean(_ name: String, _ candidates: some Sequence<String>) -> String {
  nearestName(to: name, among: candidates).map { " Did you mean \"\($0)\"?" } ?? ""
}
