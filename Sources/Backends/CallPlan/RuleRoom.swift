import SecurityGroupIR

/// How many rules a group has in one direction, and how many it may have at any moment.
///
/// Nobody knows the quota that an account has asked for; it is no less than what is documented, than what
/// the group has now, and than what it shall have in the end.
struct RuleRoom {
  private var counts: [Peer.Kind: Int] = [:]
  private var limits: [Peer.Kind: Int] = [:]
  private static let families: [Peer.Kind] = [.ipv4, .ipv6]

  init(_ difference: RuleDifference) {
    let present = difference.found.rules.map(\.identity).filter {
      $0.direction == difference.direction
    }.map(\.kind)
    let extra = difference.extra.map(\.identity.kind)
    for family in Self.families {
      let now = Self.count(present, family)
      let added = Self.count(difference.missing.map(\.peer.kind), family)
      counts[family] = now
      limits[family] = max(Quota.rules, now, now + added - Self.count(extra, family))
    }
  }

  /// How many of these rules, from the first on, there is room for; they are counted from now on.
  mutating func take(_ rules: [Rule]) -> Int {
    var taken = 0
    for rule in rules {
      let kind = rule.peer.kind
      guard Self.families.allSatisfy({ !kind.counts(over: $0) || room($0) > 0 }) else { break }
      for family in Self.families where kind.counts(over: family) {
        counts[family, default: 0] += 1
      }
      taken += 1
    }
    return taken
  }

  /// The indices of rules that must go before the others fit, in ascending order.
  func makeRoom(for rules: [Rule], among extra: [Account.Rule]) -> [Int] {
    var needed = Dictionary(
      uniqueKeysWithValues: Self.families.map { family in
        (family, Self.count(rules.map(\.peer.kind), family) - room(family))
      })
    return extra.indices.filter { index in
      let kind = extra[index].identity.kind
      let helps = Self.families.filter { kind.counts(over: $0) }
      guard helps.contains(where: { needed[$0, default: 0] > 0 }) else { return false }
      for family in helps { needed[family, default: 0] -= 1 }
      return true
    }
  }

  private func room(_ family: Peer.Kind) -> Int {
    limits[family, default: 0] - counts[family, default: 0]
  }

  private static func count(_ kinds: [Peer.Kind], _ family: Peer.Kind) -> Int {
    kinds.filter { $0.counts(over: family) }.count
  }
}
