extension Program {
  /// Calls `visit` for every term in a position of its own, with the origin to point at.
  package func visitTerms(_ visit: (Term, TermUse, Origin) -> Void) {
    for lookup in lookups {
      if let region = lookup.region { visit(region, .region, lookup.origin) }
      if case .describe(let describe) = lookup.kind {
        for term in describe.ids?.values ?? [] { visit(term, .lookupArgument, lookup.origin) }
        for filter in describe.filters {
          for term in filter.values { visit(term, .lookupArgument, lookup.origin) }
        }
      }
    }
    for group in groups { group.visitTerms(visit) }
    for attachment in attachments { attachment.visitTerms(visit) }
    for output in outputs { visit(output.value, .output, output.origin) }
  }
}

/// What a term is for; a target may support a form of term in one use and not in another.
package enum TermUse: String, Hashable, Sendable, CaseIterable {
  case groupName, groupDescription, vpcID, existingGroupID, region
  case attachedGroup, networkInterface
  case tags, ruleTags
  case port, ruleDescription
  case ipv4Peer, ipv6Peer, prefixListPeer, groupPeer
  case lookupArgument, output
}

extension SecurityGroup {
  fileprivate func visitTerms(_ visit: (Term, TermUse, Origin) -> Void) {
    if let region { visit(region, .region, origin) }
    switch identity {
    case .created(let name, let description, let vpc):
      switch name {
      case .exact(let term), .prefix(let term): visit(term, .groupName, origin)
      }
      visit(description, .groupDescription, origin)
      if let vpc { visit(vpc, .vpcID, origin) }
    case .defaultGroup(let vpc):
      if let vpc { visit(vpc, .vpcID, origin) }
    case .existing(let id): visit(id, .existingGroupID, origin)
    }
    if let tags { visit(.map(tags), .tags, origin) }
    for rule in ingress.rules { rule.visitTerms(visit) }
    for rule in egress.rules { rule.visitTerms(visit) }
  }
}

extension Attachment {
  fileprivate func visitTerms(_ visit: (Term, TermUse, Origin) -> Void) {
    if let region { visit(region, .region, origin) }
    visit(group, .attachedGroup, origin)
    switch target {
    case .networkInterface(let id): visit(id, .networkInterface, origin)
    case .vpc(let id): visit(id, .vpcID, origin)
    }
  }
}

extension Rule {
  fileprivate func visitTerms(_ visit: (Term, TermUse, Origin) -> Void) {
    if case .range(let from, let to) = ports {
      visit(from, .port, origin)
      visit(to, .port, origin)
    }
    if let description { visit(description, .ruleDescription, origin) }
    if let tags, !tags.isEmpty { visit(.map(tags), .ruleTags, origin) }
    let use: TermUse =
      switch peer.kind {
      case .ipv4: .ipv4Peer
      case .ipv6: .ipv6Peer
      case .prefixList: .prefixListPeer
      case .group: .groupPeer
      }
    visit(peer.term, use, origin)
  }
}
