import Diagnostics
import HCL
import SecurityGroupIR

// What the provider or EC2 refuses in a group or a rule. Facts: design notes on the provider's source
// and measurements with version 5.100.

extension Diagnostic {
  static func conflicting(
    _ one: String, _ other: String, at place: SourceLocation, _ second: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/conflicting-arguments", summary: "Conflicting configuration arguments",
      detail: "\"\(one)\": conflicts with \(other). Remove one of the two.", at: place
    ).also(at: second, "\(other) is here")
  }

  static func invalidLength(
    _ name: String, _ length: Int, limit: Int, at place: SourceLocation, _ resource: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/invalid-length",
      summary: "expected length of \(name) to be in the range (0 - \(limit))",
      detail: "The \(name) is \(length) bytes long; at most \(limit) are allowed.", at: place
    ).also(at: resource, "in this block")
  }

  static func reservedPrefix(
    _ name: String, _ text: String, at place: SourceLocation, _ resource: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/reserved-name", summary: "Group name is reserved",
      detail: text.hasPrefix("sg-")
        ? "The \(name) \"\(text)\" begins with sg-, which only ids of groups may."
        : "Every VPC has a group \"default\" from the start, and EC2 makes no other one of that name. "
          + "To manage it, write aws_default_security_group.", at: place
    ).also(at: resource, "in this block")
  }

  static func characterRefused(
    _ name: String, _ character: Unicode.Scalar, at place: SourceLocation,
    _ resource: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/character-refused", .warning, summary: "EC2 will refuse a character",
      detail: "The \(name) holds U+\(hex(character)). EC2 takes only ASCII letters, digits, spaces "
        + "and ._-:/()#,@[]+=&;{}!$* in names and descriptions; Terraform does not check it, and the "
        + "call fails.", at: place
    ).also(at: resource, "in this block")
  }

  static func emptyGroupDescription(
    at place: SourceLocation, _ resource: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/empty-description", summary: "Empty description",
      detail:
        "EC2 refuses a group with an empty description. Remove the argument to get \"Managed by "
        + "Terraform\".", at: place
    ).also(at: resource, "in this block")
  }

  static func reservedTag(_ key: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/reserved-tag", summary: "Tag key is reserved",
      detail: "The tag \(quoted(key)) begins with aws:, which only AWS may set; EC2 refuses it.",
      at: place)
  }

  static func tagCharacterRefused(
    _ part: String, _ key: String, _ character: Unicode.Scalar, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/character-refused", .warning, summary: "EC2 will refuse a character",
      detail:
        "The \(part) of the tag \(quoted(key)) holds U+\(hex(character)). EC2 answers in XML, "
        + "which has no such character; Terraform does not check it.", at: place)
  }

  static func ruleDescriptionRefused(_ text: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/rule-description",
      summary: "\"description\" doesn't comply with restrictions",
      detail: "The description \(jsonEncode(.string(text))) of a rule may hold only ASCII letters, "
        + "digits, spaces and ._-:/()#,@[]+=&;{}!$*.", at: place)
  }

  static func portsOfAllProtocol(_ from: Int, _ to: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/ports-of-all-protocols", summary: "Ports together with every protocol",
      detail: "from_port (\(from)) and to_port (\(to)) must both be 0 to use the 'ALL' \"-1\" "
        + "protocol! Terraform finds this only when it applies, with the group half made.",
      at: place)
  }

  static func ruleWithoutPeer(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/rule-without-peer", .warning, summary: "Rule without a source",
      detail:
        "The rule names no address block, prefix list or group, so it admits nothing: Terraform "
        + "makes no call for it, and neither does the artifact.", at: place)
  }

  static func portsMissing(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/ports-missing", summary: "Ports are missing",
      detail: "EC2 needs from_port and to_port for \(name).", at: place)
  }

  static func onePortMissing(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/ports-missing", summary: "Ports are missing",
      detail: "Only one of from_port and to_port is given; EC2 needs both.", at: place)
  }

  static func portNotWhole(_ text: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/port-not-whole", summary: "Incorrect attribute value type",
      detail: "A port must be a whole number, not \(text).", at: place)
  }

  static func portOutOfRange(
    _ port: Int, limit: Int, _ name: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/port-out-of-range", summary: "Port out of range",
      detail: "EC2 refuses \(port) for \(name): it must be between -1 and \(limit).", at: place)
  }

  static func portOutOfProviderRange(
    _ name: String, _ port: Int, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "resource/port-out-of-range", summary: "Invalid Attribute Value",
      detail: "Attribute \(name) value must be between -1 and 65535, got: \(port)", at: place)
  }

  static func portsReversed(_ from: Int, _ to: Int, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/ports-reversed", summary: "Port range is reversed",
      detail: "from_port (\(from)) is larger than to_port (\(to)); EC2 refuses that.", at: place)
  }

  static func nullInList(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/null-in-list", summary: "Null value found in list",
      detail: "Null values are not allowed for this attribute value.", at: place)
  }

  static func invalidCIDR(
    _ text: String, _ kind: Peer.Kind, _ problem: CIDRProblem, at place: SourceLocation
  ) -> Diagnostic {
    let family = kind == .ipv4 ? "IPv4" : "IPv6"
    switch problem {
    case .malformed:
      return Diagnostic(
        "resource/invalid-cidr", summary: "\"\(text)\" is not a valid \(family) CIDR block",
        detail: "An address block is written as a network address and a prefix length, such as "
          + (kind == .ipv4 ? "10.0.0.0/8." : "2001:db8::/32."), at: place)
    case .hostBits(let network):
      return Diagnostic(
        "resource/invalid-cidr",
        summary: "\"\(text)\" is not a valid \(family) CIDR block; did you mean \"\(network)\"?",
        detail: "The address has bits behind the prefix length; an address block names its first "
          + "address.", at: place)
    }
  }

  static func invalidRuleType(_ text: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/invalid-rule-type",
      summary: "expected type to be one of [\"egress\" \"ingress\"], got \(text)",
      detail: "The type of a rule is its direction, in lower case."
        + didYouMean(text, ["egress", "ingress"]), at: place)
  }

  static func noSource(_ names: [String], at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/no-source", summary: "Missing Attribute Configuration",
      detail: "One of \(names.joined(separator: ", ")) must be specified.", at: place)
  }

  static func severalSources(_ names: [String], at places: [SourceLocation]) -> Diagnostic {
    var diagnostic = Diagnostic(
      "resource/several-sources", summary: "Invalid Attribute Combination",
      detail: "Only one of these can be configured in one rule: \(names.joined(separator: ", ")).",
      at: places.first)
    for place in places.dropFirst() { diagnostic = diagnostic.also(at: place, "and here") }
    return diagnostic
  }

  static func duplicateRule(
    _ direction: Direction, at place: SourceLocation, _ first: SourceLocation?
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "resource/duplicate-rule", summary: "Duplicate security group rule",
      detail: "The group already has an \(direction) rule with the same protocol, ports and peer; "
        + "EC2 refuses the second one, whatever its description.", at: place)
    return first.map { diagnostic.also(at: $0, "the same rule is here") } ?? diagnostic
  }

  static func sameAddressTwice(_ text: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "resource/same-address-twice", .warning, summary: "Address block is written twice",
      detail:
        "\(text) is the same block as another one, in another spelling. Terraform sends both and "
        + "EC2 refuses the second; the artifact has it once.", at: place)
  }

  static func mixedRules(
    _ direction: Direction, at place: SourceLocation, _ block: SourceLocation?
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "resource/mixed-rules", .warning, summary: "Inline and standalone rules in one direction",
      detail: "The group has \(direction) blocks of its own, so Terraform revokes this rule "
        + "and adds it again in turns. The artifact keeps both. Write all \(direction) rules of the "
        + "group in one of the two forms.", at: place)
    return block.map { diagnostic.also(at: $0, "the group owns its \(direction) rules here") }
      ?? diagnostic
  }

  private static func hex(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
