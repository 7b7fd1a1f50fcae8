import CodePrinter
import SecurityGroupIR

extension ShellTerms {
  /// One line for each rule; neighbours that differ in nothing but the peer share one. Where some
  /// are resources of their own, it stands above them where they come from.
  func ruleStatements(_ group: SecurityGroup) -> [Doc] {
    var lines: [Doc] = []
    var place: String?
    let isScattered = Direction.allCases.map(group.rules).contains {
      $0.ownership == .additive && !$0.rules.isEmpty
    }
    for direction in Direction.allCases {
      for rules in gathered(group.rules(direction).rules) {
        if isScattered, let own = rules.first?.origin.text, own != place {
          lines.append(.text("at \(ShellWord(own).quoted)"))
          place = own
        }
        lines.append(Doc.text(line(direction, rules)).marked(rules.first?.origin.mark))
      }
    }
    return lines
  }

  private func gathered(_ rules: [Rule]) -> [[Rule]] {
    var out: [[Rule]] = []
    for rule in rules {
      if let last = out.last, last.allSatisfy({ isAlike($0, rule) }),
        peers(last + [rule]).quoted.unicodeScalars.count <= Self.longestPeerList
      {
        out[out.count - 1].append(rule)
      } else {
        out.append([rule])
      }
    }
    return out
  }

  private static let longestPeerList = 60

  private func isAlike(_ a: Rule, _ b: Rule) -> Bool {
    a.protocol == b.protocol && a.ports == b.ports && a.description == b.description
      && a.tags == b.tags && a.ignoredTags == b.ignoredTags && a.peer.kind == b.peer.kind
      && a.origin == b.origin
  }

  private func line(_ direction: Direction, _ rules: [Rule]) -> String {
    let rule = rules[0]
    let keep =
      rule.tags == nil
      ? namesKeptTags ? ["keep_tags=yes"] : [] : ignoring(rule.ignoredTags)
    var parts = [
      direction.rawValue, ShellWord(rule.protocol.name).quoted, ports(rule).quoted,
      peers(rules).quoted,
    ]
    let tags = tagWords(rule.ownTags).flatMap(\.self)
    if let description = rule.description {
      let word = word(description)
      // Text for people stands in quotes even where the shell would not need them.
      parts.append(word.knownText?.isPlainShellWord == true ? "\"\(word.quoted)\"" : word.quoted)
    } else if !tags.isEmpty {
      parts.append("\"\"")
    }
    return (keep + parts + tags).joined(separator: " ")
  }

  private func peers(_ rules: [Rule]) -> ShellWord {
    ShellWord.join(
      rules.map { rule in
        switch rule.peer.values {
        case .one(let term):
          (rule.peer.account.map { ShellWord($0 + "/") } ?? "") + word(term)
        case .each(let term): words(term)
        }
      }, " ")
  }

  /// `all`, `22`, `8000-8099`, for ICMP `8:-1`.
  func ports(_ rule: Rule) -> ShellWord {
    guard case .range(let from, let to) = rule.ports, !rule.protocol.isAll, !rule.protocol.isNumber
    else { return "all" }
    if rule.protocol.isICMP {
      return from.knownInteger == -1 && to.knownInteger == -1
        ? "all" : word(from) + ":" + word(to)
    }
    return from == to ? word(from) : word(from) + "-" + word(to)
  }
}
