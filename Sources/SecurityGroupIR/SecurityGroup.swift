/// A security group with all its rules. Every backend makes all groups first and rules second, so
/// groups may refer to each other in circles.
package struct SecurityGroup: Hashable, Sendable {
  /// Unique among inputs, lookups and groups, an identifier: `rails_sg`, `web_0`.
  package var name: String
  /// `aws_security_group.rails_sg`, `module.web["a"].aws_security_group.this[0]`
  package var address: String
  package var identity: Identity
  /// Absent: the group's tags are not this program's business.
  package var tags: TagSet?
  /// Foreign tags that stay on the group.
  package var ignoredTags: IgnoredTags
  package var ingress: RuleSet
  package var egress: RuleSet
  /// Absent: the Region in which the artifact runs.
  package var region: Term?
  package var preventsDestroy: Bool
  package var revokesRulesOnDelete: Bool
  package var origin: Origin

  /// Indirect, or every copy of a group copied three terms.
  package indirect enum Identity: Hashable, Sendable {
    /// Created where it is missing, found again by its name.
    case created(GroupName, description: Term, vpc: Term?)
    /// The VPC's own `default` group: adopted, never created or deleted.
    case defaultGroup(vpc: Term?)
    /// A group that something else made: its rules are this program's business, and only its id is
    /// known.
    case existing(id: Term)
  }

  package enum GroupName: Hashable, Sendable {
    case exact(Term)
    /// A unique name with this prefix is made when the group is created: prefix, 18 digits, 8 hex
    /// digits, as the provider does it.
    case prefix(Term)
  }

  package init(
    name: String, address: String, identity: Identity, tags: TagSet?,
    ignoredTags: IgnoredTags = .none, ingress: RuleSet, egress: RuleSet, region: Term? = nil,
    preventsDestroy: Bool = false,
    revokesRulesOnDelete: Bool = false, origin: Origin
  ) {
    self.name = name
    self.address = address
    self.identity = identity
    self.tags = tags
    self.ignoredTags = ignoredTags
    self.ingress = ingress
    self.egress = egress
    self.region = region
    self.preventsDestroy = preventsDestroy
    self.revokesRulesOnDelete = revokesRulesOnDelete
    self.origin = origin
  }

  package var isCreated: Bool { if case .created = identity { true } else { false } }

  package var isExisting: Bool { if case .existing = identity { true } else { false } }

  /// It names no VPC.
  package var isInDefaultVPC: Bool {
    switch identity {
    case .created(_, _, nil), .defaultGroup(nil): true
    default: false
    }
  }

  @inlinable package func rules(_ direction: Direction) -> RuleSet {
    direction == .ingress ? ingress : egress
  }
}

/// Tags, later parts win. `aws:` tags are never part of it.
package typealias TagSet = [MapPart]

/// The rules of a group in one direction, and whether they are all it may have.
package struct RuleSet: Hashable, Sendable {
  package enum Ownership: String, Hashable, Sendable {
    /// Inline rules: whatever else the group has in this direction is revoked.
    case exclusive
    /// Standalone rules: foreign rules stay. A group that the program creates still loses the
    /// egress rule EC2 gave it at creation.
    case additive
  }

  package var ownership: Ownership
  package var rules: [Rule]

  package init(_ ownership: Ownership, _ rules: [Rule]) {
    self.ownership = ownership
    self.rules = rules
  }
}
