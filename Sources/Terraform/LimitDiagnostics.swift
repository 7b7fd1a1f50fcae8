import Diagnostics
import HCL
import SecurityGroupIR

// What is wrong beyond one group and one rule: names that clash, rules that nobody owns, quotas.

extension Diagnostic {
  static func duplicateGroup(
    _ name: String, differsInCase: Bool, at place: SourceLocation, _ first: SourceLocation
  ) -> Diagnostic {
    let diagnostic =
      differsInCase
      ? Diagnostic(
        "resource/group-names-differ-in-case", .warning,
        summary: "Group names differ in nothing but case",
        detail:
          "EC2 takes the name \(quoted(name)) for that of another group in the VPC, because it "
          + "does not tell upper from lower case there; it refuses the second group.", at: place)
      : Diagnostic(
        "resource/duplicate-group", summary: "Duplicate security group",
        detail: "Another group of this configuration has the name \(quoted(name)) in the same VPC. "
          + "Names are unique there: EC2 refuses the second group.", at: place)
    return diagnostic.also(at: first, "the name of the other group")
  }

  static func duplicateAttachment(at place: SourceLocation, _ first: SourceLocation?) -> Diagnostic
  {
    let diagnostic = Diagnostic(
      "resource/duplicate-attachment", summary: "Security group already attached",
      detail: "Another resource attaches the same group to the same place. Terraform refuses to do "
        + "it twice when it applies.", at: place)
    return first.map { diagnostic.also(at: $0, "the first one is here") } ?? diagnostic
  }

