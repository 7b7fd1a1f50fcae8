import CodePrinter
import SecurityGroupIR

// A group with a generated name is known by its tags where several have such a name. Before one is
// taken for a changed one, the tags of the others must be known.

extension Program {
  /// Whether another group may differ from this one in nothing but its tags.
  func hasSiblings(_ id: GroupID) -> Bool {
    let group = self[id]
    guard case .created(.prefix, _, _) = group.identity else { return false }
    return groups.indices.contains { index in
      index != id.index && group.isSibling(of: groups[index])
    }
  }

  /// A line for each of these groups that has siblings: what its tags will be.
  func siblingStatements(_ ids: [GroupID], _ terms: ShellTerms) -> [Doc] {
    ids.filter(hasSiblings).map { id in
      shellCommand(["sibling"], rows: terms.tagWords(self[id].tags ?? []))
    }
  }
}

extension SecurityGroup {
  fileprivate func isSibling(of other: SecurityGroup) -> Bool {
    guard case .created(.prefix(let prefix), let description, let vpc) = identity,
      case .created(.prefix(let otherPrefix), let otherDescription, let otherVPC) = other.identity
    else { return false }
    return mayBeEqual(prefix, otherPrefix) && mayBeEqual(description, otherDescription)
      && mayBeEqual(vpc, otherVPC) && mayBeEqual(region, other.region) && tags != other.tags
  }
}

private func mayBeEqual(_ one: Term?, _ other: Term?) -> Bool {
  guard case .literal? = one, case .literal? = other else { return true }
  return one == other
}
