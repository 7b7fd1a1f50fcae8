import Diagnostics
import HCL
import SecurityGroupIR

let ingressRule = vpcRule("aws_vpc_security_group_ingress_rule", .ingress)
let egressRule = vpcRule("aws_vpc_security_group_egress_rule", .egress)

private func vpcRule(_ name: String, _ direction: Direction) -> ResourceType {
  ResourceType(
    name,
    Schema([
      "security_group_id": .init(.string, .required),
      "ip_protocol": .init(.string, .required),
      "from_port": .init(.number, .optional),
      "to_port": .init(.number, .optional),
      "cidr_ipv4": .init(.string, .optional),
      "cidr_ipv6": .init(.string, .optional),
      "prefix_list_id": .init(.string, .optional),
      "referenced_security_group_id": .init(.string, .optional),
      "description": .init(.string, .optional),
      "region": .init(.string, .optionalComputed),
      "tags": .init(.map(.string), .optional),
      "tags_all": .init(.map(.string), .computed),
      "id": .init(.string, .computed),
      "arn": .init(.string, .computed),
      "security_group_rule_id": .init(.string, .computed),
    ]),
    lower: { instance, lowering in lowering.lowerVPCRule(instance, direction) })
}

extension Lowering {
  mutating func lowerVPCRule(_ instance: ResourceInstance, _ direction: Direction) {
    let body = instance.body
    let sources: [(name: String, kind: Peer.Kind)] = [
      ("cidr_ipv4", .ipv4), ("cidr_ipv6", .ipv6), ("prefix_list_id", .prefixList),
      ("referenced_security_group_id", .group),
    ]
    let given = sources.filter { body[$0.name] != nil }
    guard let source = given.first, given.count == 1, let argument = body[source.name] else {
      sink.report(
        given.isEmpty
          ? .noSource(sources.map(\.name), at: body.location)
          : .severalSources(given.map(\.name), at: given.map { body.location($0.name) }))
      return
    }
    guard let name = ipProtocol(body["ip_protocol"]) else { return }
    checkVPCRuleDescription(body["description"])
    let refused = ["from_port", "to_port"].filter { port in
      guard let number = body[port]?.value.knownInteger, !(-1...65_535).contains(number) else {
        return false
      }
      sink.report(.portOutOfProviderRange(port, number, at: body.location(port)))
      return true
    }
    guard refused.isEmpty else { return }
    guard let ports = ports(body, name), let peer = peer(source.kind, argument),
      let id = group(of: instance)
    else { return }
    let description = nonEmpty(term(body["description"]))
    let rule = Rule(
      name, ports, peer, description: description, tags: tags(of: instance, nullsAreEmpty: true),
      ignoredTags: ignoredTags(of: instance), origin: origin(body.location, of: instance.address))
    standaloneRules[instance.address] = StandaloneRule(
      group: id, direction: direction, location: body.location)
    add(rule, direction, to: id, inline: false)
  }
}
