import CodePrinter
import SecurityGroupIR

extension Plan {
  /// The calls after which a group has its rules and no others that Terraform would take away.
  mutating func makeRules(_ id: GroupID) {
    let group = program[id]
    let groupID = JSON.Field("GroupId", value(.group(id, .id), at: group.origin))
    var cleared: [String] = []
    switch group.identity {
    case .created: cleared = revokeDefaultEgress(group, groupID)
    case .defaultGroup: cleared = revokeEverything(group, groupID, Direction.allCases)
    case .existing:
      let owned = Direction.allCases.filter { group.rules($0).ownership == .exclusive }
      if !owned.isEmpty { cleared = revokeEverything(group, groupID, owned) }
    }
    for direction in Direction.allCases {
      authorize(group, groupID, direction, after: cleared)
    }
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
    if !group.egress.rules.contains(where: \.isDefaultEgress) {
      append(
        group, id: first, "RevokeSecurityGroupEgress",
        [groupID, permission("IpRanges", ["CidrIp": "0.0.0.0/0"])],
        comment: "EC2 gives every new group this rule.")
      ids.append(first)
    }
    append(
      group, id: first + "_ipv6", "RevokeSecurityGroupEgress",
      [groupID, permission("Ipv6Ranges", ["CidrIpv6": "::/0"])],
      comment: "EC2 gives it this rule where the network has IPv6.",
      ignoreErrors: ["InvalidPermission.NotFound", "InvalidParameterValue"])
    return ids + [first + "_ipv6"]
  }

  /// Asks for all rules of a group and revokes them by their ids; an executor leaves out a call
  /// without ids.
  private mutating func revokeEverything(
    _ group: SecurityGroup, _ groupID: JSON.Field, _ directions: [Direction]
  ) -> [String] {
    let present = group.name + ".present"
    append(
      group, id: present, "DescribeSecurityGroupRules",
      [.init("Filters", [Self.filter("group-id", [groupID.value])])])
    return directions.map { direction in
      let id = "\(group.name).revoke_\(direction.rawValue)"
      let filter = direction == .egress ? "IsEgress" : "!IsEgress"
      append(
        group, id: id, "RevokeSecurityGroup" + direction.title,
        [
          groupID,
          .init(
            "SecurityGroupRuleIds",
            Self.result(present, "SecurityGroupRules[?\(filter)].SecurityGroupRuleId")),
        ], comment: "Whatever rules are there.")
      return id
    }
  }

  /// One call for all rules without tags, and one for each set of tags: a call tags all it makes.
  private mutating func authorize(
    _ group: SecurityGroup, _ groupID: JSON.Field, _ direction: Direction, after: [String]
  ) {
    var batches: [(tags: TagSet, rules: [Rule])] = []
    for rule in group.rules(direction).rules {
      if group.isCreated, direction == .egress, rule.isDefaultEgress { continue }
      if let index = batches.firstIndex(where: { $0.tags == rule.ownTags }) {
        batches[index].rules.append(rule)
      } else {
        batches.append((rule.ownTags, [rule]))
      }
    }
    for (number, batch) in batches.enumerated() {
      let suffix = number == 0 ? "" : "_\(number + 1)"
      append(
        group, id: "\(group.name).\(direction.rawValue)\(suffix)",
        "AuthorizeSecurityGroup" + direction.title,
        [groupID, .init("IpPermissions", .array(permissions(batch.rules)))]
          + tagSpecifications(batch.tags, "security-group-rule", at: batch.rules[0].origin),
        source: batch.rules[0].origin, after: after.filter { concerns($0, direction) })
    }
  }

  /// Whether what a call revoked may be authorized again in this direction.
  private func concerns(_ revocation: String, _ direction: Direction) -> Bool {
    calls.contains { $0.id == revocation && $0.operation.hasSuffix(direction.title) }
  }

  /// Rules of the same protocol and ports share a permission.
  private mutating func permissions(_ rules: [Rule]) -> [JSON] {
    var permissions: [(like: Rule, ranges: [Peer.Kind: [JSON]])] = []
    for rule in rules {
      let range = self.range(rule)
      if let index = permissions.firstIndex(where: { $0.like.hasTraffic(of: rule) }) {
        permissions[index].ranges[rule.peer.kind, default: []].append(range)
      } else {
        permissions.append((rule, [rule.peer.kind: [range]]))
      }
    }
    return permissions.map { permission in
      var fields: [JSON.Field] = [
        .init("IpProtocol", .string(permission.like.protocol.name))
      ]
      if case .range(let from, let to) = permission.like.ports {
        fields.append(.init("FromPort", number(from, at: permission.like.origin)))
        fields.append(.init("ToPort", number(to, at: permission.like.origin)))
      }
      for kind in Peer.Kind.allCases {
        guard let ranges = permission.ranges[kind] else { continue }
        // One loop by itself is the list; among others it is spliced into one.
        let isLoop = ranges.count == 1 && ranges[0].isLoop
        fields.append(.init(kind.rangeList, isLoop ? ranges[0] : .array(ranges)))
      }
      return .object(fields)
    }
  }

  private mutating func range(_ rule: Rule) -> JSON {
    let origin = rule.origin
    func range(_ peer: JSON, _ description: JSON?) -> JSON {
      .compact([
        "UserId": rule.peer.account.map(JSON.string),
        rule.peer.kind.rangeMember: .some(peer),
        "Description": description,
      ])
    }
    let description = rule.description.map { text($0, at: origin) }
    switch rule.peer.values {
    case .one(let term): return range(text(term, at: origin), description)
    case .each(let list):
      return each(list, as: range(["$item": true], description), at: origin)
    }
  }
}

extension Rule {
  /// The rule that EC2 gives every new group, exactly.
  var isDefaultEgress: Bool {
    self.protocol.isAll && peer == .ipv4("0.0.0.0/0") && description == nil && ownTags.isEmpty
  }

  fileprivate func hasTraffic(of other: Rule) -> Bool {
    self.protocol == other.protocol && ports == other.ports
  }
}

extension JSON {
  fileprivate var isLoop: Bool {
    if case .object(let fields) = self { fields.first?.name == "$each" } else { false }
  }
}

extension Direction {
  /// As operations end: `AuthorizeSecurityGroupIngress`.
  fileprivate var title: String { self == .ingress ? "Ingress" : "Egress" }
}

extension Peer.Kind {
  /// The member of a permission that lists peers of this kind.
  fileprivate var rangeList: String {
    switch self {
    case .ipv4: "IpRanges"
    case .ipv6: "Ipv6Ranges"
    case .prefixList: "PrefixListIds"
    case .group: "UserIdGroupPairs"
    }
  }

  fileprivate var rangeMember: String {
    switch self {
    case .ipv4: "CidrIp"
    case .ipv6: "CidrIpv6"
    case .prefixList: "PrefixListId"
    case .group: "GroupId"
    }
  }
}
