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
    let all =
      lookups.indices.map { Step.lookup(LookupID($0)) }
      + groups.indices.map { Step.group(GroupID($0)) }
    var scheduled: [ScheduledStep] = []
    // How much each still waits for, and what waits for it, by the position in `all`.
    var missing: [Int] = []
    var dependents: [Int: [Int]] = [:]
    for (position, step) in all.enumerated() {
      let needed = Set(everythingNeeded(by: step).map { self.position(of: $0) })
      missing.append(needed.count)
      for other in needed { dependents[other, default: []].append(position) }
    }
    // What may be done now: all that only reads comes before anything is created.
    var reads: [Int] = []
    var creations: [Int] = []
    func add(_ position: Int) {
      if isCreated(all[position]) { creations.append(position) } else { reads.append(position) }
    }
    for position in all.indices where missing[position] == 0 { add(position) }
    var left = all.count
    while left > 0 {
      let now: [Int]
      if !reads.isEmpty {
        now = reads.sorted()
        reads = []
        scheduled += now.map { read(all[$0]) }
      } else if !creations.isEmpty {
        now = creations.sorted()
        creations = []
        scheduled.append(.ensure(now.map { GroupID($0 - lookups.count) }))
      } else {
        return nil
      }
      left -= now.count
      for dependent in now.flatMap({ dependents[$0] ?? [] }) {
        missing[dependent] -= 1
        if missing[dependent] == 0 { add(dependent) }
      }
    }
    return scheduled
  }

  private func everythingNeeded(by step: Step) -> [Step] {
    guard case .lookup(let id) = step, let region = self[id].region else { return needs(of: step) }
    return needs(of: step) + needs(of: region)
  }

  private func position(of step: Step) -> Int {
    switch step {
    case .lookup(let id): id.index
    case .group(let id): lookups.count + id.index
    }
  }

  private func isCreated(_ step: Step) -> Bool {
    if case .group(let id) = step { groups[id.index].isCreated } else { false }
  }

  private func read(_ step: Step) -> ScheduledStep {
    switch step {
    case .lookup(let id): .lookup(id)
    case .group(let id): .adopt(id)
    }
  }
}

enum Reference: Hashable {
  case lookup(Int)
  case group(Int)
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
