import CodePrinter
import SecurityGroupIR

/// Rules that one command sets: alike in all but the peer, or all known.
struct RuleBatch {
  var rules: [Rule]
  /// The peers come from a list, one call each.
  var isLoop: Bool
}

extension Runbook {
  func authorizationStep(_ id: GroupID, _ direction: Direction) -> RunbookStep {
    let group = program[id]
    let rules = rulesToSet(id, direction)
    let variable = ruleVariable(id, direction)
    let commands =
      ["\(variable)=\"\""] + batches(rules).map { authorize(id, direction, $0) }
      + ["echo \"$\(variable)\""]
    var seen: Set<String> = []
    let origins = rules.map(\.origin.text).filter { seen.insert($0).inserted }
    return RunbookStep(
      title: "Authorize the \(direction.rawValue) rules of \(Markdown.text(group.name))",
      source: origins.map(Markdown.text).joined(separator: ", "),
      commands: commands.joined(separator: "\n"),
      prints: "It should print the ids of the new rules, `sgr-…`.",
      verification: verification(id, direction))
  }

  /// All but the rule that EC2 gives a new group.
  func rulesToSet(_ id: GroupID, _ direction: Direction) -> [Rule] {
    let group = program[id]
    return group.rules(direction).rules.filter { !isDefaultEgress($0, direction, of: group) }
  }

  /// Holds the ids of the rules that a step authorized.
  func ruleVariable(_ id: GroupID, _ direction: Direction) -> String {
    "\(names.groupIDs[id.index])_\(direction.rawValue.uppercased())_RULES"
  }

  /// The rules of the group in one direction, to be held against the table.
  private func verification(_ id: GroupID, _ direction: Direction) -> RunbookStep.Look {
    let filter = ("Name=group-id,Values=" + self.id(id)).quoted
    let columns =
      "IpProtocol,FromPort,ToPort,"
      + "CidrIpv4||CidrIpv6||PrefixListId||ReferencedGroupInfo.GroupId,Description"
    let condition = direction == .egress ? "IsEgress" : "!IsEgress"
    return .init(
      commands: command(
        "aws ec2 describe-security-group-rules",
        [["--filters", filter]] + region(id) + [
          ["--query", "'SecurityGroupRules[?\(condition)].[\(columns)]'", "--output table"]
        ]), prints: expectation(program[id], [direction]))
  }

  /// Takes back just what the step authorized.
  func revocation(_ id: GroupID, _ direction: Direction) -> String {
    let revoke = command(
      "aws ec2 revoke-security-group-\(direction.rawValue)",
      [["--group-id", self.id(id).quoted], ["--security-group-rule-ids", "\"$rule\""]]
        + region(id) + [["--query Return --output text"]], indent: "  ")
    return "for rule in $\(ruleVariable(id, direction)); do\n\(revoke)\ndone"
  }

  /// EC2 gives a new group this rule; it is left where it is wanted.
  func isDefaultEgress(_ rule: Rule, _ direction: Direction, of group: SecurityGroup)
    -> Bool
  {
    group.isCreated && direction == .egress && rule.protocol.isAll && rule.description == nil
      && rule.ownTags.isEmpty && rule.peer.kind == .ipv4 && rule.peer.term.knownText == "0.0.0.0/0"
  }

  /// A new group loses the egress that EC2 gave it, one that is adopted all it has.
  func revocationStep(_ id: GroupID, _ direction: Direction) -> RunbookStep {
    let group = program[id]
    let keepsIPv4 = keepsIPv4(id, direction)
    let condition =
      (direction == .egress ? "IsEgress" : "!IsEgress") + (keepsIPv4 ? " && CidrIpv6" : "")
    let name = Markdown.text(group.name)
    return RunbookStep(
      title: group.isCreated
        ? "Revoke the egress that EC2 gave \(name)"
        : "Revoke the \(direction.rawValue) rules that \(name) has",
      before: group.isCreated ? nil : saving(id, direction),
      commands: revokeLoop(id, direction, condition),
      prints: keepsIPv4
        ? "In a VPC with IPv6 it should print `True`, else nothing. Egress to 0.0.0.0/0 is wanted "
          + "and stays."
        : "It should print `True` for each rule revoked.",
      verification: .init(
        commands: count(id, direction, condition), prints: "It should print `0`."))
  }

  /// The rule that EC2 gives every group is wanted.
  func keepsIPv4(_ id: GroupID, _ direction: Direction) -> Bool {
    let group = program[id]
    return group.rules(direction).rules.contains { isDefaultEgress($0, direction, of: group) }
  }

