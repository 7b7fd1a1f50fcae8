import SecurityGroupIR

/// How many of a program's rules own their tags.
enum RuleTagOwnership {
  case none, some, all
}

extension Program {
  var ruleTagOwnership: RuleTagOwnership {
    let rules = groups.flatMap { $0.ingress.rules + $0.egress.rules }
    let owning = rules.filter { $0.tags != nil }.count
    return owning == 0 ? .none : owning == rules.count ? .all : .some
  }
}

extension Rule {
  /// The tags that it is made with.
  var ownTags: TagSet { tags ?? [] }
}
