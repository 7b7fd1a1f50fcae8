import CodePrinter
import Diagnostics
import SecurityGroupIR

/// What separates the rules of a group in one direction from those that it shall have.
struct RuleDifference {
  let group: GroupID
  let found: Account.Group
  let direction: Direction
  /// In the order of the configuration.
  var missing: [Rule] = []
  /// Rules that are there, with what they are in the account.
  var kept: [(wanted: Rule, present: Account.Rule)] = []
  /// Rules that shall go and are still there.
  var extra: [Account.Rule] = []
}

extension Plan {
  mutating func difference(
    _ id: GroupID, _ found: Account.Group, _ direction: Direction
  ) -> RuleDifference {
    let set = program[id].rules(direction)
    var result = RuleDifference(group: id, found: found, direction: direction)
    let present = found.rules.filter { $0.identity.direction == direction }
    let byIdentity = Dictionary(present.map { ($0.identity, $0) }) { first, _ in first }
    var wanted: [RuleIdentity: Rule] = [:]
    for rule in set.rules {
      guard let identity = identity(of: rule, direction) else {
        result.missing.append(rule)
        continue
      }
      if let first = wanted[identity] {
        if first.description != rule.description || first.tags != rule.tags {
          sink.report(.rulesContradict(first, rule))
        }
        continue
      }
      wanted[identity] = rule
      if let there = byIdentity[identity] {
        result.kept.append((rule, there))
      } else {
        result.missing.append(rule)
      }
    }
    // What others added to a group that is not owned stays.
    if set.ownership == .exclusive {
      result.extra = present.filter { wanted[$0.identity] == nil }
    }
    return result
  }

  /// Nothing for a rule that cannot be there yet, because it names a group that is not.
  private func identity(of rule: Rule, _ direction: Direction) -> RuleIdentity? {
    guard let peer = known(rule.peer.term) else { return nil }
    var ports: (from: Int, to: Int)?
    if case .range(let from, let to) = rule.ports {
      guard let from = known(from).flatMap({ Int($0) }), let to = known(to).flatMap({ Int($0) })
      else { return nil }
      ports = (from, to)
    }
    return RuleIdentity(direction, rule.protocol, ports: ports, rule.peer.kind, peer)
  }

  // MARK: Authorizing

  /// Authorizes what is missing. Where the quota leaves no room, as many rules that shall go are revoked
  /// first as are needed; never one that stays.
  mutating func authorizeMissing(_ difference: inout RuleDifference) {
    guard !difference.missing.isEmpty else { return }
    let group = program[difference.group]
    let groupID = JSON.Field("GroupId", .string(difference.found.id))
    var room = RuleRoom(difference)
    let fitting = room.take(difference.missing)
    authorize(
      group, groupID, difference.direction, Array(difference.missing[..<fitting]), after: [])
    let rest = Array(difference.missing[fitting...])
    guard !rest.isEmpty else { return }
    let leaving = room.makeRoom(for: rest, among: difference.extra)
    let revoked = leaving.map { difference.extra[$0] }
    for index in leaving.reversed() { difference.extra.remove(at: index) }
    revoke(difference, revoked, comment: "The quota leaves no room for the rules that follow.")
    authorize(group, groupID, difference.direction, rest, after: [])
  }

  // MARK: Descriptions

  mutating func describeAnew(_ difference: RuleDifference) {
    let changed = difference.kept.filter { wanted, present in
      !isDescribed(wanted, as: present)
    }
    guard let first = changed.first else { return }
    let group = program[difference.group]
    let groupID = JSON.Field("GroupId", .string(difference.found.id))
    let wanted = changed.map { wanted, _ in
      var rule = wanted
      // An empty description takes the old one away.
      rule.description = rule.description ?? .text("")
      return rule
    }
    let operation = "UpdateSecurityGroupRuleDescriptions" + difference.direction.title
    append(
      group,
      id: names.take("\(group.name).describe_\(difference.direction.rawValue)", separator: "_"),
      operation, [groupID, .init("IpPermissions", .array(permissions(wanted)))],
      source: first.wanted.origin,
      rules: zip(wanted, changed).map { rule, old in
        shown(rule, difference.direction, note: "was \"\(old.present.description)\"")
      },
      undo: [
        UndoCall(
          operation,
          [
            groupID,
            .init(
              "IpPermissions",
              .array(changed.map { $0.present.permission(alwaysDescribed: true) })),
          ])
      ])
  }