  private func savedRules(_ id: GroupID, _ direction: Direction) -> String {
    "\(names.groupIDs[id.index])_\(direction.rawValue.uppercased())_BEFORE"
  }

  /// Keeps the rules that a group has before they are revoked.
  private func saving(_ id: GroupID, _ direction: Direction) -> RunbookStep.Look {
    let variable = savedRules(id, direction)
    let field = direction == .ingress ? "IpPermissions" : "IpPermissionsEgress"
    let query = "SecurityGroups[0].\(field)"
    let list = command(
      "aws ec2 describe-security-groups",
      [["--group-ids", self.id(id).quoted]] + region(id) + [
        ["--query", ShellWord(query).quoted, "--output json)"]
      ], prefix: "\(variable)=$(")
    return .init(
      commands: "\(list)\necho \"$\(variable)\"",
      prints: "It should print the rules that the group has now; they are kept for rolling back.")
  }

  func restoration(_ id: GroupID, _ direction: Direction) -> String {
    let variable = savedRules(id, direction)
    let call = command(
      "aws ec2 authorize-security-group-\(direction.rawValue)",
      [["--group-id", self.id(id).quoted], ["--ip-permissions", "\"$\(variable)\""]]
        + region(id) + [["--query Return --output text"]])
    return "[[ $\(variable) == \"[]\" ]] || \(call)"
  }

  /// Gives a new group back the egress that EC2 gave it.
  func reopening(_ id: GroupID, isIPv6: Bool) -> String {
    let range = isIPv6 ? "Ipv6Ranges=[{CidrIpv6=::/0}]" : "IpRanges=[{CidrIp=0.0.0.0/0}]"
    return command(
      "aws ec2 authorize-security-group-egress",
      [["--group-id", self.id(id).quoted], ["--ip-permissions", "'IpProtocol=-1,\(range)'"]]
        + region(id) + [["--query Return --output text"]])
  }

  /// How many rules there are for which the condition holds.
  private func count(_ id: GroupID, _ direction: Direction, _ condition: String) -> String {
    let query = ShellWord("length(SecurityGroupRules[?\(condition)])").quoted
    return command(
      "aws ec2 describe-security-group-rules",
      [["--filters", ("Name=group-id,Values=" + self.id(id)).quoted]] + region(id) + [
        ["--query", query, "--output text"]
      ])
  }

  /// Revokes the rules for which the JMESPath condition holds, however many there are.
  func revokeLoop(_ id: GroupID, _ direction: Direction, _ condition: String) -> String {
    let group = program[id]
    let query = ShellWord("SecurityGroupRules[?\(condition)].SecurityGroupRuleId").quoted
    let list = command(
      "aws ec2 describe-security-group-rules",
      [["--filters", ("Name=group-id,Values=" + self.id(id)).quoted]] + region(group) + [
        ["--query", query, "--output text"]
      ])
    let revoke = command(
      "aws ec2 revoke-security-group-\(direction.rawValue)",
      [["--group-id", self.id(id).quoted], ["--security-group-rule-ids", "\"$rule\""]]
        + region(group) + [["--query Return --output text"]], indent: "  ")
    return "for rule in $(\(list)); do\n\(revoke)\ndone"
  }

  /// Known rules together, one call for each set of tags; then a loop for each list.
  private func batches(_ rules: [Rule]) -> [RuleBatch] {
    if rules.count == 1 { return [RuleBatch(rules: rules, isLoop: rules[0].peer.isEach)] }
    var alike: [(form: Rule, rules: [Rule])] = []
    var positions: [Rule: Int] = [:]
    for rule in rules {
      let form = rule.withoutPeer
      if let position = positions[form] {
        alike[position].rules.append(rule)
      } else {
        positions[form] = alike.count
        alike.append((form, [rule]))
      }
    }
    var known: [RuleBatch] = []
    var batches: [TagSet: Int] = [:]
    var loops: [RuleBatch] = []
    for (form, rules) in alike {
      if rules.contains(where: \.peer.isEach) {
        loops.append(RuleBatch(rules: rules, isLoop: true))
      } else if let batch = batches[form.ownTags] {
        known[batch].rules += rules
      } else {
        batches[form.ownTags] = known.count
        known.append(RuleBatch(rules: rules, isLoop: false))
      }
    }
    return known + loops
  }
}

extension Rule {
  /// What it has in common with its neighbours from one list.
  fileprivate var withoutPeer: Rule {
    var rule = self
    rule.peer.values = .one(.literal(.null))
    rule.origin = Origin(file: "", line: 0)
    return rule
  }
}
