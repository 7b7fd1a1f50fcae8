import CodePrinter
import SecurityGroupIR

/// How rules are spelled in commands.
extension Runbook {
  func authorize(_ id: GroupID, _ direction: Direction, _ batch: RuleBatch) -> String {
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
    rows +=
      region(id) + [
        ["--query 'SecurityGroupRules[].SecurityGroupRuleId' --output text)\""]
      ]
    let call = command(
      "aws ec2 authorize-security-group-\(direction.rawValue)", rows,
      prefix: ruleVariable(id, direction) + "+=\" $(", indent: batch.isLoop ? "  " : "")
    return batch.isLoop ? "for peer in \(peers(batch.rules)); do\n\(call)\ndone" : call
  }

  /// The words that the loop goes over: a list as it is; of several parts each peer once.
  private func peers(_ rules: [Rule]) -> String {
    let words = rules.map { rule in
      guard rule.peer.isEach else { return terms.word(rule.peer.term).quoted }
      // A list is meant to fall into its words.
      return String(terms.words(rule.peer.term).quoted.dropFirst().dropLast())
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
