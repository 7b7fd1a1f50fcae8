import Diagnostics
import HCL

// What is wrong with the shape of a configuration in the JSON syntax. Summaries are Terraform's own.

/// What stands at a place where another kind of JSON value stands.
enum WantedJSON {
  case blocks(String)
  case arguments
  case body, bodyElement
  case labels(String)
  case labelsElement(String)
}

extension Diagnostic {
  static func jsonRoot(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "json/incorrect-type", summary: "Root value must be object",
      detail: "The outermost value of a configuration in JSON must be an object or an array of "
        + "objects.", at: place)
  }

  static func incorrectJSONType(_ wanted: WantedJSON, at place: SourceLocation) -> Diagnostic {
    let detail =
      switch wanted {
      case .blocks(let type):
        "A JSON object or an array of objects is required here: the contents of one or more "
          + "\"\(type)\" blocks."
      case .arguments: "A JSON object is required here, with the arguments of the block."
      case .body:
        "A JSON object or an array of objects is required here, with arguments and nested blocks."
      case .bodyElement: "A JSON object is required here, with arguments and nested blocks."
      case .labels(let label):
        "A JSON object or an array of objects is required here: the name of each property is the "
          + "\(label) of a block."
      case .labelsElement(let label):
        "A JSON object is required here: the name of each property is the \(label) of a block."
      }
    return Diagnostic(
      "json/incorrect-type", summary: "Incorrect JSON value type", detail: detail, at: place)
  }

  static func missingJSONLabel(
    _ label: String, of type: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "json/missing-label", summary: "Missing block label",
      detail: "At least one property is required, whose name is the \(type) block's \(label).",
      at: place)
  }

  static func extraneousMember(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "json/extraneous-property", summary: "Extraneous JSON object property",
      detail: "No argument or block type is named \(quoted(name)).\(didYouMean(name, known))",
      at: place)
  }

  static func argumentSetTwice(
    _ name: String, at place: SourceLocation, first: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "json/duplicate-argument", summary: "Duplicate argument",
      detail: "The argument \(quoted(name)) is set more than once in this object.", at: place
    ).also(at: first, "first set here")
  }
}
