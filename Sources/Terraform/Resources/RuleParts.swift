import Diagnostics
import HCL
import SecurityGroupIR

extension Lowering {
  /// The port range as EC2 keeps it: none for protocols to which ports mean nothing.
  mutating func ports(_ block: EvaluatedBody, _ name: IPProtocol) -> Ports? {
    guard !name.isAll, name.hasPorts || name.isICMP else { return .unspecified }
    guard let from = block["from_port"], let to = block["to_port"] else {
      if block["from_port"] == nil, block["to_port"] == nil {
        if name.hasPorts { sink.report(.portsMissing(name.name, at: block.location)) }
        return .unspecified
      }
      sink.report(.onePortMissing(at: block.location))
      return nil
    }
    guard checkPort(from, name), checkPort(to, name) else { return nil }
    if let low = from.value.knownInteger, let high = to.value.knownInteger, low > high,
      name.hasPorts
    {
      sink.report(.portsReversed(low, high, at: from.location))
    }
    guard let low = term(from), let high = term(to) else { return nil }
    return .range(from: low, to: high)
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
    case .prefixList: break
    case .group:
      // `ACCOUNT/sg-…` names a group of another account.
      let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
      if parts.count == 2 { return Peer(.group, .one(.text(parts[1])), account: parts[0]) }
    }
    return Peer(kind, .one(.text(text)))
  }

  /// An empty description is none.
  func nonEmpty(_ term: Term?) -> Term? { term == .text("") ? nil : term }

  /// Adds a rule to a group. Exact repetitions vanish where the provider keeps rules in a set, and are
  /// refused where each is a resource of its own.
  mutating func add(_ rule: Rule, _ direction: Direction, to id: GroupID, inline: Bool) {
    let present = program[id].rules(direction).rules
    if let same = present.first(where: { $0.hasSameIdentity(as: rule) }) {
      let isRepetition = same.description == rule.description
      if inline, isRepetition { return }
      if let place = rule.origin.location {
        sink.report(.duplicateRule(direction, at: place, same.origin.location))
      }
      return
    }
    if !inline, program[id].isCreated, program[id].rules(direction).ownership == .exclusive,
      let place = rule.origin.location
    {
      sink.report(.mixedRules(direction, at: place, program[id].origin.location))
    }
    if direction == .ingress {
      program.groups[id.index].ingress.rules.append(rule)
    } else {
      program.groups[id.index].egress.rules.append(rule)
    }
  }
}

extension Rule {
  /// Direction aside: what EC2 takes for the same permission.
  func hasSameIdentity(as other: Rule) -> Bool {
    self.protocol == other.protocol && ports == other.ports && peer == other.peer
  }
}

extension IPProtocol {
  /// TCP and UDP have ports; for everything but ICMP the range means nothing to EC2.
  var hasPorts: Bool { name == "tcp" || name == "udp" }
}

extension Value {
  var knownInteger: Int? { if case .number(let number) = content { number.asInt } else { nil } }
}
