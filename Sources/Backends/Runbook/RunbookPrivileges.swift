package import SecurityGroupIR

extension RunbookBackend {
  /// What its checks and steps call, and what takes them back.
  package func privileges(of program: Program) -> [Privilege] { Runbook(program).privileges }
}

extension Runbook {
  var privileges: [Privilege] {
    // Most groups ask for the same.
    Array(outline.reduce(into: Set(checkPrivileges)) { $0.formUnion(privileges(of: $1)) })
  }

  /// What all commands of a step call.
  func privileges(of action: RunbookAction) -> [Privilege] {
    switch action {
    case .learnAccount:
      program.ambientNeeds.contains(.homeRegion) ? Self.reading("DescribeAvailabilityZones") : []
    case .lookUp(let id):
      if case .describe(let describe) = program[id].kind {
        Self.reading(describe.operation)
      } else {
        []
      }
    case .findDefaultVPC: Self.reading("DescribeVpcs")
    case .checkName, .findDefaultGroup, .describe: Self.reading("DescribeSecurityGroups")
    case .create(let id): creationPrivileges(program[id])
    case .tag(let id): taggingPrivileges(program[id])
    case .revoke(let id, let direction): revocationPrivileges(program[id], direction)
    case .authorize(let id, let direction): authorizationPrivileges(program[id], direction)
    case .attach(let number): attachmentPrivileges(program.attachments[number])
    }
  }

  /// The right to ask, in every use of the runbook.
  static func reading(_ operation: String) -> [Privilege] { [Privilege(operation, for: .always)] }

  private func creationPrivileges(_ group: SecurityGroup) -> [Privilege] {
    var all = Self.reading("DescribeSecurityGroups")
    if (group.tags ?? []).contains(where: \.isSet) {
      all.addTagging("CreateSecurityGroup", .securityGroup, for: [.apply])
    } else {
      all.add("CreateSecurityGroup", for: [.apply])
    }
    all.add("DeleteSecurityGroup", for: [.destroy])
    return all
  }

  private func taggingPrivileges(_ group: SecurityGroup) -> [Privilege] {
    var all = Self.reading("DescribeSecurityGroups")
    if !group.ignoredTags.isEmpty { all += Self.reading("DescribeTags") }
    all.add("DeleteTags", for: [.apply])
    if (group.tags ?? []).contains(where: \.isSet) { all.add("CreateTags", for: [.apply]) }
    all.add("DeleteTags", for: [.destroy])
    all.add("CreateTags", for: [.destroy])
    return all
  }

  private func revocationPrivileges(_ group: SecurityGroup, _ direction: Direction) -> [Privilege] {
    var all = Self.reading("DescribeSecurityGroupRules")
    all.add("RevokeSecurityGroup" + direction.title, for: [.apply])
    if !group.isCreated { all += Self.reading("DescribeSecurityGroups") }
    all.add("AuthorizeSecurityGroup" + direction.title, for: [.destroy])
    return all
  }

  private func authorizationPrivileges(_ group: SecurityGroup, _ direction: Direction)
    -> [Privilege]
  {
    let operation = "AuthorizeSecurityGroup" + direction.title
    let rules = group.rules(direction).rules.filter { !isDefaultEgress($0, direction, of: group) }
    var all = Self.reading("DescribeSecurityGroupRules")
    if rules.contains(where: { $0.ownTags.isEmpty }) { all.add(operation, for: [.apply]) }
    if rules.contains(where: { !$0.ownTags.isEmpty }) {
      all.addTagging(operation, .securityGroupRule, for: [.apply])
    }
    all.add("RevokeSecurityGroup" + direction.title, for: [.destroy])
    return all
  }

  private func attachmentPrivileges(_ attachment: Attachment) -> [Privilege] {
    switch attachment.target {
    case .networkInterface:
      Self.reading("DescribeNetworkInterfaces")
        + [Privilege("ModifyNetworkInterfaceAttribute", for: [.apply, .destroy])]
    case .vpc:
      [
        Privilege("AssociateSecurityGroupVpc", for: [.apply]),
        Privilege("DisassociateSecurityGroupVpc", for: [.destroy]),
      ] + Self.reading("DescribeSecurityGroupVpcAssociations")
    }
  }
}

extension MapPart {
  /// A tag whose value is null is none.
  var isSet: Bool {
    if case .entry(_, let value) = self { value != .literal(.null) } else { false }
  }
}
