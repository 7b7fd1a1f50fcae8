import Diagnostics
import HCL
import SecurityGroupIR

/// The nine attributes of an inline rule, as the provider's schema has them.
let inlineRuleSchema = Schema([
  "description": .init(.string, .optional),
  "from_port": .init(.number, .required),
  "to_port": .init(.number, .required),
  "protocol": .init(.string, .required),
  "cidr_blocks": .init(.list(.string), .optional),
  "ipv6_cidr_blocks": .init(.list(.string), .optional),
  "prefix_list_ids": .init(.list(.string), .optional),
  "security_groups": .init(.set(.string), .optional),
  "self": .init(.bool, .optional),
])

let timeoutsSchema = Schema([
  "create": .init(.string, .optional), "delete": .init(.string, .optional),
])

let securityGroup = ResourceType(
  "aws_security_group",
  Schema(
    [
      "name": .init(.string, .optionalComputed),
      "name_prefix": .init(.string, .optionalComputed),
      "description": .init(.string, .optional),
      "vpc_id": .init(.string, .optionalComputed),
      "revoke_rules_on_delete": .init(.bool, .optional),
      "region": .init(.string, .optionalComputed),
      "tags": .init(.map(.string), .optional),
      "tags_all": .init(.map(.string), .optionalComputed),
      "id": .init(.string, .computed),
      "arn": .init(.string, .computed),
      "owner_id": .init(.string, .computed),
    ],
    blocks: [
      "ingress": .init(inlineRuleSchema, acceptsAttribute: true),
      "egress": .init(inlineRuleSchema, acceptsAttribute: true),
      "timeouts": .init(timeoutsSchema, isSingle: true),
    ]),
  refine: { configured in
    var fields: [Fields.Entry] = configured.filter { name, value in
      // An empty name is a generated one.
      !(name == "name" && value.content == .string("")) && name != "name_prefix"
    }
    if configured["description"]?.isNull ?? true {
      fields.removeAll { $0.name == "description" }
      fields.append(("description", .string(defaultGroupDescription)))
    }
    return Fields(fields, rest: configured.rest)
  },
  declare: { instance, lowering in lowering.declareGroup(instance) },
  lower: { instance, lowering in lowering.lowerInlineRules(instance) })

/// What the provider writes where no description is configured.
let defaultGroupDescription = "Managed by Terraform"

let defaultSecurityGroup = ResourceType(
  "aws_default_security_group",
  Schema(
    [
      "vpc_id": .init(.string, .optionalComputed),
      "revoke_rules_on_delete": .init(.bool, .optional),
      "region": .init(.string, .optionalComputed),
      "tags": .init(.map(.string), .optional),
      "tags_all": .init(.map(.string), .optionalComputed),
      "name": .init(.string, .computed),
      "name_prefix": .init(.string, .computed),
      "description": .init(.string, .computed),
      "id": .init(.string, .computed),
      "arn": .init(.string, .computed),
      "owner_id": .init(.string, .computed),
    ],
    blocks: [
      "ingress": .init(inlineRuleSchema, acceptsAttribute: true),
      "egress": .init(inlineRuleSchema, acceptsAttribute: true),
    ]),
  declare: { instance, lowering in lowering.declareDefaultGroup(instance) },
  lower: { instance, lowering in lowering.lowerInlineRules(instance) })

extension Lowering {
  mutating func declareGroup(_ instance: ResourceInstance) {
    let body = instance.body
    checkGroupName(body["name"], prefix: body["name_prefix"], in: body.location)
    checkGroupDescription(body["description"], in: body.location)
    let name: SecurityGroup.GroupName
    if let given = body["name"], given.value.content != .string("") {
      guard let term = term(given) else { return }
      name = .exact(term)
    } else if let prefix = body["name_prefix"], prefix.value.content != .string("") {
      guard let term = term(prefix) else { return }
      name = .prefix(term)
    } else {
      name = .prefix(.text("terraform-"))
    }
    let description = body["description"].map { term($0) } ?? .text(defaultGroupDescription)
    guard let description else { return }
    let network = body["vpc_id"].flatMap { $0.isEmptyText ? nil : $0 }
    let vpc = term(network)
    if vpc == nil, network != nil { return }
    let region = region(of: instance)
    checkUniqueName(name, vpc, region, of: instance)
    add(
      instance, .created(name, description: description, vpc: vpc), region,
      tags: tags(of: instance),
      // A group without inline blocks leaves foreign rules alone.
      ingress: declare(.ingress, of: instance) ? .exclusive : .additive,
      egress: declare(.egress, of: instance) ? .exclusive : .additive)
  }

