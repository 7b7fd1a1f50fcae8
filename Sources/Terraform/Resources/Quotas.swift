import Diagnostics
import SecurityGroupIR

/// How many rules a reference to a prefix list counts as, and in which address family.
struct PrefixListWeight {
  var entries: Int
  /// `nil` where it is not known: then it is not counted.
  var kind: Peer.Kind?
}

extension Lowering {
  /// What only the whole program shows: whether it keeps to AWS's quotas.
  mutating func checkQuotas() {
    for group in program.groups {
      for direction in Direction.allCases { checkRuleCount(group, direction) }
    }
    checkInterfaces()
  }

  private mutating func checkRuleCount(_ group: SecurityGroup, _ direction: Direction) {
    let rules = group.rules(direction).rules
    // Only a prefix list counts as more than one.
    if rules.count <= Quota.rules, !rules.contains(where: { $0.peer.kind == .prefixList }) {
      return
    }
    for family in [Peer.Kind.ipv4, .ipv6] {
      let weights = rules.map { weight(of: $0.peer, in: family) }
      let total = weights.reduce(0) { sum, weight in
        let (result, overflow) = sum.addingReportingOverflow(weight)
        return overflow ? Int.max : result
      }
      guard total > Quota.rules else { continue }
      let heaviest = zip(rules, weights).max { $0.1 < $1.1 }
      sink.report(
        .tooManyRules(
          total, direction, family, isImpossible: total > Quota.mostRules,
          at: group.origin.location,
          heaviest: heaviest.flatMap { $0.1 > 1 ? $0.0.origin.location : nil }))
    }
  }

  private func weight(of peer: Peer, in family: Peer.Kind) -> Int {
    switch peer.kind {
    case .ipv4, .ipv6: return peer.kind == family && !peer.isEach ? 1 : 0
    // It may have members of both families.
    case .group: return peer.isEach ? 0 : 1
    case .prefixList:
      guard case .one(let term) = peer.values, let weight = prefixListWeight(term) else { return 0 }
      return weight.kind ?? family == family ? weight.entries : 0
    }
  }

  private func prefixListWeight(_ term: Term) -> PrefixListWeight? {
    switch term {
    case .input(let id):
      let address = program[id].address
      return address.hasSuffix(".id") ? prefixLists[String(address.dropLast(3))] : nil
    case .lookup(let id, _):
      guard case .describe(let describe) = program[id].kind else { return nil }
      let names = describe.filters.filter { $0.name == "prefix-list-name" }.flatMap(\.values)
      return names.count == 1 ? names[0].knownText.flatMap(weightOfAWSList) : nil
    default: return nil
    }
  }

  private mutating func checkInterfaces() {
    var counted: [Attachment.Target: [Attachment]] = [:]
    for attachment in program.attachments {
      if case .networkInterface = attachment.target {
        counted[attachment.target, default: []].append(attachment)
      }
    }
    for attachments in counted.values.sorted(by: { $0[0].address < $1[0].address })
    where attachments.count > Quota.groupsPerInterface {
      sink.report(
        .tooManyGroups(
          attachments.count, isImpossible: attachments.count > Quota.mostGroupsPerInterface,
          at: attachments[Quota.groupsPerInterface].origin.location,
          first: attachments[0].origin.location))
    }
  }
}

/// The weights that AWS documents for its own lists; lists that are not told there are not counted.
private func weightOfAWSList(_ name: String) -> PrefixListWeight? {
  let kind: Peer.Kind = name.contains(".ipv6.") ? .ipv6 : .ipv4
  if name.hasSuffix(".cloudfront.origin-facing") { return .init(entries: 55, kind: kind) }
  if name.hasSuffix(".route53-healthchecks") { return .init(entries: 25, kind: kind) }
  if name.hasSuffix(".vpc-lattice") { return .init(entries: 10, kind: kind) }
  if name.hasSuffix(".groundstation") { return .init(entries: 5, kind: kind) }
  if name.hasSuffix(".s3") || name.hasSuffix(".dynamodb") { return .init(entries: 1, kind: kind) }
  return nil
}
