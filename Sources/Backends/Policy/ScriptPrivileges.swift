package import SecurityGroupIR

extension Boto3Backend {
  package func privileges(of program: Program) -> [Privilege] { ScriptPrivileges(program).all }
}

extension AWSCLIBackend {
  package func privileges(of program: Program) -> [Privilege] {
    var all = ScriptPrivileges(program).all
    if program.ambientNeeds.contains(.homeRegion) {
      // The AWS CLI does not say which Region it is in; any answer of EC2 does.
      all.add("DescribeAvailabilityZones", for: .always)
    }
    return all
  }
}

/// What a script that finds, changes and deletes groups calls for a program.
struct ScriptPrivileges {
  private let program: Program
  private(set) var all: [Privilege] = []

  init(_ program: Program) {
    self.program = program
    for lookup in program.lookups { look(lookup) }
    for group in program.groups { handle(group) }
    for attachment in program.attachments { handle(attachment) }
    if program.groups.contains(where: \.isCreated) {
      // What still uses a group is named before the group is deleted.
      all.add("DescribeNetworkInterfaces", for: [.destroy])
    }
  }

  private mutating func look(_ lookup: Lookup) {
    if case .describe(let describe) = lookup.kind { all.add(describe.operation, for: .always) }
  }

  private mutating func handle(_ group: SecurityGroup) {
    all.add("DescribeSecurityGroups", for: .always)
    if group.isInDefaultVPC { all.add("DescribeVpcs", for: .always) }
    if group.isCreated {
      // To undo a creation is to delete; where a group cannot be deleted, those deleted before it are
      // made again.
      all.add("DeleteSecurityGroup", for: [.apply, .destroy])
      if group.hasTags {
        all.addTagging("CreateSecurityGroup", .securityGroup, for: [.apply, .destroy])
      } else {
        all.add("CreateSecurityGroup", for: [.apply, .destroy])
      }
    }
    if group.tags != nil {
      all.add("CreateTags", for: [.apply])
      all.add("DeleteTags", for: [.apply])
    }
    for direction in Direction.allCases { handle(group, direction) }
  }

  private mutating func handle(_ group: SecurityGroup, _ direction: Direction) {
    let set = group.rules(direction)
    let losesDefault = direction == .egress && group.isCreated
    guard !set.rules.isEmpty || set.ownership == .exclusive || losesDefault else { return }
    let side = direction == .ingress ? "Ingress" : "Egress"
    all.add("DescribeSecurityGroupRules", for: .always)
    // Each of the two undoes the other.
    all.add("AuthorizeSecurityGroup" + side, for: [.apply, .destroy])
    all.add("RevokeSecurityGroup" + side, for: [.apply, .destroy])
    if !set.rules.isEmpty {
      all.add("UpdateSecurityGroupRuleDescriptions" + side, for: [.apply])
    }
    if set.rules.contains(where: { !$0.ownTags.isEmpty }) {
      all.addTagging("AuthorizeSecurityGroup" + side, .securityGroupRule, for: [.apply, .destroy])
    }
    if set.rules.contains(where: { $0.tags != nil }) {
      all.add("CreateTags", on: [.securityGroupRule], for: [.apply])
      all.add("DeleteTags", on: [.securityGroupRule], for: [.apply])
    }
  }

  private mutating func handle(_ attachment: Attachment) {
    switch attachment.target {
    case .networkInterface:
      all.add("DescribeNetworkInterfaces", for: .always)
      all.add("ModifyNetworkInterfaceAttribute", for: [.apply, .destroy])
    case .vpc:
      all.add("DescribeSecurityGroupVpcAssociations", for: .always)
      // Each of the two undoes the other.
      all.add("AssociateSecurityGroupVpc", for: [.apply, .destroy])
      all.add("DisassociateSecurityGroupVpc", for: [.apply, .destroy])
    }
  }
}

extension SecurityGroup {
  /// It has, or may have, tags when it is made.
  var hasTags: Bool { !(tags ?? []).isEmpty }
}
