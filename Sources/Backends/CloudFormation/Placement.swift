import SecurityGroupIR

/// Which rules stand within their group, and which are resources of their own.
///
/// A rule within a group makes the group wait for every other group it names, and CloudFormation
/// refuses circles. Egress rules come first, because only those within a group remove the egress that
/// EC2 gives a new group. All rules of a circle are treated alike, whatever their order.
struct Placement {
  private let program: Program
  private var needs: [Set<Int>]
  private var separate: Set<Place> = []

  private struct Place: Hashable {
    var group: Int
    var direction: Direction
    var rule: Int
  }

  init(_ program: Program) {
    self.program = program
    needs = []
    needs = program.groups.map { group in
      group.isCreated ? groups(in: group.ownTerms) : []
    }
    for direction in [Direction.egress, .ingress] { place(direction) }
  }

  func isInline(_ rule: Int, _ direction: Direction, of group: GroupID) -> Bool {
    !separate.contains(Place(group: group.index, direction: direction, rule: rule))
  }

  private mutating func place(_ direction: Direction) {
    var candidates: [(place: Place, needs: Set<Int>)] = []
    for (index, group) in program.groups.enumerated() {
      for (number, rule) in group.rules(direction).rules.enumerated() {
        let place = Place(group: index, direction: direction, rule: number)
        if !group.isCreated || rule.peer.isEach {
          separate.insert(place)
        } else {
          candidates.append((place, groups(in: rule.terms)))
        }
      }
    }
    var graph = Graph(needs)
    for candidate in candidates { graph.add(candidate.needs, to: candidate.place.group) }
    for candidate in candidates {
      if candidate.needs.contains(where: { graph.leads(from: $0, to: candidate.place.group) }) {
        separate.insert(candidate.place)
      } else {
        needs[candidate.place.group].formUnion(candidate.needs)
      }
    }
  }

  /// The groups of the template that the terms refer to.
  private func groups(in terms: [Term]) -> Set<Int> {
    var found: Set<Int> = []
    for term in terms {
      term.walk { inner in
        guard case .group(let id, let attribute) = inner else { return }
        switch (program[id].identity, attribute) {
        case (.created, .id), (.created, .arn): found.insert(id.index)
        case (.created(.exact(let name), _, _), .name): found.formUnion(groups(in: [name]))
        case (.created(_, _, let vpc), .vpcID):
          if let vpc { found.formUnion(groups(in: [vpc])) } else { found.insert(id.index) }
        case (.existing(let id), .id): found.formUnion(groups(in: [id]))
        default: break
        }
      }
    }
    return found
  }
}

/// Who needs whom, directly.
private struct Graph {
  private var needs: [Set<Int>]
  private var reachable: [Int: Set<Int>] = [:]

  init(_ needs: [Set<Int>]) { self.needs = needs }

  mutating func add(_ needed: Set<Int>, to node: Int) { needs[node].formUnion(needed) }

  /// Whether `start` is `goal` or needs it, over others or not.
  mutating func leads(from start: Int, to goal: Int) -> Bool {
    if let known = reachable[start] { return known.contains(goal) }
    var seen: Set<Int> = [start]
    var work = [start]
    while let node = work.popLast() {
      for next in needs[node] where seen.insert(next).inserted { work.append(next) }
    }
    reachable[start] = seen
    return seen.contains(goal)
  }
}
