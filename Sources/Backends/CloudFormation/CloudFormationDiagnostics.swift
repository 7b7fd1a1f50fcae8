import Diagnostics
import SecurityGroupIR

extension Diagnostic {
  static func defaultGroup(_ group: SecurityGroup) -> Diagnostic {
    Diagnostic(
      "cloudformation/default-group", summary: "Default security group in a template",
      detail: """
        A template cannot adopt the default security group of a VPC: it can add rules to it, but it \
        cannot remove those that are there, and Terraform would. Use another target for it.
        """,
      at: group.origin.location, label: "\(group.address) is adopted, not created")
  }

  static func foreignRules(_ group: SecurityGroup) -> Diagnostic {
    Diagnostic(
      "cloudformation/foreign-rules", summary: "Rules that a template cannot remove",
      detail: """
        The configuration owns every rule of a group that it does not create. A template can add \
        rules to such a group, but it cannot remove those that others added.
        """,
      at: group.origin.location, label: "\(group.address) may have no other rules")
  }

  static func severalRegions(_ address: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      "cloudformation/several-regions", summary: "More than one Region in a template",
      detail: """
        A stack makes all its resources in one Region, but the groups of this configuration belong \
        to different ones. Translate each Region's groups by themselves, or use another target.
        """,
      at: origin.location, label: "\(address) belongs to another Region")
  }

  static func fixedRegion(
    _ address: String, _ region: String, at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      "cloudformation/region", .warning, summary: "The Region is not part of a template",
      detail: """
        A stack makes its resources in the Region in which it is created; a template cannot choose \
        it. Create this stack in \(region).
        """,
      at: origin.location, label: "\(address) belongs to \(region)")
  }

  static func ruleTags(_ rule: Rule) -> Diagnostic {
    Diagnostic(
      "cloudformation/rule-tags", .warning, summary: "Tags of a rule are left out",
      detail: "CloudFormation has no tags on security group rules. The rule is made without them.",
      at: rule.origin.location)
  }

  static func egressPlaceholder(_ group: SecurityGroup) -> Diagnostic {
    Diagnostic(
      "cloudformation/no-egress", .warning,
      summary: "No egress becomes a rule that lets nothing out",
      detail: """
        A group without an egress rule within it keeps the rule that EC2 gives every new group, to \
        everywhere. The template has one egress rule to 127.0.0.1/32 instead, which lets nothing out; \
        it shows in the group as a rule that Terraform would not make.
        """,
      at: group.origin.location,
      label: "\(group.address) has no egress rule that can stand within it")
  }

  static func egressOwner(_ rule: Rule, account: String) -> Diagnostic {
    Diagnostic(
      "cloudformation/egress-owner", .warning, summary: "The account of a peer is left out",
      detail: """
        An egress rule of a template cannot say which account owns the group it leads to. The rule \
        names the group alone; EC2 refuses it if it needs account \(account).
        """,
      at: rule.origin.location)
  }

  static func collidingNames(_ input: Input, _ first: String, _ second: String) -> Diagnostic {
    Diagnostic(
      "cloudformation/colliding-names", .warning, summary: "Two elements would be one resource",
      detail: """
        Each element of the list becomes a resource that is named by the letters and digits of the \
        element. Two elements of the default share them, so the stack cannot be created. Give the \
        list when translating, with --var, and its rules need no such names.
        """,
      at: input.origin?.location, label: "the default of \(input.address)",
      notes: ["the elements are \(first) and \(second)"])
  }

  static func dynamicReference(at origin: Origin) -> Diagnostic {
    Diagnostic(
      "cloudformation/dynamic-reference", summary: "Text that CloudFormation would replace",
      detail: """
        CloudFormation replaces "{{resolve:" and what follows it by a secret or parameter, wherever \
        it stands, and there is no way to write it as plain text.
        """,
      at: origin.location, label: "contains {{resolve:")
  }

  /// A term that no function of a template computes; it can be once the variables in it are known.
  static func inexpressibleTerm(_ term: Term, in program: Program, at origin: Origin) -> Diagnostic
  {
    let variables = program.variables(in: term)
    let remedy = variables.isEmpty ? "" : " Give the variables when translating, with --var."
    return Diagnostic(
      variables.isEmpty ? "cloudformation/inexpressible-value" : "binding/value-needed",
      summary: "A value that a template cannot compute",
      detail: "This needs \(describe(term)), which no function of CloudFormation gives.\(remedy)",
      at: origin.location, variables: variables)
  }

  static func inexpressibleOutput(_ output: Output) -> Diagnostic {
    Diagnostic(
      "cloudformation/inexpressible-output", .warning, summary: "An output is left out",
      detail: "The outputs of a stack are texts. A list is joined by commas; this one is neither.",
      at: output.origin.location, label: "output \(output.name)")
  }

  static func templateWithoutResources() -> Diagnostic {
    Diagnostic(
      "cloudformation/no-resources", summary: "A template without resources",
      detail: "CloudFormation needs at least one resource, and this configuration has none to make."
    )
  }

  private static func describe(_ term: Term) -> String {
    switch term {
    case .lookup: "a value looked up in the account"
    case .member: "a part of a structured value"
    case .map, .literal(.object): "a map"
    case .list, .literal(.list): "a list"
    case .literal(.null): "a value, and has none"
    case .group(_, let attribute): "the \(attribute.rawValue) of a group"
    case .conditional, .join, .length: "a computed value"
    case .input, .convert, .template, .literal: "a value of this type"
    }
  }
}
