package import Diagnostics

extension Diagnostic {
  package static func invalidJSON(_ error: JSONSyntaxError, at place: SourceLocation) -> Diagnostic
  {
    if error.isTrailingComma {
      return Diagnostic(
        "json/trailing-comma",
        summary: "Trailing comma in \(error.isInArray ? "array" : "object")",
        detail: error.isInArray
          ? "JSON does not permit a trailing comma after the final value in an array."
          : "JSON does not permit a trailing comma after the final property in an object.",
        at: place)
    }
    return Diagnostic(
      "json/syntax", summary: "Invalid JSON",
      detail: "The file is not valid JSON: \(error.message).", at: place)
  }
}

extension Diagnostic {
  static func duplicateJSONMember(
    _ name: String, at place: SourceLocation, first: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "json/duplicate-attribute", summary: "Duplicate object attribute",
      detail: "An attribute named \(quoted(name)) is already defined in this object.", at: place
    ).also(at: first, "first defined here")
  }

  static func invalidType(
    _ detail: String, meant: String? = nil, at place: SourceLocation
  ) -> Diagnostic {
    let hint = meant.map { " Did you mean \"\($0)\"?" } ?? ""
    return Diagnostic(
      "hcl/invalid-type", summary: "Invalid type specification", detail: detail + hint, at: place,
      label: "not a type")
  }

  static func quotedType(_ text: String, at place: SourceLocation) -> Diagnostic {
    let replacement =
      switch text {
      case "string", "number", "bool", "any": text
      case "list", "map", "set": "\(text)(string)"
      default: "any"
      }
    guard ["string", "list", "map"].contains(text) else {
      return Diagnostic(
        "hcl/quoted-type", summary: "Invalid legacy variable type hint",
        detail:
          "To provide a full type expression, remove the surrounding quotes and give the type "
          + "expression directly.", at: place, label: "a type is written without quotes")
    }
    return Diagnostic(
      "hcl/quoted-type", summary: "Invalid quoted type constraints",
      detail: "Terraform 0.11 and earlier required type constraints to be given in quotes; today a "
        + "type is an expression of its own. Write \(replacement).", at: place,
      label: "a type is written without quotes",
      fixes: [Fix("Remove the quotes", at: place, replacement: replacement)])
  }

  static func invalidOptionalDefault(
    _ error: ConversionError, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "hcl/invalid-optional-default", summary: "Invalid default value for optional attribute",
      detail: "This default value is not compatible with the attribute's type constraint: "
        + "\(error.description).", at: place)
  }
}
