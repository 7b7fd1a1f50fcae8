import Diagnostics
import HCL
import SecurityGroupIR

let securityGroupRule = ResourceType(
  "aws_security_group_rule",
  Schema(
    [
      "type": .init(.string, .required),
      "security_group_id": .init(.string, .required),
      "from_port": .init(.number, .required),
      "to_port": .init(.number, .required),
      "protocol": .init(.string, .required),
      "cidr_blocks": .init(.list(.string), .optional),
      "ipv6_cidr_blocks": .init(.list(.string), .optional),
      "prefix_list_ids": .init(.list(.string), .optional),
      "source_security_group_id": .init(.string, .optionalComputed),
      "self": .init(.bool, .optional),
      "description": .init(.string, .optional),
      "region": .init(.string, .optionalComputed),
      "id": .init(.string, .computed),
      "security_group_rule_id": .init(.string, .computed),
    ],
    blocks: ["timeouts": .init(Schema(["create": .init(.string, .optional)]), isSingle: true)]),
  lower: { instance, lowering in lowering.lowerSecurityGroupRule(instance) })

extension Lowering {
  mutating func lowerSecurityGroupRule(_ instance: ResourceInstance) {
    let body = instance.body
    checkSources(body)
    checkRuleDescription(body["description"])
    guard let type = knownText(body["type"], "because it decides the direction of the rule") else {
      return
    }
    guard let direction = Direction(rawValue: type) else {
      sink.report(.invalidRuleType(type, at: body.location("type")))
      return
    }
    guard let name = ipProtocol(body["protocol"]), let ports = ports(body, name),
      let id = group(of: instance)
    else { return }
    let description = nonEmpty(term(body["description"]))
    var peers = self.peers(.ipv4, body["cidr_blocks"])
    peers += self.peers(.ipv6, body["ipv6_cidr_blocks"])
    peers += self.peers(.prefixList, body["prefix_list_ids"])
    if let source = body["source_security_group_id"], let peer = peer(.group, source) {
      peers.append(peer)
    }
    let itself = Peer(.group, .one(program[id].ownID(id)))
    if knownBool(body["self"], "because it decides whether there is a rule for the group itself")
      == true, !peers.contains(itself)
    {
      peers.append(itself)
    }
    standaloneRules[instance.address] = StandaloneRule(
      group: id, direction: direction, location: body.location)
    if peers.isEmpty, !isWithoutSource(body) { sink.report(.sourceIsEmpty(at: body.location)) }
    for peer in peers {
      add(
        Rule(
          name, ports, peer, description: description,
          origin: origin(body.location, of: instance.address)),
        direction, to: id, inline: false)
    }
  }

  /// The group that a standalone rule belongs to: one of the program, or one that exists elsewhere.
  mutating func group(of instance: ResourceInstance) -> GroupID? {
    guard let argument = instance.body["security_group_id"],
      checkNotEmpty(argument, "security_group_id"), checkGroupID(argument),
      let target = term(argument)
    else { return nil }
    if case .group(let id, .id) = target { return id }
    if let known = existingGroups[target] { return known }
    let id = GroupID(program.groups.count)
    existingGroups[target] = id
    program.groups.append(
      SecurityGroup(
        name: names.takeGroup(existingGroupName(target)), address: instance.address,
        identity: .existing(id: target), tags: nil, ingress: RuleSet(.additive, []),
        egress: RuleSet(.additive, []), region: region(of: instance),
        origin: origin(instance.configuration.location, of: instance.address)))
    return id
  }

  private func existingGroupName(_ target: Term) -> String {
    switch target {
    case .input(let id): identifierText(program[id].address.replacingSuffix(".id", with: ""))
    case .lookup(let id, _): program[id].name
    case .literal(.string(let text)): identifierText(text)
    default: "existing_group"
    }
  }
}

extension SecurityGroup {
  /// The term that names the group itself as a peer.
  func ownID(_ id: GroupID) -> Term {
    if case .existing(let term) = identity { term } else { .group(id, .id) }
  }
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}
