extension Program {
  /// What an artifact has to do before it can set rules.
  package enum Step: Hashable, Sendable {
    case lookup(LookupID)
    case group(GroupID)
  }

  /// All lookups, then all groups, but whatever another one needs stands before it: a lookup may ask
  /// for a group of this program, a group's tags may name another group.
  package var makingOrder: [Step] {
    var order: [Step] = []
    var visited: Set<Step> = []
    func visit(_ step: Step) {
      // A circle is no program that Terraform would accept; its steps keep their order.
      guard visited.insert(step).inserted else { return }
      for needed in needs(of: step) { visit(needed) }
      order.append(step)
    }
    for index in lookups.indices { visit(.lookup(LookupID(index))) }
    for index in groups.indices { visit(.group(GroupID(index))) }
    return order
  }

  /// The steps whose results a term is made of, in the order in which it names them.
  package func needs(of term: Term) -> [Step] {
    var steps: [Step] = []
    term.walk {
      switch $0 {
      case .lookup(let id, _): steps.append(.lookup(id))
      case .group(let id, _): steps.append(.group(id))
      default: break
      }
    }
    return steps
  }

  /// The steps before which it cannot be done.
  package func needs(of step: Step) -> [Step] {
    switch step {
    case .lookup(let id):
      guard case .describe(let describe) = self[id].kind else { return [] }
      let values = (describe.ids?.values ?? []) + describe.filters.flatMap(\.values)
      return (values + [self[id].region].compactMap(\.self)).flatMap(needs)
    case .group(let id): return self[id].ownTerms.flatMap(needs)
    }
  }
}

extension SecurityGroup {
  /// The terms that must be known before the group itself can be made or found; its rules aside.
  package var ownTerms: [Term] {
    let identity: [Term] =
      switch self.identity {
      case .created(.exact(let name), let description, let vpc),
        .created(.prefix(let name), let description, let vpc):
        [name, description] + [vpc].compactMap(\.self)
      case .defaultGroup(let vpc): [vpc].compactMap(\.self)
      case .existing(let id): [id]
      }
    return identity + [.map(tags ?? [])] + [region].compactMap(\.self)
  }
}

extension Rule {
  /// Every term of the rule.
  package var terms: [Term] {
    var terms = [peer.term, .map(tags ?? [])] + [description].compactMap(\.self)
    if case .range(let from, let to) = ports { terms += [from, to] }
    return terms
  }
}