  mutating func declareDefaultGroup(_ instance: ResourceInstance) {
    let network = instance.body["vpc_id"].flatMap { $0.isEmptyText ? nil : $0 }
    let vpc = term(network)
    if vpc == nil, network != nil { return }
    let region = region(of: instance)
    let tags = tags(of: instance)
    for direction in Direction.allCases { _ = declare(direction, of: instance) }
    // Adoption takes all rules away, whether blocks are declared or not.
    add(
      instance, .defaultGroup(vpc: vpc), region, tags: tags, ingress: .exclusive,
      egress: .exclusive)
  }

  /// Notes where the group that is added next declares rules of its own; returns whether it does.
  private mutating func declare(_ direction: Direction, of instance: ResourceInstance) -> Bool {
    guard let place = instance.declaration(ofBlocks: direction.rawValue) else { return false }
    let side = GroupSide(group: GroupID(program.groups.count), direction: direction)
    inlineBlocks[side.number] = place
    return true
  }

  private mutating func add(
    _ instance: ResourceInstance, _ identity: SecurityGroup.Identity, _ region: Term?,
    tags: TagSet?, ingress: RuleSet.Ownership, egress: RuleSet.Ownership
  ) {
    let id = GroupID(program.groups.count)
    groups[instance.address] = id
    program.groups.append(
      SecurityGroup(
        name: groupName(for: instance), address: instance.address, identity: identity, tags: tags,
        ignoredTags: ignoredTags(of: instance), ingress: RuleSet(ingress, []),
        egress: RuleSet(egress, []), region: region,
        preventsDestroy: instance.configuration.preventsDestroy,
        revokesRulesOnDelete: instance.body["revoke_rules_on_delete"]?.value.content == .bool(true),
        origin: origin(instance.configuration.location, of: instance.address)))
  }

  /// The inline blocks of a group, each expanded to one rule a peer.
  mutating func lowerInlineRules(_ instance: ResourceInstance) {
    guard let id = groups[instance.address] else { return }
    for direction in Direction.allCases {
      for block in instance.blocks(direction.rawValue) ?? [] {
        for rule in inlineRules(block, of: id) {
          add(rule, direction, to: id, inline: true)
        }
      }
    }
  }

  private mutating func inlineRules(_ block: EvaluatedBody, of id: GroupID) -> [Rule] {
    checkRuleDescription(block["description"])
    guard let name = ipProtocol(block["protocol"]) else { return [] }
    if name.isAll { checkPortsOfAllProtocol(block) }
    guard let ports = ports(block, name) else { return [] }
    let description = nonEmpty(term(block["description"]))
    let findings = sink.diagnostics.count
    let demands = evaluation.demands.count
    var peers: [Peer] = []
    if knownBool(block["self"], "because it decides whether there is a rule for the group itself")
      == true
    {
      peers.append(Peer(.group, .one(.group(id, .id))))
    }
    peers += self.peers(.ipv4, block["cidr_blocks"])
    peers += self.peers(.ipv6, block["ipv6_cidr_blocks"])
    peers += self.peers(.prefixList, block["prefix_list_ids"])
    peers += self.peers(.group, block["security_groups"])
    // A source that was refused is a source.
    let isRefused = sink.diagnostics.count > findings || evaluation.demands.count > demands
    if peers.isEmpty, !isRefused { sink.report(.ruleWithoutPeer(at: block.location)) }
    let origin = origin(block.location, of: program[id].address)
    return peers.map { Rule(name, ports, $0, description: description, origin: origin) }
  }
}
