import CodePrinter
import SecurityGroupIR

/// Rules that differ in their peer only: one line of the script.
struct RuleLine {
  /// One of them, for all but the peers.
  var pattern: Rule
  private(set) var peers: [Peer]
  /// The peers, as soon as there are several.
  private var seen: Set<Peer> = []

  private init(_ rule: Rule) {
    pattern = rule
    peers = [rule.peer]
  }

  private mutating func add(_ peer: Peer) {
    if seen.isEmpty { seen = Set(peers) }
    if seen.insert(peer).inserted { peers.append(peer) }
  }

  /// The lines of a rule set, in the order in which each first appears.
  static func lines(of rules: [Rule]) -> [RuleLine] {
    if rules.count == 1 { return [RuleLine(rules[0])] }
    var lines: [RuleLine] = []
    var positions: [Likeness: Int] = [:]
    for rule in rules {
      if let position = positions[Likeness(rule: rule)] {
        lines[position].add(rule.peer)
      } else {
        positions[Likeness(rule: rule)] = lines.count
        lines.append(RuleLine(rule))
      }
    }
    return lines
  }

  /// All of a rule but its peer.
  private struct Likeness: Hashable {
    var rule: Rule

    static func == (left: Likeness, right: Likeness) -> Bool {
      let (a, b) = (left.rule, right.rule)
      return a.origin == b.origin && a.protocol == b.protocol && a.ports == b.ports
        && a.description == b.description && a.tags == b.tags && a.ignoredTags == b.ignoredTags
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(rule.origin)
      hasher.combine(rule.ports)
      hasher.combine(rule.description)
    }
  }
}

/// Writes rules as items of the lists that `ensure_rules` and `add_rules` take.
struct RuleWriter {
  let terms: TermWriter
  let checks: RuleChecks
  /// Whether a rule that shall have no tags must say so.
  let namesNoTags: Bool

  func list(_ rules: [Rule]) -> PythonExpression {
    let items = RuleLine.lines(of: rules).map(item)
    // A list of nothing but another list is that list.
    if items.count == 1, case .starred(let only) = items[0] { return only }
    return .list(items)
  }

  private func item(_ line: RuleLine) -> PythonExpression {
    let rule = line.pattern
    let tail = rule.description.map { [terms.text($0)] } ?? []
    let peers = peerList(line.peers)
    var rules: PythonExpression
    switch (rule.protocol.name, rule.ports) {
    case ("-1", _):
      rules = call("all_traffic", [peers] + tail)
    case (let name, .range(let from, let to))
    where ["tcp", "udp"].contains(name) && from == to:
      rules = call(name, [port(from, of: rule), peers] + tail)
    case (let name, _):
      let head = [PythonExpression.string(name)] + bounds(rule)
      if case .list(let only) = peers, only.count == 1 {
        let single = call("Rule", head + only + tail)
        if tags(of: rule) == nil { return single.marked(rule.origin.mark) }
        rules = .list([single])
      } else {
        rules = call("per_peer", head + [peers] + tail)
      }
    }
    if let tags = tags(of: rule) {
      let ignored = terms.ignoredTags.isEmpty ? [] : [terms.ignored(rule.ignoredTags)]
      rules = call("tagged", [rules, terms.tags(tags)] + ignored)
    }
    return .starred(rules.marked(rule.origin.mark))
  }

  private func tags(of rule: Rule) -> TagSet? {
    guard let tags = rule.tags, !tags.isEmpty || namesNoTags || !rule.ignoredTags.isEmpty else {
      return nil
    }
    return tags
  }

  /// Only these protocols have ports, or types and codes, in EC2; it answers -1 for all others.
  private func bounds(_ rule: Rule) -> [PythonExpression] {
    guard case .range(let from, let to) = rule.ports, rule.protocol.hasPorts
    else { return [.integer(-1), .integer(-1)] }
    return [port(from, of: rule), port(to, of: rule)]
  }

  private func port(_ term: Term, of rule: Rule) -> PythonExpression {
    checks.ports[term].map { .name($0) } ?? terms.port(term, at: rule.origin)
  }

  private func peerList(_ peers: [Peer]) -> PythonExpression {
    if peers.count == 1, let list = list(of: peers[0]) { return list }
    return .list(peers.map { list(of: $0).map { .starred($0) } ?? terms.peer($0) })
  }

  /// Nil where it is no list, but one peer.
  private func list(of peer: Peer) -> PythonExpression? {
    if let name = checks.peers[peer] { return .name(name) }
    return peer.isEach ? terms.value(peer.term) : nil
  }

  private func call(_ name: String, _ arguments: [PythonExpression]) -> PythonExpression {
    .call(.name(name), arguments.map { .init(nil, $0) })
  }
}

extension TermWriter {
  /// A single peer as EC2 spells it; a group of another account with the account before it.
  func peer(_ peer: Peer) -> PythonExpression {
    guard let account = peer.account, let id = peer.term.knownText else { return text(peer.term) }
    return .string(account + "/" + id)
  }
}
