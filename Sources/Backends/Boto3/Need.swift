import SecurityGroupIR

/// What a program has that another may lack: helpers contain lines for it only then.
enum Need: String, Hashable, CaseIterable, Sendable {
  /// Peers that are not IPv4 blocks, and whether there are any of these three.
  case ipv6, prefixLists, groupPeers, manyKinds
  /// Peer groups that may be written `ACCOUNT/sg-…`.
  case accounts
  case ruleTags
  /// Beside rules whose tags are nobody's business here.
  case mixedRuleTags
  /// Groups whose tags are this program's business.
  case tags
  /// Tags of other origin that stay.
  case ignoredTags
  /// Groups that it creates, with names of its own or generated ones.
  case created, exact, generated
  /// A name in which a filter could see a pattern.
  case oddNames
  /// All groups are created, in the same way, with tags: no field of `Group` may be left out.
  case plain
  case arn
  /// Rule sets that own their direction, and groups that own just one of both.
  case exclusive, partial
  case addIngress, addEgress
  /// A created group whose egress rules are not owned: it must lose the one EC2 gives it.
  case closeEgress
}

extension Program {
  var needs: Set<Need> {
    var needs: Set<Need> = []
    for group in groups { needs.formUnion(group.needs) }
    let ownership = ruleTagOwnership
    if ownership != .none { needs.insert(.ruleTags) }
    if ownership == .some { needs.insert(.mixedRuleTags) }
    if ignoresTags { needs.insert(.ignoredTags) }
    let isMixed = groups.contains { !$0.isCreated || $0.tags == nil }
    if needs.contains(.created), !isMixed, !needs.isSuperset(of: [.exact, .generated]) {
      needs.insert(.plain)
    }
    if !needs.isDisjoint(with: [.ipv6, .prefixLists, .groupPeers]) { needs.insert(.manyKinds) }
    visitTerms { term, _, _ in
      term.walk { if case .group(_, .arn) = $0 { needs.insert(.arn) } }
    }
    return needs
  }
}

extension SecurityGroup {
  fileprivate var needs: Set<Need> {
    var needs: Set<Need> = tags == nil ? [] : [.tags]
    if case .created(let name, _, _) = identity {
      needs.insert(.created)
      if case .exact = name { needs.insert(.exact) } else { needs.formUnion([.generated, .tags]) }
      if case .exact(let term) = name, let text = term.knownText, !text.isPlainFilterText {
        needs.insert(.oddNames)
      }
      if egress.ownership == .additive { needs.insert(.closeEgress) }
    }
    switch (ingress.ownership, egress.ownership) {
    case (.exclusive, .exclusive): needs.insert(.exclusive)
    case (.additive, .additive): break
    default: needs.formUnion([.exclusive, .partial])
    }
    if ingress.ownership == .additive, !ingress.rules.isEmpty { needs.insert(.addIngress) }
    if egress.ownership == .additive, !egress.rules.isEmpty { needs.insert(.addEgress) }
    for rule in ingress.rules + egress.rules {
      switch rule.peer.kind {
      case .ipv4: break
      case .ipv6: needs.insert(.ipv6)
      case .prefixList: needs.insert(.prefixLists)
      case .group:
        needs.insert(.groupPeers)
        if rule.peer.mayNameAccount { needs.insert(.accounts) }
      }
    }
    return needs
  }
}

extension Peer {
  /// The text may be `ACCOUNT/sg-…` when the artifact runs.
  fileprivate var mayNameAccount: Bool {
    if account != nil { return true }
    var isInput = false
    term.walk {
      switch $0 {
      case .input: isInput = true
      case .literal(let literal): if literal.contains("/") { isInput = true }
      default: break
      }
    }
    return isInput
  }
}

extension Literal {
  fileprivate func contains(_ character: Character) -> Bool {
    switch self {
    case .string(let text): text.contains(character)
    case .list(let elements): elements.contains { $0.contains(character) }
    case .object(let entries): entries.contains { $0.value.contains(character) }
    default: false
    }
  }
}
