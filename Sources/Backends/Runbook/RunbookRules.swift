import CodePrinter
import SecurityGroupIR

/// Rules that one command sets: alike in all but the peer, or all known.
private struct RuleBatch {
  var rules: [Rule]
  /// The peers come from a list, one call each.
  var isLoop: Bool
}

extension Runbook {
  func ruleSteps(_ id: GroupID) -> [RunbookStep] {
    let group = program[id]
    let name = Markdown.text(group.name)
    var steps: [RunbookStep] = []
    for direction in Direction.allCases {
      let set = group.rules(direction)
      if !group.isCreated, let step = revokeStep(id, direction) { steps.append(step) }
      let rules = set.rules.filter { !isDefaultEgress($0, direction, of: group) }
      guard !rules.isEmpty else { continue }
      let commands = batches(rules).map { authorize(id, direction, $0) }
      let origins = rules.map(\.origin.text).reduce(into: [String]()) { texts, text in
        if !texts.contains(text) { texts.append(text) }
      }
      steps.append(
        RunbookStep(
          title: "Authorize the \(direction.rawValue) rules of \(name)",
          source: origins.map(Markdown.text).joined(separator: ", "),
          commands: commands.joined(separator: "\n"),
          prints: "It should print `True`, once for each call.",
          privileges: privileges(rules, direction, of: group)))
    }
    return steps
  }

  private func privileges(_ rules: [Rule], _ direction: Direction, of group: SecurityGroup)
    -> [Privilege]
  {
    let operation = "AuthorizeSecurityGroup" + (direction == .ingress ? "Ingress" : "Egress")
    var all: [Privilege] = []
    if rules.contains(where: { $0.ownTags.isEmpty }) { all.add(operation, for: [.apply]) }
    if rules.contains(where: { !$0.ownTags.isEmpty }) {
      all.addTagging(operation, .securityGroupRule, for: [.apply])
    }
    return all
  }

  /// EC2 gives a new group this rule; it is left where it is wanted.
  private func isDefaultEgress(_ rule: Rule, _ direction: Direction, of group: SecurityGroup)
    -> Bool
  {
    group.isCreated && direction == .egress && rule.protocol.isAll && rule.description == nil
      && rule.ownTags.isEmpty && rule.peer.kind == .ipv4 && rule.peer.term.knownText == "0.0.0.0/0"
  }

  /// A new group loses the egress that EC2 gave it, one that is adopted all it has.
  func revokeStep(_ id: GroupID, _ direction: Direction) -> RunbookStep? {
    let group = program[id]
    let isDefaultEgress = group.isCreated && direction == .egress
    guard isDefaultEgress || (!group.isCreated && group.rules(direction).ownership == .exclusive)
    else { return nil }
    let keepsIPv4 = group.rules(direction).rules.contains {
      self.isDefaultEgress($0, direction, of: group)
    }
    let condition =
      (direction == .egress ? "IsEgress" : "!IsEgress")
      + (keepsIPv4 ? " && CidrIpv6" : "")
    let name = Markdown.text(group.name)
    return RunbookStep(
      title: isDefaultEgress
        ? "Revoke the egress that EC2 gave \(name)"
        : "Revoke the \(direction.rawValue) rules that \(name) has",
      source: nil, commands: revokeLoop(id, direction, condition),
      prints: keepsIPv4
        ? "In a VPC with IPv6 it should print `True`, else nothing. Egress to 0.0.0.0/0 is wanted "
          + "and stays."
        : "It should print `True` for each rule revoked.",
      privileges: Self.reading("DescribeSecurityGroupRules") + [
        Privilege(
          "RevokeSecurityGroup" + (direction == .ingress ? "Ingress" : "Egress"), for: [.apply])
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
    var alike: [(form: Rule, rules: [Rule])] = []
    for rule in rules {
      if let index = alike.firstIndex(where: { $0.form == rule.withoutPeer }) {
        alike[index].rules.append(rule)
      } else {
        alike.append((rule.withoutPeer, [rule]))
      }
    }
    var known: [RuleBatch] = []
    var loops: [RuleBatch] = []
    for (form, rules) in alike {
      if rules.contains(where: \.peer.isEach) {
        loops.append(RuleBatch(rules: rules, isLoop: true))
      } else if let index = known.firstIndex(where: { $0.rules.first?.ownTags == form.ownTags }) {
        known[index].rules += rules
      } else {
        known.append(RuleBatch(rules: rules, isLoop: false))
      }
    }
    return known + loops
  }

  private func authorize(_ id: GroupID, _ direction: Direction, _ batch: RuleBatch) -> String {
    let loopVariable = ShellWord.variable("peer")
    let permissions =
      batch.isLoop
      ? batch.rules.prefix(1).map { permission($0, loopVariable) }
      : batch.rules.map { permission($0, terms.word($0.peer.term)) }
    var rows = [
      ["--group-id", self.id(id).quoted], ["--ip-permissions", ShellJSON.list(permissions).quoted],
    ]
    if let tags = batch.rules.first.flatMap({ tagJSON($0.ownTags) }) {
      let specification = ShellJSON.list([
        .object([("ResourceType", .text("security-group-rule")), ("Tags", tags)])
      ])
      rows.append(["--tag-specifications", specification.quoted])
    }
    rows += region(program[id]) + [["--query Return --output text"]]
    let call = command(
      "aws ec2 authorize-security-group-\(direction.rawValue)", rows,
      indent: batch.isLoop ? "  " : "")
    return batch.isLoop ? "for peer in \(peers(batch.rules)); do\n\(call)\ndone" : call
  }

  /// The words that the loop goes over: a list as it is; of several parts each peer once.
  private func peers(_ rules: [Rule]) -> String {
    let words = rules.map { rule in
      let word = rule.peer.isEach ? terms.words(rule.peer.term) : terms.word(rule.peer.term)
      // A list is meant to fall into its words.
      return word.knownText == nil ? String(word.quoted.dropFirst().dropLast()) : word.quoted
    }
    let list = words.joined(separator: " ")
    return rules.count == 1 ? list : "$(printf '%s\\n' \(list) | sort -u)"
  }

  /// A permission with one peer, as EC2's API spells it.
  private func permission(_ rule: Rule, _ peer: ShellWord) -> ShellJSON {
    var fields: [(String, ShellJSON)] = [("IpProtocol", .plain(ShellWord(rule.protocol.name)))]
    if !rule.protocol.isAll {
      switch rule.ports {
      case .range(let from, let to) where !rule.protocol.isNumber:
        fields += [("FromPort", .number(terms.word(from))), ("ToPort", .number(terms.word(to)))]
      default: fields += [("FromPort", .number("-1")), ("ToPort", .number("-1"))]
      }
    }
    var target: [(String, ShellJSON)] = [(rule.peer.kind.field, .plain(peer))]
    if let account = rule.peer.account { target.append(("UserId", .plain(ShellWord(account)))) }
    if let description = rule.description {
      target.append(("Description", .text(terms.word(description))))
    }
    fields.append((rule.peer.kind.list, .list([.object(target)])))
    return .object(fields)
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

extension Peer.Kind {
  /// In botocore's words.
  fileprivate var list: String {
    switch self {
    case .ipv4: "IpRanges"
    case .ipv6: "Ipv6Ranges"
    case .prefixList: "PrefixListIds"
    case .group: "UserIdGroupPairs"
    }
  }

  fileprivate var field: String {
    switch self {
    case .ipv4: "CidrIp"
    case .ipv6: "CidrIpv6"
    case .prefixList: "PrefixListId"
    case .group: "GroupId"
    }
  }
}
