import CodePrinter
import SecurityGroupIR

extension Plan {
  /// The calls after which a group has its rules and no others that Terraform would take away.
  mutating func makeRules(_ id: GroupID) {
    let group = program[id]
    let groupID = JSON.Field("GroupId", value(.group(id, .id), at: group.origin))
    var cleared: [Direction: [String]] = [:]
    switch group.identity {
    case .created: cleared[.egress] = revokeDefaultEgress(group, groupID)
    case .defaultGroup: cleared = revokeEverything(group, groupID, Direction.allCases)
    case .existing:
      let owned = Direction.allCases.filter { group.rules($0).ownership == .exclusive }
      if !owned.isEmpty { cleared = revokeEverything(group, groupID, owned) }
    }
    for direction in Direction.allCases {
      var rules = group.rules(direction).rules
      if group.isCreated, direction == .egress { rules.removeAll(where: \.isDefaultEgress) }
      authorize(group, groupID, direction, rules, after: cleared[direction] ?? [])
    }
    let given = group.isCreated ? group.egress.rules.filter(\.isDefaultEgress) : []
    spare(group, given.map { shown($0, .egress) }, "EC2 gives every new group this rule")
  }

  mutating func spare(_ group: SecurityGroup, _ rules: [PlanRule], _ reason: String) {
    guard !rules.isEmpty else { return }
    spared.append(
      SparedRules(
        position: handedOver + calls.count, subject: group.subject, rules: rules, reason: reason))
  }

  /// EC2 lets a new group reach everything, over IPv6 only where the network has IPv6.
  private mutating func revokeDefaultEgress(_ group: SecurityGroup, _ groupID: JSON.Field)
    -> [String]
  {
    let first = group.name + ".default_egress"
    var ids: [String] = []
    func permission(_ list: String, _ range: JSON) -> JSON.Field {
      .init("IpPermissions", [.object([.init("IpProtocol", "-1"), .init(list, [range])])])
    }
    func rule(_ peer: JSON) -> PlanRule {
      PlanRule(direction: .egress, traffic: "all", peer: peer)
    }
    if !group.egress.rules.contains(where: \.isDefaultEgress) {
      let parameters = [groupID, permission("IpRanges", ["CidrIp": "0.0.0.0/0"])]
      append(
        group, id: first, "RevokeSecurityGroupEgress", parameters,
        comment: "EC2 gives every new group this rule.", rules: [rule("0.0.0.0/0")],
        undo: [UndoCall("AuthorizeSecurityGroupEgress", parameters)])
      ids.append(first)
    }
    let parameters = [groupID, permission("Ipv6Ranges", ["CidrIpv6": "::/0"])]
    append(
      group, id: first + "_ipv6", "RevokeSecurityGroupEgress", parameters,
      comment: "EC2 gives it this rule where the network has IPv6.",
      ignoreErrors: ["InvalidPermission.NotFound", "InvalidParameterValue"], rules: [rule("::/0")],
      undo: [UndoCall("AuthorizeSecurityGroupEgress", parameters)])
    return ids + [first + "_ipv6"]
  }

  /// Asks for all rules of a group and revokes them by their ids; an executor leaves out a call
  /// without ids.
  private mutating func revokeEverything(
    _ group: SecurityGroup, _ groupID: JSON.Field, _ directions: [Direction]
  ) -> [Direction: [String]] {
    var described = group.name
    if group.isExisting {
      described = Self.describedID(group)
      append(
        group, id: described, "DescribeSecurityGroups", [.init("GroupIds", [groupID.value])],
        comment: "What it has, for undoing this.", expectOne: "SecurityGroups")
    }
    let present = group.name + ".present"
    append(
      group, id: present, "DescribeSecurityGroupRules",
      [.init("Filters", [Self.filter("group-id", [groupID.value])])])
    var revocations: [Direction: [String]] = [:]
    for direction in directions {
      let id = "\(group.name).revoke_\(direction.rawValue)"
      let filter = direction == .egress ? "IsEgress" : "!IsEgress"
      let permissions = direction == .egress ? "IpPermissionsEgress" : "IpPermissions"
      append(
        group, id: id, "RevokeSecurityGroup" + direction.title,
        [
          groupID,
          .init(
            "SecurityGroupRuleIds",
            Self.result(present, "SecurityGroupRules[?\(filter)].SecurityGroupRuleId")),
        ], comment: "Whatever rules are there.",
        undo: [
          UndoCall(
            "AuthorizeSecurityGroup" + direction.title,
            [
              groupID,
              .init("IpPermissions", Self.result(described, "SecurityGroups[0].\(permissions)")),
            ])
        ])
      revocations[direction] = [id]
    }
    return revocations
  }

  /// One call for all rules without tags, and one for each set of tags: a call tags all it makes.
  mutating func authorize(
    _ group: SecurityGroup, _ groupID: JSON.Field, _ direction: Direction, _ rules: [Rule],
    after: [String]
  ) {
    var batches: [(tags: TagSet, rules: [Rule])] = []
    var positions: [TagSet: Int] = [:]
    for rule in rules {
      if let last = batches.last, last.tags == rule.ownTags {
        batches[batches.count - 1].rules.append(rule)
      } else if let position = positions[rule.ownTags] {
        batches[position].rules.append(rule)
      } else {
        positions[rule.ownTags] = batches.count
        batches.append((rule.ownTags, [rule]))
      }
    }
    for batch in batches {
      let parameters = [groupID, .init("IpPermissions", .array(permissions(batch.rules)))]
      append(
        group, id: names.take("\(group.name).\(direction.rawValue)", separator: "_"),
        "AuthorizeSecurityGroup" + direction.title,
        parameters
          + tagSpecifications(batch.tags, "security-group-rule", at: batch.rules[0].origin),
        source: batch.rules[0].origin, after: after,
        rules: batch.rules.map { shown($0, direction) },
        undo: [UndoCall("RevokeSecurityGroup" + direction.title, parameters)])
    }
  }
}

extension Rule {
  /// The rule that EC2 gives every new group, exactly.
  var isDefaultEgress: Bool {
    self.protocol.isAll && peer == .ipv4("0.0.0.0/0") && description == nil && ownTags.isEmpty
  }
}
