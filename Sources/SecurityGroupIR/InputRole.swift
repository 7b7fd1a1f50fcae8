/// What an input is used for: the type of a CloudFormation parameter, the check of an argument.
package enum InputRole: String, Hashable, Sendable, CaseIterable {
  case vpcID, groupID, prefixList, ipv4CIDR, ipv6CIDR, port, region
  /// No use asks for more than text, or two uses ask for different things.
  case text
}

extension Program {
  /// The roles of all inputs, by `InputID.index`; that of a list is the role of its elements.
  package var inputRoles: [InputRole] {
    var roles = [Set<InputRole>](repeating: [], count: inputs.count)
    if inputs.isEmpty { return [] }
    visitTerms { term, use, _ in
      guard !term.isLiteral, let role = use.role else { return }
      for id in term.directInputs where roles.indices.contains(id.index) {
        roles[id.index].insert(role)
      }
    }
    return roles.map { $0.count == 1 ? $0.first ?? .text : .text }
  }

  /// Whether each input, by `InputID.index`, stands anywhere in the program.
  package var inputUses: [Bool] {
    var used = [Bool](repeating: false, count: inputs.count)
    visitTerms { term, _, _ in
      term.walk {
        if case .input(let id) = $0, used.indices.contains(id.index) { used[id.index] = true }
      }
    }
    return used
  }
}

extension TermUse {
  /// What a value must be to be used so; `nil` where any text will do.
  fileprivate var role: InputRole? {
    switch self {
    case .vpcID: .vpcID
    case .existingGroupID, .attachedGroup, .groupPeer: .groupID
    case .prefixListPeer: .prefixList
    case .ipv4Peer: .ipv4CIDR
    case .ipv6Peer: .ipv6CIDR
    case .port: .port
    case .region: .region
    case .groupName, .groupDescription, .networkInterface, .tags, .ruleTags, .ruleDescription,
      .lookupArgument, .output:
      nil
    }
  }
}

extension Term {
  /// The inputs that are the value itself, or elements of it, rather than a part of some text.
  fileprivate var directInputs: [InputID] {
    switch self {
    case .input(let id): [id]
    case .convert(let base, _): base.directInputs
    case .list: children.flatMap(\.directInputs)
    case .conditional(_, let then, let otherwise): then.directInputs + otherwise.directInputs
    case .literal, .lookup, .group, .member, .template, .map, .join, .length: []
    }
  }
}
