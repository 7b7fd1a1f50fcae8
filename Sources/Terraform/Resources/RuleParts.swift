import Diagnostics
import HCL
import SecurityGroupIR

extension Lowering {
  /// The port range as EC2 keeps it: none for protocols to which ports mean nothing.
  mutating func ports(_ block: EvaluatedBody, _ name: IPProtocol) -> Ports? {
    guard !name.isAll, name.hasPorts || name.isICMP else {
      if !name.isAll { checkPortsMeanNothing(block, name) }
      return .unspecified
    }
    guard let from = block["from_port"], let to = block["to_port"] else {
      if block["from_port"] == nil, block["to_port"] == nil {
        if name.hasPorts { sink.report(.portsMissing(name.name, at: block.location)) }
        return .unspecified
      }
      sink.report(.onePortMissing(at: block.location))
      return nil
    }
    let areWhole = [checkPort(from, name), checkPort(to, name)]
    guard !areWhole.contains(false) else { return nil }
    if let low = from.value.knownInteger, let high = to.value.knownInteger {
      if name.hasPorts, low > high { sink.report(.portsReversed(low, high, at: from.location)) }
      if name.isICMP, low == -1, high != -1 { sink.report(.codeWithoutType(high, at: to.location)) }
    }
    guard let low = term(from), let high = term(to) else { return nil }
    return .range(from: low, to: high)
  }

  /// EC2 takes a range there and opens the whole protocol.
  private mutating func checkPortsMeanNothing(_ block: EvaluatedBody, _ name: IPProtocol) {
    guard Int(name.name) != nil, let low = block["from_port"]?.value.knownInteger,
      let high = block["to_port"]?.value.knownInteger,
      ![[0, 0], [-1, -1], [0, 65_535]].contains([low, high])
    else { return }
    sink.report(.portsMeanNothing(name.name, at: block.location("from_port")))
  }

  private mutating func checkPort(_ port: EvaluatedBody.Argument, _ name: IPProtocol) -> Bool {
    guard case .number(let number) = port.value.content else { return true }
    guard let whole = number.asInt else {
      sink.report(.portNotWhole(number.text, at: port.location))
      return false
    }
    let limit = name.isICMP ? 255 : 65_535
    if !(-1...limit).contains(whole) {
      sink.report(.portOutOfRange(whole, limit: limit, name.name, at: port.location))
    }
    return true
  }

  /// One peer for each element that is known to be there, one `each` for a list that is not known.
  mutating func peers(_ kind: Peer.Kind, _ argument: EvaluatedBody.Argument?) -> [Peer] {
    guard let argument else { return [] }
    switch argument.value.content {
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      return elements.compactMap { element in
        peer(
          kind,
          EvaluatedBody.Argument(
            value: element.marked(argument.value.marks), location: argument.location))
      }
    default:
      guard let term = term(argument) else { return [] }
      guard case .list(let parts) = term else { return [Peer(kind, .each(term))] }
      return parts.compactMap { part in
        switch part {
        case .each(let list): return Peer(kind, .each(list))
        case .element(let element):
          guard let text = element.knownText else { return Peer(kind, .one(element)) }
          return knownPeer(kind, text, at: argument.location)
        }
      }
    }
  }

  mutating func peer(_ kind: Peer.Kind, _ argument: EvaluatedBody.Argument) -> Peer? {
    if argument.value.isNull {
      sink.report(.nullInList(at: argument.location))
      return nil
    }
    if case .string(let text) = argument.value.content,
      !argument.value.marks.contains(.sensitive)
    {
      return knownPeer(kind, text, at: argument.location)
    }
    guard let term = term(argument) else { return nil }
    return Peer(kind, .one(term))
  }

  /// The protocol of a rule; `nil` while it is not known.
  mutating func ipProtocol(_ argument: EvaluatedBody.Argument?) -> IPProtocol? {
    guard let argument,
      let text = knownText(argument, "because it decides which ports the rule may have")
    else { return nil }
    let name = IPProtocol(canonicalizing: text)
    if !name.isKnownToEC2 { sink.report(.unknownProtocol(text, at: argument.location)) }
    return name
  }

