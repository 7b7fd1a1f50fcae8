import SecurityGroupIR

/// How many of a program's rules own their tags.
enum RuleTagOwnership {
  case none, some, all
}

extension Program {
  var ruleTagOwnership: RuleTagOwnership {
    var (all, owning) = (0, 0)
    for rules in ruleLists {
      all += rules.count
      for index in rules.indices where rules[index].tags != nil { owning += 1 }
    }
    return owning == 0 ? .none : owning == all ? .all : .some
  }
}

extension Rule {
  /// The tags that it is made with.
  var ownTags: TagSet { tags ?? [] }
}

extension TagSet {
  /// Those with known keys: all of them, where a target takes no map inputs.
  var known: [(key: String, value: Term)] {
    compactMap { if case .entry(let key, let value) = $0 { (key, value) } else { nil } }
  }
}
