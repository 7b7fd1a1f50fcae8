import Diagnostics
import HCL
import SecurityGroupIR

/// What is wrong with an address block, in the provider's eyes.
enum CIDRProblem {
  case malformed
  case hostBits(network: String)

  init?(ipv4 text: String) {
    guard let network = canonicalCIDR(text, .ipv4),
      let address = canonicalCIDR(text, .ipv4, keepingHostBits: true)
    else {
      self = .malformed
      return
    }
    guard network != address else { return nil }
    self = .hostBits(network: network)
  }

  /// Any spelling of the address is accepted, an IPv4 address in disguise is not.
  init?(ipv6 text: String) {
    guard let network = canonicalCIDR(text, .ipv6),
      let address = canonicalCIDR(text, .ipv6, keepingHostBits: true),
      !address.hasPrefix("::ffff:")
    else {
      self = .malformed
      return
    }
    guard network != address else { return nil }
    self = .hostBits(network: network)
  }
}

/// The arguments of aws_security_group_rule that say whom it lets in.
private let ruleSources = [
  "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "self", "source_security_group_id",
]

/// A group with a known name, and where that name is unique.
struct NamedGroup {
  var name: String
  var location: SourceLocation
  var place: Place

  struct Place: Equatable {
    var vpc: Term?
    var region: Term?
    /// Another provider may be another account.
    var provider: ObjectIdentifier?
  }
}

extension EvaluatedBody.Argument {
  var isEmptyText: Bool { value.content == .string("") }
}

extension Lowering {
  mutating func checkGroupName(
    _ name: EvaluatedBody.Argument?, prefix: EvaluatedBody.Argument?, in resource: SourceLocation
  ) {
    if let name, let prefix {
      sink.report(.conflicting("name", "name_prefix", at: name.location, prefix.location))
    }
    for (argument, what, limit) in [(name, "name", 255), (prefix, "name_prefix", 229)] {
      guard let argument, case .string(let text) = argument.value.content else { continue }
      if text.utf8.count > limit {
        sink.report(
          .invalidLength(what, text.utf8.count, limit: limit, at: argument.location, resource))
      } else if text.hasPrefix("sg-") || what == "name" && text.lowercased() == "default" {
        sink.report(.reservedPrefix(what, text, at: argument.location, resource))
      } else if let bad = text.firstRefusedByGroups {
        sink.report(.characterRefused(what, bad, at: argument.location, resource))
      }
    }
  }

  mutating func checkGroupDescription(
    _ argument: EvaluatedBody.Argument?, in resource: SourceLocation
  ) {
    guard let argument, case .string(let text) = argument.value.content else { return }
    if text.isEmpty {
      sink.report(.emptyGroupDescription(at: argument.location, resource))
    } else if text.utf8.count > 255 {
      sink.report(
        .invalidLength("description", text.utf8.count, limit: 255, at: argument.location, resource))
    } else if let bad = text.firstRefusedByGroups {
      sink.report(.characterRefused("description", bad, at: argument.location, resource))
    }
  }

  /// The provider's own pattern for inline rules and aws_security_group_rule.
  mutating func checkRuleDescription(_ argument: EvaluatedBody.Argument?) {
    guard let argument, case .string(let text) = argument.value.content else { return }
    if text.utf8.count > 255 {
      sink.report(
        .invalidLength(
          "description", text.utf8.count, limit: 255, at: argument.location, argument.location))
    } else if text.firstRefusedByGroups != nil {
      sink.report(.ruleDescriptionRefused(text, at: argument.location))
    }
  }

  /// The provider takes any text there, EC2 does not.
  mutating func checkVPCRuleDescription(_ argument: EvaluatedBody.Argument?) {
    guard let argument, case .string(let text) = argument.value.content else { return }
    if text.unicodeScalars.count > 255 || text.firstRefusedByGroups != nil {
      sink.report(.ruleTextRefused(text, at: argument.location))
    }
  }

