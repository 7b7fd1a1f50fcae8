import SecurityGroupIR

/// Which rules stand within their group, and which are resources of their own.
///
/// A rule within a group makes the group wait for every other group it names, and CloudFormation
/// refuses circles. Egress rules come first, because only those within a group remove the egress that
/// EC2 gives a new group. All rules of a circle are treated alike, whatever their order.
struct Placement {
  private let program: Program
  /// Whom each group needs.
  private var needs: [[Int]]
  /// For each direction and group, which of its rules are resources; empty where none is.
  private var separate: [Direction: [[Bool]]] = [:]

  init(_ program: Program) {
    self.program = program
    needs = []
    needs = program.groups.map { group in
      group.isCreated ? Array(groups(in: group.ownTerms)) : []
    }
    for direction in [Direction.egress, .ingress] { place(direction) }
  }

  func isInline(_ rule: Int, _ direction: Direction, of group: GroupID) -> Bool {
    guard let rules = separate[direction]?[group.index], !rules.isEmpty else { return true }
    return !rules[rule]
  }

  private mutating func place(_ direction: Direction) {
    var candidates: [(group: Int, rule: Int, needs: [Int])] = []
    var separate: [[Bool]] = Array(repeating: [], count: program.groups.count)
    func separateRule(_ rule: Int, of group: Int) {
      if separate[group].isEmpty {
        let count = program.groups[group].rules(direction).rules.count
        separate[group] = Array(repeating: false, count: count)
      }
      separate[group][rule] = true
    }
    for (index, group) in program.groups.enumerated() {
      for (number, rule) in group.rules(direction).rules.enumerated() {
        if !group.isCreated || rule.peer.isEach {
          separateRule(number, of: index)
        } else {
          let needed = groups(in: rule.terms)
          if !needed.isEmpty { candidates.append((index, number, Array(needed))) }
        }
      }
    }
    var graph = needs
    for candidate in candidates { graph[candidate.group] += candidate.needs }
    // A group leads to one that needs it just where both are in one circle.
    let circles = components(of: graph)
    for candidate in candidates {
      if candidate.needs.contains(where: { circles[$0] == circles[candidate.group] }) {
        separateRule(candidate.rule, of: candidate.group)
      } else {
        needs[candidate.group] += candidate.needs
      }
    }
    self.separate[direction] = separate
  }

  /// The groups of the template that the terms refer to.
  private func groups(in terms: [Term]) -> Set<Int> {
    var found: Set<Int> = []
    for term in terms {
      term.walk { inner in
        guard case .group(let id, let attribute) = inner else { return }
        switch (program[id].identity, attribute) {
        case (.created, .id), (.created, .arn), (.created, .vpcID): found.insert(id.index)
        default: break
        }
      }
    }
    return found
  }
}

/// A number for each node of a graph, the same for two just where each leads to the other: Tarjan's
/// algorithm, without recursion.
///
/// - Parameter graph: The nodes to which there is an edge from each.
private func components(of graph: [[Int]]) -> [Int] {
  var component = Array(repeating: -1, count: graph.count)
  var order = Array(repeating: -1, count: graph.count)
  var lowest = order
  var visited = 0
  var open: [Int] = []
  var path: [(node: Int, edges: ArraySlice<Int>)] = []

  func enter(_ node: Int) {
    order[node] = visited
    lowest[node] = visited
    visited += 1
    open.append(node)
    path.append((node, graph[node][...]))
  }

  for start in graph.indices where order[start] < 0 {
    enter(start)
    while let (node, _) = path.last {
      if let next = path[path.count - 1].edges.popFirst() {
        if order[next] < 0 {
          enter(next)
        } else if component[next] < 0 {
          lowest[node] = min(lowest[node], order[next])
        }
        continue
      }
      path.removeLast()
      if let parent = path.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
      guard lowest[node] == order[node] else { continue }
      while let member = open.popLast() {
        component[member] = node
        if member == node { break }
      }
    }
  }
  return component
}
