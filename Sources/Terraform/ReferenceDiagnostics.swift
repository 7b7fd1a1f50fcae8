import Diagnostics
import HCL

// References that lead nowhere, or in a circle.

extension Diagnostic {
  static func undeclaredVariable(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/undeclared-variable", summary: "Reference to undeclared input variable",
      detail: "An input variable with the name \"\(name)\" has not been declared."
        + (nearestName(to: name, among: known).map { " Did you mean \"\($0)\"?" }
          ?? " This variable can be declared with a variable \"\(name)\" {} block."),
      at: place)
  }

  static func undeclaredLocal(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/undeclared-local", summary: "Reference to undeclared local value",
      detail: "A local value with the name \"\(name)\" has not been declared."
        + didYouMean(name, known), at: place)
  }

  static func undeclaredModule(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/undeclared-module", summary: "Reference to undeclared module",
      detail: "No module call named \"\(name)\" is declared." + didYouMean(name, known), at: place)
  }

  static func undeclaredOutput(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/undeclared-output", summary: "Unsupported attribute",
      detail: "This object does not have an attribute named \"\(name)\": the module has no such "
        + "output." + didYouMean(name, known), at: place)
  }

  static func undeclaredResource(
    _ key: ResourceKey, module: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    let kind = key.mode == .data ? "data" : "managed"
    return Diagnostic(
      "terraform/undeclared-resource", summary: "Reference to undeclared resource",
      detail:
        "A \(kind) resource \"\(key.type)\" \"\(key.name)\" has not been declared in \(module)."
        + didYouMean(key.text, known), at: place)
  }

  static func invalidReference(_ root: String, at place: SourceLocation) -> Diagnostic {
    let detail =
      switch root {
      case "data":
        "The \"data\" object must be followed by two attribute names: the data source type and the "
          + "resource name."
      case "path": "The \"path\" object has the attributes \"module\", \"root\" and \"cwd\"."
      case "terraform": "The \"terraform\" object has the attribute \"workspace\"."
      default:
        "A reference to a resource type must be followed by at least one attribute access, "
          + "specifying the resource name."
      }
    return Diagnostic(
      "terraform/invalid-reference", summary: "Invalid reference", detail: detail, at: place)
  }

  static func incompleteReference(
    _ root: String, _ what: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-reference", summary: "Invalid reference",
      detail: "The \"\(root)\" object cannot be accessed directly. Instead, access one of its "
        + "attributes, the name of \(what).", at: place)
  }

  static func typeWithinExpression(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/type-within-expression", summary: "Invalid use of type function",
      detail: "The function \"type\" is there to look at a value, and cannot be used as part of an "
        + "expression.", at: place)
  }

  /// `name` is what was asked of it: `value` of `each`.
  static func notAvailable(
    _ root: String, _ name: String?, at place: SourceLocation
  ) -> Diagnostic {
    let (summary, detail) =
      switch (root, name) {
      case ("each", "value"):
        (
          "each.value cannot be used in this context",
          "A reference to \"each.value\" is possible only in a block that sets \"for_each\"."
        )
      case ("each", _):
        (
          "Reference to \"each\" in context without for_each",
          "The \"each\" object can be used only in \"module\" or \"resource\" blocks, and only when "
            + "the \"for_each\" argument is set."
        )
      case ("count", _):
        (
          "Reference to \"count\" in non-counted context",
          "The \"count\" object can only be used in \"module\", \"resource\", and \"data\" blocks, "
            + "and only when the \"count\" argument is set."
        )
      default:
        (
          "Invalid \"self\" reference",
          "The \"self\" object is not available in this context. This object can be used only in "
            + "resource provisioner, connection, and postcondition blocks."
        )
      }
    return Diagnostic("terraform/not-available", summary: summary, detail: detail, at: place)
  }

  static func unknownMember(_ name: String, of root: String, at place: SourceLocation) -> Diagnostic
  {
    let known =
      switch root {
      case "each": ["key", "value"]
      case "count": ["index"]
      case "path": ["module", "root", "cwd"]
      default: ["workspace", "applying"]
      }
    return Diagnostic(
      "terraform/invalid-reference", summary: "Invalid \"\(root)\" attribute",
      detail: "The \"\(root)\" object does not have an attribute named \(quoted(name)). It has "
        + known.map { "\(root).\($0)" }.joined(separator: ", ") + ".", at: place)
  }

  static func unexpectedInstanceKey(_ key: ResourceKey, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/instance-key", summary: "Unexpected resource instance key",
      detail: "Because \(key.text) does not have \"count\" or \"for_each\" set, references to it "
        + "must not include an index key. Remove the bracketed index to refer to the single "
        + "instance of this resource.", at: place)
  }

  static func missingInstanceKey(
    _ key: ResourceKey, _ meta: String, at place: SourceLocation
  ) -> Diagnostic {
    let example = meta == "count" ? "count.index" : "each.key"
    return Diagnostic(
      "terraform/instance-key", summary: "Missing resource instance key",
      detail:
        "Because \(key.text) has \"\(meta)\" set, its attributes must be accessed on specific "
        + "instances. For example, to correlate with indices of a referring resource, use: "
        + "\(key.text)[\(example)]", at: place)
  }

  static func selfReference(_ address: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/self-reference", summary: "Self-referential block",
      detail:
        "Configuration for \(address) may not refer to itself. A rule for the group itself is "
        + "written with self = true, or as a resource of its own.", at: place)
  }

  static func localRefersToItself(_ address: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/self-reference", summary: "Self-referencing local value",
      detail: "Local value \(address) cannot use its own result as part of its expression.",
      at: place)
  }

  /// `path` begins and ends with the same address.
  static func cycle(_ path: [String], at place: SourceLocation?) -> Diagnostic {
    let names = Set(path).sorted { $0.precedesInBytes($1) }
    let isOfGroups = names.allSatisfy { $0.contains("aws_security_group.") }
    let advice =
      isOfGroups
      ? "Move one of the rules into a resource of its own, such as "
        + "aws_vpc_security_group_ingress_rule."
      : "One of them must do without the next."
    return Diagnostic(
      "terraform/cycle", summary: "Cycle: \(names.joined(separator: ", "))",
      detail: "Each of these needs another one first: \(path.joined(separator: " → ")). \(advice)",
      at: place)
  }

  static func referencesTooDeep(_ limit: Int, at place: SourceLocation?) -> Diagnostic {
    Diagnostic(
      "terraform/references-too-deep", summary: "References nested too deeply",
      detail: "More than \(limit) values wait for each other here, which is the limit.", at: place)
  }

  // MARK: count and for_each

  static func nullCount(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-count", summary: "Invalid count argument",
      detail: "The given \"count\" argument value is null. An integer is required.", at: place)
  }

  static func countOfWrongType(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-count", summary: "Incorrect value type",
      detail: "Invalid expression value: \(reason).", at: place)
  }

  static func invalidCount(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-count", summary: "Invalid count argument",
      detail: "The given \"count\" argument value is unsuitable: \(reason).", at: place)
  }

  static func tooManyInstances(
    _ count: Int, limit: Int, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/too-many-instances", summary: "Too many instances",
      detail: "\(count) instances are asked for; the limit is \(limit).", at: place)
  }

  static func nullForEach(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-for-each", summary: "Invalid for_each argument",
      detail: "The given \"for_each\" argument value is null. A map, or set of strings is allowed.",
      at: place)
  }

  static func sensitiveForEach(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-for-each", summary: "Invalid for_each argument",
      detail:
        "Sensitive values, or values derived from sensitive values, cannot be used as for_each "
        + "arguments: the keys would show in the addresses of the instances.", at: place)
  }

  static func invalidForEach(_ value: Value, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-for-each", summary: "Invalid for_each argument",
      detail:
        "The given \"for_each\" argument value is unsuitable: the \"for_each\" argument must be "
        + "a map, or set of strings, and you have provided a value of type "
        + "\(value.type.friendlyName).", at: place)
  }

  static func invalidForEachSet(_ element: ValueType, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-for-each", summary: "Invalid for_each set argument",
      detail: "The given \"for_each\" argument value is unsuitable: \"for_each\" supports maps and "
        + "sets of strings, but you have provided a set containing type \(element.friendlyName).",
      at: place)
  }

  static func nullInForEachSet(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-for-each", summary: "Invalid for_each set argument",
      detail: "The given \"for_each\" argument value is unsuitable: \"for_each\" sets must not "
        + "contain null values.", at: place)
  }

  static func invalidDynamicForEach(_ value: Value, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-for-each", summary: "Invalid dynamic for_each value",
      detail: "Cannot use \(describe(value)) in for_each. An iterable collection is required.",
      at: place)
  }
}
