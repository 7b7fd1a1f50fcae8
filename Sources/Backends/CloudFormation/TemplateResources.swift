import CodePrinter
import Diagnostics
import SecurityGroupIR

extension Template {
  /// Groups first, then the rules that are resources of their own, then what uses the groups.
  mutating func printResources(to printer: inout Printer) {
    var section = printer.beside()
    section.openSection("Resources")
    var rules = section.beside()
    for (index, group) in program.groups.enumerated() {
      let id = GroupID(index)
      if group.isCreated {
        section.add(names.groups[index], makeGroup(group, id).marked(group.origin.mark))
      }
      for direction in Direction.allCases {
        for (number, rule) in group.rules(direction).rules.enumerated()
        where !placement.isInline(number, direction, of: id) {
          rules.add([makeRuleResource(rule, direction, of: id)])
        }
      }
    }
    section.append(rules)
    section.add(makeAssociations())
    guard section.hasItems else { return sink.report(.templateWithoutResources()) }
    section.close()
    printer.append(section)
  }

  private mutating func makeGroup(_ group: SecurityGroup, _ id: GroupID) -> JSON {
    guard case .created(let name, let description, let vpc) = group.identity else { return .null }
    let origin = group.origin
    var metadata: [JSON.Field] = [
      .init("Source", .string("\(group.address) (\(origin.text))"))
    ]
    var properties: [JSON.Field] = []
    switch name {
    case .exact(let term): properties.append(.init("GroupName", value(term, at: origin)))
    // CloudFormation makes a unique name itself, but it lets nobody choose how it begins.
    case .prefix(.literal(let prefix)):
      metadata.append(.init("NamePrefix", .string(prefix.scalarText ?? "")))
    case .prefix:
      notes.append("\(group.address): its name does not have the prefix it should have.")
    }
    properties.append(.init("GroupDescription", value(description, at: origin)))
    if let vpc { properties.append(.init("VpcId", value(vpc, at: origin))) }

    let inline = Direction.allCases.map { inlineRules(group, id, $0) }
    let ingress = makeRules(inline[0], .ingress)
    if !ingress.isEmpty { properties.append(.init("SecurityGroupIngress", .array(ingress))) }
    var egress = makeRules(inline[1], .egress)
    if egress.isEmpty {
      egress = [Self.noEgress]
      sink.report(.egressPlaceholder(group))
      groupsWithoutEgress.append(group.address)
    }
    properties.append(.init("SecurityGroupEgress", .array(egress)))
    for (direction, rules) in zip(Direction.allCases, inline) where !rules.isEmpty {
      // In the order of the rules within the group, which can say nothing about themselves.
      metadata.append(.init(direction.title + "Sources", .strings(rules.map(\.origin.text))))
    }
    let tags = makeTags(group.tags ?? [], at: origin)
    if !tags.isEmpty { properties.append(.init("Tags", .array(tags))) }

    // The linter asks for a VpcId beside egress; without one the default VPC is meant.
    let checks = Self.portChecks(inline.flatMap(\.self))
    metadata += Self.ignoredChecks((vpc == nil ? ["E3021"] : []) + checks)

    var fields = [type("AWS::EC2::SecurityGroup")]
    if group.preventsDestroy {
      fields += [.init("DeletionPolicy", "Retain"), .init("UpdateReplacePolicy", "Retain")]
    }
    fields += [.init("Metadata", .object(metadata)), .init("Properties", .section(properties))]
    return .section(fields)
  }

  /// Stands for no egress at all, which a template cannot say.
  private static let noEgress: JSON = [
    "Description": "No egress: nothing may be reached but the host itself", "IpProtocol": "-1",
    "CidrIp": "127.0.0.1/32",
  ]

  private mutating func makeRules(_ rules: [Rule], _ direction: Direction) -> [JSON] {
    rules.map { rule in
      JSON.object(ruleFields(rule, direction, peer: value(rule.peer.term, at: rule.origin)))
        .marked(rule.origin.mark)
    }
  }

  private func inlineRules(_ group: SecurityGroup, _ id: GroupID, _ direction: Direction) -> [Rule]
  {
    let rules = group.rules(direction).rules
    if rules.indices.allSatisfy({ placement.isInline($0, direction, of: id) }) { return rules }
    return rules.indices.filter { placement.isInline($0, direction, of: id) }.map { rules[$0] }
  }

  /// The linter takes the type and code of ICMPv6 for ports: without a meaning, and both -1 or none.
  private static func portChecks(_ rules: [Rule]) -> [String] {
    let types = rules.filter { $0.protocol.name == "icmpv6" && $0.ports != .unspecified }
    let hasEveryCode = types.contains {
      guard case .range(let type, let code) = $0.ports else { return false }
      return type.knownInteger != -1 && code.knownInteger == -1
    }
    return (hasEveryCode ? ["E3688"] : []) + (types.isEmpty ? [] : ["W3687"])
  }