  /// Go's spelling of durations, which the provider reads when it plans.
  mutating func checkTimeouts(of instance: ResourceInstance) {
    for block in instance.blocks("timeouts") ?? [] {
      for (name, argument) in block.arguments.sorted(by: { $0.name < $1.name }) {
        guard case .string(let text) = argument.value.content,
          (try? DurationText.parse(text)) == nil
        else { continue }
        sink.report(.invalidTimeout(name, text, at: argument.location))
      }
    }
  }

  mutating func checkNotEmpty(_ argument: EvaluatedBody.Argument, _ name: String) -> Bool {
    guard argument.isEmptyText else { return true }
    sink.report(.emptyID(name, at: argument.location))
    return false
  }

  mutating func checkGroupID(_ argument: EvaluatedBody.Argument) -> Bool {
    guard case .string(let text) = argument.value.content, !text.hasPrefix("sg-") else {
      return true
    }
    sink.report(.notAGroupID(text, at: argument.location))
    return false
  }

  /// Names are unique in a VPC, and EC2 does not tell upper from lower case there.
  mutating func checkUniqueName(
    _ name: SecurityGroup.GroupName, _ vpc: Term?, _ region: Term?, of instance: ResourceInstance
  ) {
    guard case .exact(let term) = name, let text = term.knownText else { return }
    let provider = instance.module.provider(instance.configuration.provider)
    let group = NamedGroup(
      name: text, location: instance.body.location("name"),
      place: .init(
        vpc: vpc, region: region, provider: provider.map(ObjectIdentifier.init)))
    let lowercase = text.lowercased()
    if let first = groupNames[lowercase]?.first(where: { $0.place == group.place }) {
      sink.report(
        .duplicateGroup(
          text, differsInCase: first.name != text, at: group.location, first.location))
    } else {
      groupNames[lowercase, default: []].append(group)
    }
  }

  /// Whether no source is written at all, which `checkSources` reports.
  func isWithoutSource(_ body: EvaluatedBody) -> Bool { ruleSources.allSatisfy { body[$0] == nil } }

  /// Inline, the provider refuses ports together with every protocol, but only at apply.
  mutating func checkPortsOfAllProtocol(_ block: EvaluatedBody) {
    guard let from = block["from_port"]?.value.knownInteger,
      let to = block["to_port"]?.value.knownInteger, from != 0 || to != 0
    else { return }
    sink.report(
      .portsOfAllProtocol(from, to, at: block.location(from != 0 ? "from_port" : "to_port")))
  }

  /// Which sources may stand together goes by what is written, not by its value.
  mutating func checkSources(_ body: EvaluatedBody) {
    let given = ruleSources.filter { body[$0] != nil }
    if given.isEmpty { sink.report(.missingSources(ruleSources, at: body.location)) }
    let exclusive: [(String, String)] = [
      ("cidr_blocks", "self"), ("cidr_blocks", "source_security_group_id"),
      ("ipv6_cidr_blocks", "self"), ("ipv6_cidr_blocks", "source_security_group_id"),
      ("self", "source_security_group_id"),
    ]
    for (one, other) in exclusive where given.contains(one) && given.contains(other) {
      sink.report(.conflicting(one, other, at: body.location(one), body.location(other)))
    }
  }
}

/// The characters that EC2 takes in names and descriptions of groups and rules.
private func isGroupText(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9": true
  default: " ._-:/()#,@[]+=&;{}!$*".unicodeScalars.contains(scalar)
  }
}

extension String {
  /// The first character that EC2 does not take in names and descriptions of groups and rules.
  var firstRefusedByGroups: Unicode.Scalar? {
    let isPlain = utf8.allSatisfy { byte in
      byte < 0x80 && groupText[Int(byte)]
    }
    return isPlain ? nil : unicodeScalars.first { !isGroupText($0) }
  }
}

/// `isGroupText` of each character of ASCII.
private let groupText = (UInt8(0)..<0x80).map { isGroupText(Unicode.Scalar($0)) }
