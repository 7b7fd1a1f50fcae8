import SecurityGroupIR

extension Program {
  /// The rules of each group and direction. A group or a rule that a loop takes out of its array is copied,
  /// which costs more than to ask it for one thing; so what looks at all of them goes by their numbers.
  var ruleLists: [[Rule]] {
    var lists: [[Rule]] = []
    lists.reserveCapacity(2 * groups.count)
    for index in groups.indices {
      lists.append(groups[index].ingress.rules)
      lists.append(groups[index].egress.rules)
    }
    return lists
  }
}
