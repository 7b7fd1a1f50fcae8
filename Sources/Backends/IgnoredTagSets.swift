import SecurityGroupIR

extension Program {
  /// What groups and rules with tags leave alone, each set once, the empty one too.
  var ignoredTagSets: [IgnoredTags] {
    var sets: [IgnoredTags] = []
    // There are no more of them than providers.
    func add(_ tags: TagSet?, _ ignored: IgnoredTags) {
      if tags != nil, !sets.contains(ignored) { sets.append(ignored) }
    }
    for index in groups.indices {
      add(groups[index].tags, groups[index].ignoredTags)
      for direction in Direction.allCases {
        let rules = groups[index].rules(direction).rules
        for rule in rules.indices { add(rules[rule].tags, rules[rule].ignoredTags) }
      }
    }
    return sets
  }

  var ignoresTags: Bool { ignoredTagSets.contains { !$0.isEmpty } }
}
