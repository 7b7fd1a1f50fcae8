import SecurityGroupIR

/// What `main` does one after the other before it comes to rules: all that only reads as early as
/// it can be done, and groups in batches, each group after what its own terms refer to.
enum ScheduledStep: Hashable {
  case lookup(LookupID)
  /// A group that is there already.
  case adopt(GroupID)
  /// Groups that are created where they are missing, and looked for all at once.
  case ensure([GroupID])
}

extension Program {
  /// Nil if groups or lookups need each other in a circle.
  var schedule: [ScheduledStep]? {
    var steps: [ScheduledStep] = []
    var done: Set<Reference> = []
    var pending = lookups.indices.map { Reference.lookup($0) }
    pending += groups.indices.map { Reference.group($0) }
    while !pending.isEmpty {
      let ready = pending.filter { references(of: $0).isSubset(of: done) }
      let reads = ready.filter { !isCreated($0) }
      let now = reads.isEmpty ? ready : reads
      guard !now.isEmpty else { return nil }
      if reads.isEmpty {
        steps.append(.ensure(now.compactMap(\.groupID)))
      } else {
        steps += reads.map(\.read)
      }
      done.formUnion(now)
      pending.removeAll(where: done.contains)
    }
    return steps
  }

  private func isCreated(_ reference: Reference) -> Bool {
    if case .group(let index) = reference { groups[index].isCreated } else { false }
  }

  /// What must be there before this can be looked up or created; rules come later.
  private func references(of reference: Reference) -> Set<Reference> {
    var part = Program()
    switch reference {
    case .lookup(let index): part.lookups = [lookups[index]]
    case .group(let index):
      var group = groups[index]
      group.ingress.rules = []
      group.egress.rules = []
      part.groups = [group]
    }
    var found: Set<Reference> = []
    part.visitTerms { term, _, _ in found.formUnion(term.references) }
    return found
  }
}

enum Reference: Hashable {
  case lookup(Int)
  case group(Int)

  fileprivate var groupID: GroupID? {
    if case .group(let index) = self { GroupID(index) } else { nil }
  }

  fileprivate var read: ScheduledStep {
    switch self {
    case .lookup(let index): .lookup(LookupID(index))
    case .group(let index): .adopt(GroupID(index))
    }
  }
}

extension Term {
  /// The lookups and groups in it.
  var references: Set<Reference> {
    var found: Set<Reference> = []
    walk {
      switch $0 {
      case .lookup(let id, _): found.insert(.lookup(id.index))
      case .group(let id, _): found.insert(.group(id.index))
      default: break
      }
    }
    return found
  }
}