  private static func ignoredChecks(_ checks: [String]) -> [JSON.Field] {
    if checks.isEmpty { return [] }
    return [.init("cfn-lint", ["config": ["ignore_checks": .strings(checks)]])]
  }

  private mutating func makeTags(_ tags: TagSet, at origin: Origin) -> [JSON] {
    var list: [JSON] = []
    for part in tags {
      switch part {
      case .entry(let key, let term):
        list.append(["Key": Self.literal(key), "Value": value(term, at: origin)])
      case .each(let term): sink.report(.inexpressibleTerm(term, in: program, at: origin))
      }
    }
    return list
  }

  /// A rule as a resource, or a loop that makes one for each element of a list.
  private mutating func makeRuleResource(_ rule: Rule, _ direction: Direction, of group: GroupID)
    -> JSON.Field
  {
    let name = names.rule(rule, direction, of: group)
    guard case .each(let list) = rule.peer.values else {
      let peer = value(rule.peer.term, at: rule.origin)
      return .init(name, ruleResource(rule, direction, of: group, peer: peer, condition: nil))
    }
    needsExtensions = true
    let variable = names.loopVariable(rule.peer.kind)
    let collection = self.list(list, at: rule.origin)
    var condition: String?
    if case .input(let id) = list {
      // A CommaDelimitedList that is empty holds one empty text.
      condition = self.condition(id)
      if !loopInputs.contains(id.index) {
        loopInputs.append(id.index)
        if let pair = collision(in: program[id].defaultValue ?? .null) {
          sink.report(.collidingNames(program[id], pair.0, pair.1))
        }
      }
    }
    let resource = ruleResource(
      rule, direction, of: group, peer: ["Ref": .string(variable)], condition: condition)
    return .init(
      "Fn::ForEach::" + name,
      .array([
        .string(variable), collection, .section([.init("\(name)&{\(variable)}", resource)]),
      ]))
  }

  private mutating func ruleResource(
    _ rule: Rule, _ direction: Direction, of group: GroupID, peer: JSON, condition: String?
  ) -> JSON {
    var fields = [type("AWS::EC2::SecurityGroup" + direction.title)]
    if let condition { fields.append(.init("Condition", .string(condition))) }
    let id = JSON.Field("GroupId", value(.group(group, .id), at: rule.origin))
    fields += [
      .init(
        "Metadata",
        .object(
          [.init("Source", .string(rule.origin.text))] + Self.ignoredChecks(Self.portChecks([rule]))
        )),
      .init("Properties", .section([id] + ruleFields(rule, direction, peer: peer))),
    ]
    return JSON.section(fields).marked(rule.origin.mark)
  }

  /// Notes that the template has resources of the type.
  mutating func type(_ name: String) -> JSON.Field {
    resourceTypes.insert(name)
    return .init("Type", .string(name))
  }

  private mutating func ruleFields(_ rule: Rule, _ direction: Direction, peer: JSON)
    -> [JSON.Field]
  {
    var fields: [JSON.Field] = []
    if let description = rule.description {
      fields.append(.init("Description", value(description, at: rule.origin)))
    }
    fields.append(.init("IpProtocol", .string(rule.protocol.name)))
    if case .range(let from, let to) = rule.ports, !rule.portsMeanNothing {
      fields.append(.init("FromPort", number(from, at: rule.origin)))
      fields.append(.init("ToPort", number(to, at: rule.origin)))
    }
    let side = direction == .ingress ? "Source" : "Destination"
    switch rule.peer.kind {
    case .ipv4: fields.append(.init("CidrIp", peer))
    case .ipv6: fields.append(.init("CidrIpv6", peer))
    case .prefixList: fields.append(.init(side + "PrefixListId", peer))
    case .group: fields.append(.init(side + "SecurityGroupId", peer))
    }
    if let account = rule.peer.account {
      if direction == .ingress {
        fields.append(.init("SourceSecurityGroupOwnerId", .string(account)))
      } else {
        sink.report(.egressOwner(rule, account: account))
        notes.append(
          "\(rule.origin.text): a template cannot say that account \(account) owns the peer.")
      }
    }
    return fields
  }

  /// The first two elements that a loop would give one name.
  private func collision(in literal: Literal) -> (String, String)? {
    guard case .list(let elements) = literal else { return nil }
    var seen: [String: String] = [:]
    for text in elements.compactMap(\.scalarText) {
      let name = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
      if let first = seen[name] { return (first, text) }
      seen[name] = text
    }
    return nil
  }
}

extension Rule {
  /// All ports of a protocol that has none, as EC2 reads any range there: only noise.
  fileprivate var portsMeanNothing: Bool {
    if self.protocol.hasPorts { return false }
    guard case .range(let from, let to) = ports else { return true }
    let all: [[Int?]] = [[0, 0], [-1, -1], [0, 65535]]
    return all.contains([from.knownInteger, to.knownInteger])
  }
}
