package import SecurityGroupIR

extension RunbookBackend {
  /// What its checks and steps call, and what takes them back.
  package func privileges(of program: Program) -> [Privilege] {
    let runbook = Runbook(program)
    return runbook.privileges(for: runbook.outline)
  }
}

/// What the commands of a step must be allowed to do. Most steps of a runbook need what others need.
enum RunbookNeed: Hashable {
  case nothing
  case read(String)
  case create(hasTags: Bool)
  case tag(ignoresSome: Bool, setsSome: Bool)
  case revoke(Direction, fromNewGroup: Bool)
  case authorize(Direction, hasPlainRules: Bool, hasTaggedRules: Bool)
  case attachToInterface, associateVPC
}

extension Runbook {
  func privileges(for outline: [RunbookAction]) -> [Privilege] {
    checkPrivileges + Set(outline.map(need)).flatMap(\.privileges)
  }

  func need(of action: RunbookAction) -> RunbookNeed {
    switch action {
    case .learnAccount:
      return program.ambientNeeds.contains(.homeRegion)
        ? .read("DescribeAvailabilityZones") : .nothing
    case .lookUp(let id):
      if case .describe(let describe) = program[id].kind { return .read(describe.operation) }
      return .nothing
    case .findDefaultVPC: return .read("DescribeVpcs")
    case .checkName, .findDefaultGroup: return .read("DescribeSecurityGroups")
    case .create(let id):
      return .create(hasTags: (program.groups[id.index].tags ?? []).contains(where: \.isSet))
    case .tag(let id):
      let group = program[id]
      return .tag(
        ignoresSome: !group.ignoredTags.isEmpty,
        setsSome: (group.tags ?? []).contains(where: \.isSet))
    case .revoke(let id, let direction):
      return .revoke(direction, fromNewGroup: program.groups[id.index].isCreated)
    case .authorize(let id, let direction):
      let rules = rulesToSet(id, direction)
      return .authorize(
        direction, hasPlainRules: rules.contains { $0.ownTags.isEmpty },
        hasTaggedRules: rules.contains { !$0.ownTags.isEmpty })
    case .attach(let number):
      if case .vpc = program.attachments[number].target { return .associateVPC }
      return .attachToInterface
    }
  }

  /// The right to ask, in every use of the runbook.
  static func reading(_ operation: String) -> [Privilege] { [Privilege(operation, for: .always)] }
}

extension RunbookNeed {
  var privileges: [Privilege] {
    switch self {
    case .nothing: return []
    case .read(let operation): return Runbook.reading(operation)
    case .create(let hasTags):
      var all = Runbook.reading("DescribeSecurityGroups")
      if hasTags {
        all.addTagging("CreateSecurityGroup", .securityGroup, for: [.apply])
      } else {
        all.add("CreateSecurityGroup", for: [.apply])
      }
      all.add("DeleteSecurityGroup", for: [.destroy])
      return all
    case .tag(let ignoresSome, let setsSome):
      var all = Runbook.reading("DescribeSecurityGroups")
      if ignoresSome { all += Runbook.reading("DescribeTags") }
      all.add("DeleteTags", for: [.apply])
      if setsSome { all.add("CreateTags", for: [.apply]) }
      all.add("DeleteTags", for: [.destroy])
      all.add("CreateTags", for: [.destroy])
      return all
    case .revoke(let direction, let fromNewGroup):
      var all = Runbook.reading("DescribeSecurityGroupRules")
      all.add("RevokeSecurityGroup" + direction.title, for: [.apply])
      if !fromNewGroup { all += Runbook.reading("DescribeSecurityGroups") }
      all.add("AuthorizeSecurityGroup" + direction.title, for: [.destroy])
      return all
    case .authorize(let direction, let hasPlainRules, let hasTaggedRules):
      let operation = "AuthorizeSecurityGroup" + direction.title
      var all = Runbook.reading("DescribeSecurityGroupRules")
      if hasPlainRules { all.add(operation, for: [.apply]) }
      if hasTaggedRules { all.addTagging(operation, .securityGroupRule, for: [.apply]) }
      all.add("RevokeSecurityGroup" + direction.title, for: [.destroy])
      return all
    case .attachToInterface:
      return Runbook.reading("DescribeNetworkInterfaces")
        + [Privilege("ModifyNetworkInterfaceAttribute", for: [.apply, .destroy])]
    case .associateVPC:
      return [
        Privilege("AssociateSecurityGroupVpc", for: [.apply]),
        Privilege("DisassociateSecurityGroupVpc", for: [.destroy]),
      ] + Runbook.reading("DescribeSecurityGroupVpcAssociations")
    }
  }

  /// A sentence that names the rights.
  var sentence: String? {
    let privileges = self.privileges
    func names(_ isWanted: (Privilege) -> Bool) -> [String] {
      let names = Set(privileges.filter(isWanted).map { Action.named($0.operation).name })
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "`\($0)`" }
    }
    let forward = names { $0.verbs.contains(.plan) || $0.verbs.contains(.apply) }
    let back = names { $0.verbs == [.destroy] }
    if forward.isEmpty { return nil }
    let more = back.isEmpty ? "" : "; to roll it back, \(back.joined(separator: ", "))"
    return "Needs \(forward.joined(separator: ", "))\(more)."
  }
}

extension MapPart {
  /// A tag whose value is null is none.
  var isSet: Bool {
    if case .entry(_, let value) = self { value != .literal(.null) } else { false }
  }
}
