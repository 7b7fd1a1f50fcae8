package import Diagnostics

extension Diagnostic {
  /// - Parameter end: The end of the file, to which nothing more is read.
  package static func invalidJSON(
    _ error: JSONSyntaxError, at place: SourceLocation, end: SourceLocation
  ) -> Diagnostic {
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
      "json/syntax", summary: error.summary,
      detail: "The file is not valid JSON: \(error.message).", at: place
    ).also(at: end, "read in vain up to here")
  }
}

extension JSONSyntaxError {
  /// What Terraform calls the fault in a file; its words for `jsondecode` are others.
  fileprivate var summary: String {
    let summaries = [
      ("unexpected EOF", "Invalid JSON string"), ("EOF", "Missing value"),
      ("string literal", "Invalid JSON string"), ("escape", "Invalid JSON string"),
      ("numeric literal", "Invalid JSON number"), ("in literal", "Invalid JSON keyword"),
      ("extraneous data", "Extraneous data after value"),
      ("after object key:value pair", "Missing attribute seperator comma"),
      ("after object key", "Missing property value colon"),
      ("'}' after array element", "Mismatched brackets"),
      ("after array element", "Missing array element separator comma"),
      ("object key string", "Invalid object property name"),
    ]
    if let (_, summary) = summaries.first(where: { message.contains($0.0) }) { return summary }
    let isWord = message.hasPrefix("invalid character '") && firstCharacterIsLetter
    return isWord ? "Invalid JSON keyword" : "Invalid start of value"
  }

  private var firstCharacterIsLetter: Bool {
    guard let byte = message.utf8.dropFirst("invalid character '".utf8.count).first else {
      return false
    }
    return (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
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
