import SecurityGroupIR

/// Which attributes of each group the terms of a program ask for: found once, for all groups.
struct GroupUses {
  private var attributes: [GroupID: Set<GroupAttribute>] = [:]

  init(_ program: Program) {
    var found: [GroupID: Set<GroupAttribute>] = [:]
    program.visitTerms { term, _, _ in
      if term.isLiteral { return }
      term.walk { inner in
        if case .group(let id, let attribute) = inner { found[id, default: []].insert(attribute) }
      }
    }
    attributes = found
  }

  subscript(id: GroupID) -> Set<GroupAttribute> { attributes[id] ?? [] }
}
