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
  /// Lists of peers that were checked before, under the name they have since.
  let checked: [Peer: String]
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
      rules = call(name, [terms.port(from), peers] + tail)
    case (let name, let ports):
      let head = [PythonExpression.string(name)] + bounds(ports, of: rule.protocol)
      if case .list(let only) = peers, only.count == 1, !only[0].isStarred {
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
  private func bounds(_ ports: Ports, of protocol: IPProtocol) -> [PythonExpression] {
    guard case .range(let from, let to) = ports,
      ["tcp", "udp"].contains(`protocol`.name) || `protocol`.isICMP
    else { return [.integer(-1), .integer(-1)] }
    return [terms.port(from), terms.port(to)]
  }

  private func peerList(_ peers: [Peer]) -> PythonExpression {
    if peers.count == 1, peers[0].isEach || checked[peers[0]] != nil { return list(of: peers[0]) }
    return .list(
      peers.map {
        $0.isEach || checked[$0] != nil ? .starred(list(of: $0)) : terms.peer($0)
      })
  }

  private func list(of peer: Peer) -> PythonExpression {
    if let name = checked[peer] { return .name(name) }
    let list = terms.value(peer.term)
    guard let account = peer.account else { return list }
    return .comprehension(
      value: .formatted([.text(account + "/"), .value(.name("peer"))]), name: "peer", list: list)
  }

  private func call(_ name: String, _ arguments: [PythonExpression]) -> PythonExpression {
    .call(.name(name), arguments.map { .init(nil, $0) })
  }
}

extension TermWriter {
  /// A single peer as EC2 spells it; a group of another account with the account before it.
  func peer(_ peer: Peer) -> PythonExpression {
    if peer.kind == .ipv6, let text = peer.term.knownText {
      return .string(canonicalIPv6Block(text))
    }
    guard let account = peer.account else { return text(peer.term) }
    return text(.template([.text(account + "/")] + peer.term.pieces))
  }
}

extension Term {
  /// The pieces of which a template with it consists.
  fileprivate var pieces: [Term] { if case .template(let parts) = self { parts } else { [self] } }
}

extension PythonExpression {
  fileprivate var isStarred: Bool { if case .starred = self { true } else { false } }
}
