/// AWS's quotas as they are until somebody asks for more, and beyond what nobody gets.
package enum Quota {
  /// Rules of a group in one direction, over IPv4 and over IPv6 each.
  package static let rules = 60
  /// Rules of a group times groups of an interface is at most this.
  package static let mostRules = 1000
  package static let groupsPerInterface = 5
  package static let mostGroupsPerInterface = 16
}

extension Peer.Kind {
  /// Whether a rule with such a peer counts among those over a family of addresses. A group may have
  /// members of both, a prefix list may be of either.
  package func counts(over family: Peer.Kind) -> Bool {
    switch self {
    case .ipv4, .ipv6: self == family
    case .group, .prefixList: true
    }
  }
}
