import SecurityGroupIR

extension Program {
  /// What groups and rules with tags leave alone, each set once, the empty one too.
  var ignoredTagSets: [IgnoredTags] {
    var sets: [IgnoredTags] = []
    // There are no more of them than providers.
    func add(_ tags: TagSet?, _ ignored: IgnoredTags) {
      if tags != nil, !sets.contains(ignored) { sets.append(ignored) }
    }
    for group in groups {
      add(group.tags, group.ignoredTags)
      for direction in Direction.allCases {
        for rule in group.rules(direction).rules { add(rule.tags, rule.ignoredTags) }
      }
    }
    return sets
  }

  var ignoresTags: Bool { ignoredTagSets.contains { !$0.isEmpty } }
}