  static func ruleNotListed(
    _ direction: Direction, at place: SourceLocation, _ list: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/rule-not-listed", .warning, summary: "Rule is missing from an exclusive list",
      detail: "The \(direction) rules of this group are only those that are listed, so Terraform "
        + "revokes this rule and adds it again in turns. The artifact keeps it. Add its id to the "
        + "list, or remove the rule.", at: place
    ).also(at: list, "the list of all \(direction) rules")
  }

  static func foreignRuleListed(
    _ address: String, _ direction: Direction, at place: SourceLocation, _ rule: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/foreign-rule-listed", .warning, summary: "Listed rule belongs elsewhere",
      detail: "\(address) is no \(direction) rule of this group, so listing it keeps nothing.",
      at: place
    ).also(at: rule, "the rule")
  }

  static func unknownRuleListed(_ text: String?, at place: SourceLocation) -> Diagnostic {
    let which = text.map { "The id \(quoted($0))" } ?? "An id in the list"
    return Diagnostic(
      "resource/unknown-rule-listed", summary: "Listed rule is not in the configuration",
      detail: "\(which) is not that of a rule of this configuration. What the rule is cannot be "
        + "known here, and an artifact that owns all rules of the group would revoke it. Write the "
        + "rule as a resource and import it.", at: place)
  }

  static func tooManyRules(
    _ count: Int, _ direction: Direction, _ family: Peer.Kind, isImpossible: Bool,
    at group: SourceLocation?, heaviest: SourceLocation?
  ) -> Diagnostic {
    let version = family == .ipv6 ? "IPv6" : "IPv4"
    let limit =
      isImpossible
      ? "No quota allows more than 1000."
      : "The quota is 60 unless AWS has raised it for the account."
    let diagnostic = Diagnostic(
      "resource/too-many-rules", isImpossible ? .error : .warning,
      summary: "More rules than a group may have",
      detail: "The group has \(count) \(direction) rules for \(version), with each reference to a "
        + "prefix list counted as the most entries it may have, and each group counted for IPv4 and "
        + "for IPv6. \(limit)", at: group)
    return heaviest.map { diagnostic.also(at: $0, "this prefix list counts most") } ?? diagnostic
  }

  static func tooManyGroups(
    _ count: Int, isImpossible: Bool, at place: SourceLocation?, first: SourceLocation?
  ) -> Diagnostic {
    let limit =
      isImpossible
      ? "No quota allows more than 16." : "The quota is 5 unless AWS has raised it for the account."
    let diagnostic = Diagnostic(
      "resource/too-many-groups", isImpossible ? .error : .warning,
      summary: "More groups than a network interface may have",
      detail: "\(count) groups are attached to one network interface, beside those it has already. "
        + limit, at: place)
    return first.map { diagnostic.also(at: $0, "the first one is attached here") } ?? diagnostic
  }

  static func tooManyTags(_ count: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/too-many-tags", summary: "More tags than a resource may have",
      detail: "There are \(count) tags with those of the provider; EC2 takes at most 50.", at: place
    )
  }

  static func tagTooLong(
    _ what: String, _ key: String, _ length: Int, limit: Int, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/tag-length", summary: "Length of a tag out of range",
      detail:
        "The \(what) of the tag \(quoted(String(key.prefix(40)))) has \(length) characters; EC2 "
        + "takes \(what == "key" ? "1" : "0") to \(limit).", at: place)
  }

  static func emptyID(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/empty-id", summary: "Empty text where something must be named",
      detail: "\(name) is empty. EC2 refuses a rule or attachment that names nothing; an argument "
        + "that shall say nothing is null.", at: place)
  }

  static func notAGroupID(_ text: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/not-a-group-id", summary: "Not the id of a security group",
      detail: "\(quoted(text)) does not begin with sg-. A group is named by its id, after "
        + "\"ACCOUNT/\" if another account owns it; EC2 finds none by a name here.", at: place)
  }

  static func unknownProtocol(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/unknown-protocol", .warning, summary: "EC2 will refuse a protocol",
      detail:
        "EC2 knows tcp, udp, icmp, icmpv6, the numbers 0 to 255, and -1 for all protocols, but "
        + "not \(quoted(name)). Terraform does not check it, and the call fails."
        + didYouMean(name, ["tcp", "udp", "icmp", "icmpv6"]), at: place)
  }

  static func portsMeanNothing(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/ports-without-meaning", .warning, summary: "Ports of a protocol that has none",
      detail:
        "EC2 knows ports for TCP and UDP only. Whatever range stands here, the rule admits all of "
        + "protocol \(name); the artifact names no ports.", at: place)
  }

  static func codeWithoutType(_ code: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/icmp-code", .warning, summary: "ICMP code without a type",
      detail:
        "from_port is -1, which means every ICMP type; EC2 then takes no other to_port than -1, "
        + "not \(code).", at: place)
  }

  static func invalidTimeout(
    _ name: String, _ text: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/invalid-timeout", summary: "Error parsing timeout",
      detail:
        "\(quoted(text)) is no duration for \(quoted(name)): write a number and a unit, such as "
        + "30s, 10m or 1h30m.", at: place)
  }

  static func missingSources(_ names: [String], at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/no-source", summary: "Missing required argument",
      detail: "One of \(names.joined(separator: ", ")) must be specified.", at: place)
  }

  static func sourceIsEmpty(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/no-source", summary: "Rule without a source",
      detail:
        "The sources of the rule are written but empty: no address block, prefix list or group, "
        + "and self is not true. Terraform sends a permission without a source, waits for a rule that "
        + "never appears, and fails.", at: place)
  }

  /// What the provider lets pass in a rule of aws_vpc_security_group_*_rule and EC2 does not.
  static func ruleTextRefused(_ text: String, at place: SourceLocation) -> Diagnostic {
    let length = text.unicodeScalars.count
    return Diagnostic(
      "resource/rule-text-refused", .warning, summary: "EC2 will refuse a description",
      detail: length > 255
        ? "The description has \(length) characters; EC2 takes at most 255. Terraform does not check "
          + "it here, and the call fails."
        : "EC2 takes only ASCII letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* in the description of "
          + "a rule. Terraform does not check it here, and the call fails.", at: place)
  }
}