  private mutating func knownPeer(
    _ kind: Peer.Kind, _ text: String, at location: SourceLocation
  ) -> Peer? {
    switch kind {
    case .ipv4:
      if let problem = CIDRProblem(ipv4: text) {
        sink.report(.invalidCIDR(text, .ipv4, problem, at: location))
        return nil
      }
    case .ipv6:
      if let problem = CIDRProblem(ipv6: text) {
        sink.report(.invalidCIDR(text, .ipv6, problem, at: location))
        return nil
      }
    case .prefixList:
      if text.isEmpty {
        sink.report(.emptyID("The id of the prefix list", at: location))
        return nil
      }
    case .group:
      if text.isEmpty {
        sink.report(.emptyID("The id of the group", at: location))
        return nil
      }
      // `ACCOUNT/sg-…` names a group of another account.
      let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
      guard let id = parts.last, id.hasPrefix("sg-") else {
        sink.report(.notAGroupID(text, at: location))
        return nil
      }
      if parts.count == 2 { return Peer(.group, .one(.text(id)), account: parts[0]) }
    }
    return Peer(kind, .one(.text(text)))
  }

  /// An empty description is none.
  func nonEmpty(_ term: Term?) -> Term? { term == .text("") ? nil : term }

  /// Adds a rule to a group. Exact repetitions vanish where the provider keeps rules in a set, and are
  /// refused where each is a resource of its own.
  mutating func add(_ rule: Rule, _ direction: Direction, to id: GroupID, inline: Bool) {
    if let same = presentRule(like: rule, direction, of: id) {
      let isRepetition = same.description == rule.description
      if inline, isRepetition, same.peer != rule.peer, let place = rule.origin.location {
        sink.report(.sameAddressTwice(rule.peer.term.knownText ?? "", at: place))
      }
      if inline, isRepetition, !isStandalone(same) { return }
      if let place = rule.origin.location {
        sink.report(.duplicateRule(direction, at: place, same.origin.location))
      }
      return
    }
    if !inline, let block = inlineBlocks[GroupSide(group: id, direction: direction).number],
      let place = rule.origin.location
    {
      sink.report(.mixedRules(direction, at: place, block))
    }
    if direction == .ingress {
      program.groups[id.index].ingress.rules.append(rule)
    } else {
      program.groups[id.index].egress.rules.append(rule)
    }
  }

  /// The rule of a group that EC2 takes for the same permission.
  private mutating func presentRule(
    like rule: Rule, _ direction: Direction, of id: GroupID
  ) -> Rule? {
    let rules = program[id].rules(direction).rules
    // Up to some number it is quicker to look at all.
    if rules.count < 16 { return rules.first { $0.permits(the: rule) } }
    let side = GroupSide(group: id, direction: direction).number
    presentRules[side, default: PresentRules()].add(rules)
    return presentRules[side]?.positions[RuleIdentity(rule)].map { rules[$0] }
  }
}

extension Lowering {
  private func isStandalone(_ rule: Rule) -> Bool {
    rule.origin.address.map { standaloneRules[$0] != nil } ?? false
  }
}

/// The rules of a group in one direction.
struct GroupSide {
  var group: GroupID
  var direction: Direction

  /// Each side has its own: a key that costs a table nothing.
  typealias Number = Int

  var number: Number { 2 * group.index + (direction == .egress ? 1 : 0) }
}

/// Where each of the first rules of a side stands.
struct PresentRules {
  private var count = 0
  private(set) var positions: [RuleIdentity: Int] = [:]

  /// Adds those that have come since the last time.
  mutating func add(_ rules: [Rule]) {
    for index in count..<rules.count { positions[RuleIdentity(rules[index])] = index }
    count = rules.count
  }
}

/// What EC2 takes for the same permission of a group.
struct RuleIdentity: Hashable {
  private let `protocol`: IPProtocol
  private let ports: Ports
  private let peer: Peer

  init(_ rule: Rule) {
    self.protocol = rule.protocol
    ports = rule.ports
    peer = rule.peer.told
  }
}

extension Rule {
  fileprivate func permits(the other: Rule) -> Bool {
    self.protocol == other.protocol && ports == other.ports && peer.told == other.peer.told
  }
}

extension Peer {
  /// Only IPv6 addresses are accepted in more than one spelling.
  fileprivate var told: Peer { kind == .ipv6 ? canonical : self }
}

extension IPProtocol {
  /// TCP and UDP have ports; for everything but ICMP the range means nothing to EC2.
  var hasPorts: Bool { name == "tcp" || name == "udp" }

  /// One of the names that EC2 has, or a number that a protocol can have.
  fileprivate var isKnownToEC2: Bool {
    if isAll || hasPorts || isICMP { return true }
    return Int(name).map { (0...255).contains($0) } ?? false
  }
}

extension Value {
  var knownInteger: Int? { if case .number(let number) = content { number.asInt } else { nil } }
}
