import Diagnostics
import HCL

// What is wrong with Terraform's own blocks, before anything is evaluated. Summaries are Terraform's.

extension Diagnostic {
  static func duplicateBlock(
    _ type: String, at place: SourceLocation, _ first: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/duplicate-block", summary: "Duplicate \(type) block",
      detail: "There is a \(type) block already, and only one may stand here.", at: place
    ).also(at: first, "the first one")
  }

  static func invalidName(_ name: String, _ noun: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-name", summary: "Invalid \(noun) name",
      detail:
        "\(quoted(name)) cannot be referred to. A name must start with a letter or underscore "
        + "and may contain only letters, digits, underscores, and dashes.", at: place)
  }

  static func reservedVariableName(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-name", summary: "Invalid variable name",
      detail: "The variable name \"\(name)\" is reserved due to its special meaning inside module "
        + "blocks.", at: place)
  }

  static func unsuitableValue(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/unsuitable-value", summary: "Unsuitable value type",
      detail: "Unsuitable value: \(reason).", at: place)
  }

  static func invalidExpression(_ detail: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-expression", summary: "Invalid expression", detail: detail, at: place)
  }

  static func invalidDependency(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-reference", summary: "Invalid depends_on reference",
      detail: "References in depends_on must be to a whole object (resource, etc), not to an "
        + "attribute of an object.", at: place)
  }

  static func unknownAttribute(
    _ name: String, known: some Sequence<String>, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/unknown-attribute", summary: "Unsupported attribute",
      detail: "This object has no argument, nested block, or exported attribute named "
        + "\"\(name)\"." + didYouMean(name, known.sorted()), at: place)
  }

  static func reservedModuleBlock(_ type: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/unsupported-block", summary: "Reserved block type name in module block",
      detail: "The block type name \"\(type)\" is reserved for use by Terraform in a future "
        + "version.", at: place)
  }

  static func postconditionOfOutput(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/unsupported-block", summary: "Postconditions are not allowed",
      detail: "Output values can only have preconditions, not postconditions.", at: place)
  }

  // MARK: conditions

  static func conditionWithoutReference(
    _ kind: ConditionKind, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-condition", summary: "Invalid \(kind.rawValue) expression",
      detail: "The condition expression must refer to at least one object from elsewhere in the "
        + "configuration, or else its result would not be checking anything.", at: place)
  }

  static func validationOfNothing(_ variable: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-condition", summary: "Invalid variable validation condition",
      detail: "The condition for variable \"\(variable)\" must refer to var.\(variable) in order "
        + "to test incoming values.", at: place)
  }

  static func noAssertions(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/missing-block", summary: "Zero assert blocks",
      detail: "Check blocks must have at least one assert block.", at: place)
  }

  static func severalDataBlocks(at place: SourceLocation, _ first: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/duplicate-block", summary: "Multiple data resource blocks",
      detail: "A check block may have one data source, and this one has it already.", at: place
    ).also(at: first, "the first one")
  }

  static func conditionResult(
    _ kind: ConditionKind, _ reason: String, at place: SourceLocation
  ) -> Diagnostic {
    let summary =
      kind == .validation ? "Invalid variable validation result" : "Invalid condition result"
    return Diagnostic(
      "terraform/invalid-condition", summary: summary,
      detail: reason, at: place)
  }

  static func conditionFailed(
    _ what: String, _ message: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/condition-failed", summary: "\(what) failed", detail: message, at: place,
      label: "this is false")
  }

  static func assertionFailed(_ message: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/assertion-failed", .warning, summary: "Check block assertion failed",
      detail: message, at: place, label: "this is false")
  }

  // MARK: settings

  static func invalidVersionConstraint(
    _ reason: String?, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/version-constraint", summary: "Invalid version constraint",
      detail: reason
        ?? "This string does not use correct version constraint syntax, such as \">= 1.3, < 2.0\".",
      at: place)
  }

  static func unsupportedVersion(
    _ constraint: String, _ version: String, module: String?, at place: SourceLocation
  ) -> Diagnostic {
    let subject = module.map { "Module module.\($0)" } ?? "This configuration"
    return Diagnostic(
      "terraform/version-constraint", summary: "Unsupported Terraform Core version",
      detail: "\(subject) does not support Terraform version \(version), whose language Portolan "
        + "reads: it asks for \(quoted(constraint)).", at: place)
  }

  static func duplicateBackend(
    _ what: String, at place: SourceLocation, _ first: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-backend", summary: "Duplicate \(what) configuration",
      detail: "A module may have only one \(what) configuration.", at: place
    ).also(at: first, "the first one")
  }

  static func backendAndCloud(at place: SourceLocation, _ cloud: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-backend", summary: "Both a backend and cloud configuration are present",
      detail: "A module may declare either one 'cloud' block or one 'backend' block configuring a "
        + "state backend.", at: place
    ).also(at: cloud, "the cloud block")
  }

  static func unknownBackend(
    _ type: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-backend", summary: "Unsupported backend type",
      detail: "There is no backend type named \(quoted(type))." + didYouMean(type, known), at: place
    )
  }

  static func duplicateRequiredProviders(
    at place: SourceLocation, _ first: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/required-providers", summary: "Duplicate required providers configuration",
      detail: "A module may have only one required providers configuration.", at: place
    ).also(at: first, "the first one")
  }

  static func invalidProviderSource(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/required-providers", summary: "Invalid provider source string", detail: reason,
      at: place)
  }

  static let requiredProviderArguments =
    "required_providers objects can only contain \"version\", \"source\" and "
    + "\"configuration_aliases\" attributes. To configure a provider, use a \"provider\" block."

  static func invalidRequiredProvider(_ reason: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/required-providers", summary: "Invalid required_providers object", detail: reason,
      at: place)
  }

  static func providerNotConfigured(
    _ name: String, known: [String], at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/provider-not-configured", summary: "Provider configuration not present",
      detail:
        "There is no provider configuration \"\(name)\" in this module, and none is passed to "
        + "it." + didYouMean(name, known), at: place)
  }
}
