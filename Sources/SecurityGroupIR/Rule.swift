package enum Direction: String, Hashable, Sendable, CaseIterable { case ingress, egress }

/// One permission with one peer, or with one peer for each element of a list that is not known yet.
///
/// Identity is direction, protocol, ports and peer; description and tags are not part of it.
package struct Rule: Hashable, Sendable {
  package var `protocol`: IPProtocol
  package var ports: Ports
  package var peer: Peer
  /// Absent or non-empty.
  package var description: Term?
  /// Tags of the rule itself. Absent: they are not this program's business; empty: it shall have none.
  package var tags: TagSet?
  /// Foreign tags that stay on the rule.
  package var ignoredTags: IgnoredTags
  /// The resource or block it came from.
  package var origin: Origin

  package init(
    _ `protocol`: IPProtocol, _ ports: Ports, _ peer: Peer, description: Term? = nil,
    tags: TagSet? = nil, ignoredTags: IgnoredTags = .none, origin: Origin
  ) {
    self.protocol = `protocol`
    self.ports = ports
    self.peer = peer
    self.description = description
    self.tags = tags
    self.ignoredTags = ignoredTags
    self.origin = origin
  }
}

/// In EC2's canonical spelling: `-1`, `tcp`, `udp`, `icmp`, `icmpv6`, else a number or name in lower case.
package struct IPProtocol: Hashable, Sendable {
  package let name: String

  /// `all` and `-1` are every protocol; 6, 17, 1 and 58 have names.
  package init(canonicalizing text: String) {
    let lowered = text.lowercased()
    name =
      switch lowered {
      case "all": "-1"
      case "6": "tcp"
      case "17": "udp"
      case "1": "icmp"
      case "58": "icmpv6"
      default: lowered
      }
  }

  package static let all = IPProtocol(canonicalizing: "-1")
  package static let tcp = IPProtocol(canonicalizing: "tcp")

  package var isAll: Bool { name == "-1" }
  package var isICMP: Bool { name == "icmp" || name == "icmpv6" }
  /// Ports, or types and codes; EC2 knows none of all others.
  package var hasPorts: Bool { name == "tcp" || name == "udp" || isICMP }
}

/// A range of ports, both ends included; for ICMP the type and the code.
package enum Ports: Hashable, Sendable {
  /// The call names no ports: protocol -1, or none were configured.
  case unspecified
  case range(from: Term, to: Term)
}

/// Who may connect, or may be connected to.
package struct Peer: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case ipv4, ipv6
    case prefixList = "prefix_list"
    case group
  }

  package enum Values: Hashable, Sendable {
    case one(Term)
    /// One rule for each element of a list.
    case each(Term)
  }

  package var kind: Kind
  package var values: Values
  /// The account that owns the peer group, where the configuration says `ACCOUNT/sg-…`.
  package var account: String?

  package init(_ kind: Kind, _ values: Values, account: String? = nil) {
    self.kind = kind
    self.values = values
    self.account = account
  }

  package static func ipv4(_ cidr: String) -> Peer { Peer(.ipv4, .one(.text(cidr))) }

  /// The peer is the group itself or another of this program.
  package var programGroup: GroupID? {
    if kind == .group, case .one(.group(let id, .id)) = values { id } else { nil }
  }

  package var term: Term {
    switch values {
    case .one(let term), .each(let term): term
    }
  }

  package var isEach: Bool { if case .each = values { true } else { false } }
}