  private func isDescribed(_ wanted: Rule, as present: Account.Rule) -> Bool {
    guard let term = wanted.description else { return present.description.isEmpty }
    return known(term).map { $0.utf8.elementsEqual(present.description.utf8) } ?? false
  }

  // MARK: Revoking

  mutating func revoke(
    _ difference: RuleDifference, _ rules: [Account.Rule], comment: String? = nil
  ) {
    guard !rules.isEmpty else { return }
    let group = program[difference.group]
    let groupID = JSON.Field("GroupId", .string(difference.found.id))
    var batches: [(tags: [Account.Tag], rules: [Account.Rule])] = []
    for rule in rules {
      if let index = batches.firstIndex(where: { $0.tags == rule.tags }) {
        batches[index].rules.append(rule)
      } else {
        batches.append((rule.tags, [rule]))
      }
    }
    append(
      group,
      id: names.take("\(group.name).revoke_\(difference.direction.rawValue)", separator: "_"),
      "RevokeSecurityGroup" + difference.direction.title,
      [groupID, .init("SecurityGroupRuleIds", .strings(rules.map(\.id)))], comment: comment,
      rules: rules.map(\.shown),
      undo: batches.map { batch in
        UndoCall(
          "AuthorizeSecurityGroup" + difference.direction.title,
          [groupID, .init("IpPermissions", .array(batch.rules.map { $0.permission() }))]
            + Self.tagSpecifications(batch.tags))
      })
  }

  private static func tagSpecifications(_ tags: [Account.Tag]) -> [JSON.Field] {
    if tags.isEmpty { return [] }
    let specification: JSON = [
      "ResourceType": "security-group-rule", "Tags": .array(tags.map(\.json)),
    ]
    return [.init("TagSpecifications", [specification])]
  }

  // MARK: What stays

  mutating func setRuleTags(_ difference: RuleDifference) {
    let group = program[difference.group]
    for (wanted, present) in difference.kept {
      guard let tags = wanted.tags else { continue }
      setTags(
        of: present.id, present.tags, wanted: tags, ignoring: wanted.ignoredTags, group,
        id: "\(group.name).rule_", source: wanted.origin)
    }
  }

  mutating func spareRules(_ difference: RuleDifference) {
    let same = difference.kept.filter { isDescribed($0.wanted, as: $0.present) }
    let rows = same.map { shown($0.wanted, difference.direction, note: $0.present.id) }
    spare(program[difference.group], rows, rows.count == 1 ? "it is there" : "they are there")
  }
}

extension Account.Rule {
  /// - Parameter alwaysDescribed: With an empty description, too.
  func permission(alwaysDescribed: Bool = false) -> JSON {
    var fields: [JSON.Field] = [.init("IpProtocol", .string(identity.protocol.name))]
    if let ports = identity.ports {
      fields += [.init("FromPort", .number(ports.from)), .init("ToPort", .number(ports.to))]
    }
    let range = JSON.compact([
      "UserId": identity.kind == .group ? peerOwner.map(JSON.string) : nil,
      identity.kind.rangeMember: .string(identity.peer),
      "Description": description.isEmpty && !alwaysDescribed ? nil : .string(description),
    ])
    fields.append(.init(identity.kind.rangeList, [range]))
    return .object(fields)
  }

  var shown: PlanRule {
    var traffic = identity.protocol.isAll ? "all" : identity.protocol.name
    if let ports = identity.ports {
      traffic += " " + planText(ports: .number(ports.from), .number(ports.to), identity.protocol)
    }
    return PlanRule(
      direction: identity.direction, traffic: traffic, peer: .string(identity.peer),
      description: description.isEmpty ? nil : .string(description), note: id)
  }
}
