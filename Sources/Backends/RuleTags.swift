import SecurityGroupIR

/// How many of a program's rules own their tags.
enum RuleTagOwnership {
  case none, some, all
}

extension Program {
  var ruleTagOwnership: RuleTagOwnership {
    var (all, owning) = (0, 0)
    for group in groups {
      for direction in Direction.allCases {
        let rules = group.rules(direction).rules
        all += rules.count
        owning += rules.count { $0.tags != nil }
      }
    }
    return owning == 0 ? .none : owning == all ? .all : .some
  }
}

extension Rule {
  /// The tags that it is made with.
  var ownTags: TagSet { tags ?? [] }
}
