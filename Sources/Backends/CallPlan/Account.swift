package import Diagnostics
package import SecurityGroupIR

/// The security groups of an account as EC2 described them: where a plan begins.
package struct Account: Sendable {
  /// What it was read from: `describe.json`.
  package var title: String
  package var groups: [Group]
  /// Those of the Regions shown; absent where VPCs are not shown.
  package var defaultVPCs: Set<String>?

  package init(title: String, groups: [Group], defaultVPCs: Set<String>? = nil) {
    self.title = title
    self.groups = groups
    self.defaultVPCs = defaultVPCs
  }

  package struct Group: Sendable {
    package var id: String
    package var name: String
    package var description: String
    package var vpc: String
    package var owner: String?
    package var arn: String?
    /// Without those of AWS, in byte order of the keys.
    package var tags: [Tag]
    package var rules: [Rule] = []
    /// How many rules it has by its own description; absent if that does not say.
    package var statedRules: Int?
    package var location: SourceLocation?

    package init(
      id: String, name: String, description: String, vpc: String, owner: String? = nil,
      arn: String? = nil, tags: [Tag] = [], rules: [Rule] = [], statedRules: Int? = nil,
      location: SourceLocation? = nil
    ) {
      self.id = id
      self.name = name
      self.description = description
      self.vpc = vpc
      self.owner = owner
      self.arn = arn
      self.tags = tags
      self.rules = rules
      self.statedRules = statedRules
      self.location = location
    }
  }

  package struct Rule: Sendable {
    /// `sgr-0123`
    package var id: String
    package var identity: RuleIdentity
    /// The account that owns the peer group, if it is told.
    package var peerOwner: String?
    /// Empty for none.
    package var description: String
    package var tags: [Tag]

    package init(
      id: String, _ identity: RuleIdentity, peerOwner: String? = nil, description: String = "",
      tags: [Tag] = []
    ) {
      self.id = id
      self.identity = identity
      self.peerOwner = peerOwner
      self.description = description
      self.tags = tags
    }
  }

  package struct Tag: Hashable, Sendable {
    package var key: String
    package var value: String

    package init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }

    /// By bytes: EC2 tells two spellings of one letter apart.
    package static func == (left: Tag, right: Tag) -> Bool {
      left.key.utf8.elementsEqual(right.key.utf8) && left.value.utf8.elementsEqual(right.value.utf8)
    }
  }
}

/// What makes a rule the rule it is: EC2 refuses a second one, whatever its description and tags.
package struct RuleIdentity: Hashable, Sendable {
  package var direction: Direction
  package var `protocol`: IPProtocol
  /// Absent for protocols that have none.
  package var ports: ClosedPorts?
  package var kind: Peer.Kind
  /// A block in EC2's spelling, or an id.
  package var peer: String

  package struct ClosedPorts: Hashable, Sendable {
    package var from: Int
    package var to: Int
  }

  /// - Parameters:
  ///   - ports: For ICMP type and code; where there are none, all are meant.
  ///   - peer: In any spelling.
  package init(
    _ direction: Direction, _ protocol: IPProtocol, ports: (from: Int, to: Int)?,
    _ kind: Peer.Kind, _ peer: String
  ) {
    self.direction = direction
    self.protocol = `protocol`
    self.ports =
      `protocol`.hasPorts
      ? ports.map { ClosedPorts(from: $0.from, to: $0.to) } ?? .init(from: -1, to: -1) : nil
    self.kind = kind
    self.peer = canonicalCIDR(peer, kind) ?? peer
  }
}

extension Account.Group {
  /// Absent if the description does not tell it.
  func attribute(_ attribute: GroupAttribute) -> String? {
    switch attribute {
    case .id: id
    case .arn: arn
    case .name: name
    case .ownerID: owner
    case .vpcID: vpc
    }
  }

  /// The Region, as the fourth part of its ARN.
  var region: String? {
    let parts = (arn ?? "").split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 3 ? String(parts[3]) : nil
  }
}
