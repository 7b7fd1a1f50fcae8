import CodePrinter
import Diagnostics
import SecurityGroupIR

extension Plan {
  /// The calls after which the group is there and its id is known.
  mutating func makeGroup(_ id: GroupID) {
    let group = program[id]
    switch group.identity {
    case .created(let name, let description, let vpc): create(group, name, description, vpc)
    case .defaultGroup(let vpc): adopt(group, vpc)
    case .existing: break
    }
    describe(id)
  }

  /// The call that tells of a group what nothing else does, if something asks for it.
  mutating func describe(_ id: GroupID) {
    guard needsDescription(id) else { return }
    let group = program[id]
    let groupID = value(.group(id, .id), at: group.origin)
    append(
      group, id: Self.describedID(group), "DescribeSecurityGroups",
      [.init("GroupIds", [groupID])], expectOne: "SecurityGroups")
  }

  mutating func create(
    _ group: SecurityGroup, _ name: SecurityGroup.GroupName, _ description: Term, _ vpc: Term?
  ) {
    let origin = group.origin
    let named: [JSON.Field] = [
      .init("GroupName", groupName(name, of: group)),
      .init("Description", text(description, at: origin)),
    ]
    let tags = tagSpecifications(group.tags ?? [], "security-group", at: origin)
    var comments: [String] = []
    if case .prefix = name {
      comments.append(
        "The name must be new: it ends in a hash of \(group.address), not in the time as Terraform's."
      )
    }
    if let wanted = group.egress.rules.first(where: \.isDefaultEgress) {
      comments.append("EC2 gives it the egress rule of \(wanted.origin.text) by itself.")
    }
    let comment = comments.isEmpty ? nil : comments.joined(separator: " ")
    let undo = [
      UndoCall("DeleteSecurityGroup", [.init("GroupId", Self.result(group.name, "GroupId"))])
    ]
    // Without a network the default VPC is meant.
    let network = vpc.map { [JSON.Field("VpcId", text($0, at: origin))] } ?? []
    append(
      group, id: group.name, "CreateSecurityGroup", named + network + tags, comment: comment,
      undo: undo)
  }

  /// Finds the default group of a network, tags it and takes all its rules away.
  private mutating func adopt(_ group: SecurityGroup, _ vpc: Term?) {
    var network: JSON
    if let vpc {
      network = text(vpc, at: group.origin)
    } else {
      let id = group.name + ".vpc"
      append(
        group, id: id, "DescribeVpcs", [.init("Filters", [Self.filter("is-default", ["true"])])],
        expectOne: "Vpcs")
      network = Self.result(id, "Vpcs[0].VpcId")
    }
    append(
      group, id: group.name, "DescribeSecurityGroups",
      [
        .init(
          "Filters",
          [Self.filter("group-name", ["default"]), Self.filter("vpc-id", [network])])
      ], expectOne: "SecurityGroups")
    let tags = tagList(group.tags ?? [], at: group.origin)
    if !tags.isEmpty {
      let resource = JSON.Field("Resources", [Self.result(group.name, "SecurityGroups[0].GroupId")])
      let keys: [JSON] = tags.compactMap { $0["Key"] }.map { ["Key": $0] }
      append(
        group, id: group.name + ".tags", "CreateTags", [resource, .init("Tags", .array(tags))],
        undo: [
          UndoCall("DeleteTags", [resource, .init("Tags", .array(keys))]),
          UndoCall(
            "CreateTags",
            [
              resource,
              .init(
                "Tags",
                Self.result(
                  group.name,
                  "(SecurityGroups[0].Tags || `[]`)[?!starts_with(Key, 'aws:')]")),
            ]),
        ])
    }
  }

  mutating func append(
    _ group: SecurityGroup, id: String, _ operation: String, _ parameters: [JSON.Field],
    source: Origin? = nil, comment: String? = nil, after: [String] = [],
    ignoreErrors: [String] = [], expectOne: String? = nil, rules: [PlanRule] = [],
    undo: [UndoCall] = []
  ) {
    calls.append(
      Call(
        id: id, operation: operation, source: source ?? group.origin, subject: group.subject,
        comment: comment, region: group.region.map { text($0, at: group.origin) }, after: after,
        parameters: parameters, ignoreErrors: ignoreErrors, expectOne: expectOne, rules: rules,
        undo: undo))
  }

  /// The parameter that tags what a call makes; none for no tags.
  mutating func tagSpecifications(_ tags: TagSet, _ resource: String, at origin: Origin)
    -> [JSON.Field]
  {
    let list = tagList(tags, at: origin)
    if list.isEmpty { return [] }
    return [
      .init("TagSpecifications", [["ResourceType": .string(resource), "Tags": .array(list)]])
    ]
  }

  mutating func tagList(_ tags: TagSet, at origin: Origin) -> [JSON] {
    tags.known.map { ["Key": .string($0.key), "Value": text($0.value, at: origin)] }
  }
}

extension SecurityGroup {
  var subject: PlanSubject { PlanSubject(address: address, origin: origin) }
}
