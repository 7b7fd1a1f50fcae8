import SecurityGroupIR

/// What a step does. The steps together are ten times the program, so each is made when it is printed; the
/// outline says beforehand how many there are.
enum RunbookAction {
  case learnAccount
  case lookUp(LookupID)
  /// For the first group of its Region that names no VPC.
  case findDefaultVPC(GroupID)
  case checkName(GroupID)
  case create(GroupID)
  case findDefaultGroup(GroupID)
  case tag(GroupID)
  case revoke(GroupID, Direction)
  case authorize(GroupID, Direction)
  /// An attachment by its number.
  case attach(Int)
}

extension Runbook {
  /// In the order in which they are done.
  var outline: [RunbookAction] {
    var outline: [RunbookAction] = program.ambientNeeds.isEmpty ? [] : [.learnAccount]
    var inDefaultVPC: [Term?: GroupID] = [:]
    for (index, group) in program.groups.enumerated() where group.isInDefaultVPC {
      if inDefaultVPC[group.region] == nil { inDefaultVPC[group.region] = GroupID(index) }
    }
    for step in program.makingOrder {
      switch step {
      case .lookup(let id):
        if names.lookups[id]?.isEmpty == false { outline.append(.lookUp(id)) }
      case .group(let id):
        let group = program[id]
        if group.isInDefaultVPC, inDefaultVPC[group.region] == id {
          outline.append(.findDefaultVPC(id))
        }
        switch group.identity {
        case .created(let name, _, _):
          if case .exact = name, !program.isKnownBefore(group) { outline.append(.checkName(id)) }
          outline += [.create(id), .revoke(id, .egress)]
        case .defaultGroup: outline.append(.findDefaultGroup(id))
        case .existing: break
        }
        if !group.isCreated, group.tags != nil { outline.append(.tag(id)) }
      }
    }
    for (index, group) in program.groups.enumerated() {
      for direction in Direction.allCases {
        let set = group.rules(direction)
        if !group.isCreated, set.ownership == .exclusive {
          outline.append(.revoke(GroupID(index), direction))
        }
        if set.rules.contains(where: { !isDefaultEgress($0, direction, of: group) }) {
          outline.append(.authorize(GroupID(index), direction))
        }
      }
    }
    return outline + program.attachments.indices.map(RunbookAction.attach)
  }

  func step(_ action: RunbookAction) -> RunbookStep {
    switch action {
    case .learnAccount: accountStep
    case .lookUp(let id): lookupStep(id)
    case .findDefaultVPC(let id): defaultVPCStep(program[id])
    case .checkName(let id): nameStep(program[id])
    case .create(let id): creationStep(id)
    case .findDefaultGroup(let id): defaultGroupStep(id)
    case .tag(let id): tagStep(id)
    case .revoke(let id, let direction): revocationStep(id, direction)
    case .authorize(let id, let direction): authorizationStep(id, direction)
    case .attach(let number): attachmentStep(program.attachments[number])
    }
  }

  /// How the step is taken back.
  func rollback(of action: RunbookAction) -> RunbookStep.Rollback {
    switch action {
    case .learnAccount, .lookUp, .findDefaultVPC, .checkName, .findDefaultGroup: .nothing
    case .create(let id): .commands(deletion(of: id))
    case .tag(let id): .commands(restoration(of: id, program[id].tags ?? []))
    case .revoke(let id, let direction):
      program.groups[id.index].isCreated
        ? .alone(reopening(id, isIPv6: keepsIPv4(id, direction)))
        : .commands(restoration(id, direction))
    case .authorize(let id, let direction): .commands(revocation(id, direction))
    case .attach(let number): .commands(detach(program.attachments[number]))
    }
  }
}
