import Diagnostics
import SecurityGroupIR

/// Which groups of the program are there already.
extension Plan {
  /// Groups are sought in the order in which they need each other: a name may be made of an id.
  mutating func matchGroups(in account: Account, adopting adopted: [String]) {
    var taken: Set<String> = []
    let index = AccountIndex(account)
    for step in program.makingOrder {
      guard case .group(let id) = step else { continue }
      guard let found = match(id, in: index, adopting: adopted, taken) else { continue }
      taken.insert(found.id)
      present[id] = found
    }
    program = canonicalize(program.mapTerms(resolved))
  }

  /// The term with what is known of groups that are there.
  func resolved(_ term: Term) -> Term {
    term.replacing { inner in
      guard case .group(let id, let attribute) = inner,
        let known = present[id]?.attribute(attribute)
      else { return nil }
      return .text(known)
    }
  }

  /// The text that a term is known to be, groups that are there taken into account.
  func known(_ term: Term) -> String? {
    guard case .literal(let literal) = program.simplified(resolved(term)) else { return nil }
    return literal.scalarText
  }

  private mutating func match(
    _ id: GroupID, in index: AccountIndex, adopting adopted: [String], _ taken: Set<String>
  ) -> Account.Group? {
    let account = index.account
    let group = program[id]
    switch group.identity {
    case .existing(let term):
      guard let wanted = known(term) else { return nil }
      let found = index.group(id: wanted)
      if found == nil { sink.report(.groupNotShown(wanted, account, at: group.origin)) }
      return found
    case .defaultGroup(let vpc):
      let found = candidates(index.groups(named: "default"), for: group, in: vpc, account)
      if found.isEmpty { sink.report(.groupNotShown("default", account, at: group.origin)) }
      return only(found, for: group, in: vpc, account)
    case .created(.exact(let name), let description, let vpc):
      guard let name = known(name) else { return nil }
      let namesakes = index.groups(named: name)
      let found = only(
        candidates(namesakes, for: group, in: vpc, account), for: group, in: vpc, account)
      if let found {
        checkDescription(description, of: group, found)
      } else if let other = namesakes.first(where: { isLike($0, group, description) }) {
        sink.report(.groupElsewhere(other, at: group.origin))
      }
      return found
    case .created(.prefix(let prefix), let description, let vpc):
      guard let prefix = known(prefix), let description = known(description) else { return nil }
      let described = index.groups(describedAs: description).filter { !taken.contains($0.id) }
      let possible = candidates(described, for: group, in: vpc, account)
      return generated(
        id, prefix, possible.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) },
        adopted)
    }
  }

  /// Those in the network of a group; without one it is the default network.
  private func candidates(
    _ groups: [Account.Group], for group: SecurityGroup, in vpc: Term?, _ account: Account
  ) -> [Account.Group] {
    if groups.isEmpty { return [] }
    let region = group.region.flatMap(known)
    let network = vpc.map(known)
    return groups.filter { candidate in
      if let region, let theirs = candidate.region, theirs != region { return false }
      guard let network else { return account.defaultVPCs?.contains(candidate.vpc) ?? true }
      return network == candidate.vpc
    }
  }

  /// Where the default network is not known and several are shown, nothing is guessed.
  private mutating func only(
    _ found: [Account.Group], for group: SecurityGroup, in vpc: Term?, _ account: Account
  ) -> Account.Group? {
    if found.isEmpty { return nil }
    let isUnknown =
      vpc == nil && account.defaultVPCs == nil
      && account.groups.contains { $0.vpc != found[0].vpc }
    if found.count > 1 || isUnknown { sink.report(.severalGroups(found, at: group.origin)) }
    return found[0]
  }

  /// A name that this plan gave, or else, as the scripts have it, one that Terraform or a script gave to
  /// a group with the same tags.
  private mutating func generated(
    _ id: GroupID, _ prefix: String, _ possible: [Account.Group], _ adopted: [String]
  ) -> Account.Group? {
    let group = program[id]
    if let own = possible.first(where: { $0.name == prefix + stableHash(group.address) }) {
      return own
    }
    let fitting = possible.filter { $0.name.isGenerated(after: prefix) }
    if fitting.isEmpty { return nil }
    let tags = known(group.tags)
    if let same = fitting.first(where: { tags == known($0, group.ignoredTags) }) { return same }
    let siblings = program.groups.map { known($0.tags) }
    let strangers = fitting.filter { !siblings.contains(known($0, group.ignoredTags)) }
    if let named = strangers.first(where: { adopted.contains($0.id) }) { return named }
    if !strangers.isEmpty, !adopted.contains("none") {
      sink.report(.severalStrangers(strangers, at: group.origin))
    }
    return nil
  }

  private func known(_ tags: TagSet?) -> [Account.Tag]? { tags.map(knownTags) }

  private func known(_ group: Account.Group, _ ignored: IgnoredTags) -> [Account.Tag]? {
    group.tags.filter { !ignored.covers($0.key) }
  }

  private func isLike(
    _ other: Account.Group, _ group: SecurityGroup, _ description: Term
  ) -> Bool {
    other.description == known(description) && known(group.tags) == other.tags
  }

  private mutating func checkDescription(
    _ description: Term, of group: SecurityGroup, _ found: Account.Group
  ) {
    let wanted = known(description)
    if wanted.map({ $0.utf8.elementsEqual(found.description.utf8) }) != true {
      sink.report(.descriptionIsFixed(found, wanted: wanted, at: group.origin))
    }
  }
}

extension IgnoredTags {
  func covers(_ key: String) -> Bool {
    keys.contains { $0.utf8.elementsEqual(key.utf8) }
      || prefixes.contains { key.utf8.starts(with: $0.utf8) }
  }
}

extension String {
  /// A prefix, 18 digits of time and 8 hexadecimal digits of a counter.
  fileprivate func isGenerated(after prefix: String) -> Bool {
    let (name, start) = (Array(utf8), Array(prefix.utf8))
    guard name.starts(with: start) else { return false }
    let rest = name[start.count...]
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
    return rest.count == 26 && rest.prefix(18).allSatisfy(digits.contains)
      && rest.suffix(8).allSatisfy { digits.contains($0) || letters.contains($0) }
  }
}
