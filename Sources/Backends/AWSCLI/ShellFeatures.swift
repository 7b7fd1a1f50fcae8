import SecurityGroupIR

extension Program {
  /// What the script for this program needs of the library.
  var shellFeatures: Set<ShellFeature> {
    var features: Set<ShellFeature> = []
    func add(_ feature: ShellFeature, _ condition: Bool = true) {
      if condition { features.insert(feature) }
    }

    for group in groups {
      switch group.identity {
      case .created(let name, _, _):
        features.formUnion([.find, .create, .tags])
        if case .exact = name { add(.exactNames) } else { add(.generatedNames) }
        add(.defaultEgress, group.egress.ownership == .additive)
      case .defaultGroup: features.formUnion([.find, .adoption])
      case .existing: break
      }
      if !group.isCreated, group.tags != nil { features.formUnion([.find, .adoptedTags, .tags]) }
      for direction in Direction.allCases {
        let rules = group.rules(direction)
        add(.revoke, rules.ownership == .exclusive)
        add(direction == .ingress ? .ingress : .egress, !rules.rules.isEmpty)
        for rule in rules.rules {
          add(.numbers, rule.protocol.isNumber)
          add(.accounts, rule.peer.mayNameAccount)
        }
      }
    }

    add(.siblings, groups.indices.contains { hasSiblings(GroupID($0)) })
    let ownership = ruleTagOwnership
    add(.ruleTags, ownership != .none)
    add(.mixedRuleTags, ownership == .some)
    add(.ownedRuleTags, ownership == .all)
    add(.removedTags, !ignoresTags)
    add(.ignoredTags, ignoresTags)
    add(.ignoredSiblings, ignoresTags && features.contains(.generatedNames))
    add(.ignoredRuleTags, ownership != .none && ignoredTagsVary)
    for attachment in attachments {
      switch attachment.target {
      case .networkInterface: add(.interfaces)
      case .vpc: add(.associations)
      }
    }
    add(.revoke, features.contains(.defaultEgress))
    add(.authorize, features.contains(.ingress) || features.contains(.egress))
    add(.rules, features.contains(.authorize) || features.contains(.revoke))
    add(.awaiting, features.contains(.create) && features.contains(.rules))
    add(.plainRules, features.contains(.authorize) && !features.contains(.ruleTags))
    add(.revokeOnly, !features.contains(.authorize))
    add(.adoptedOnly, !features.contains(.create))
    add(.plainPeers, !features.contains(.accounts))
    add(.tags, features.contains(.find) || features.contains(.ruleTags))
    let regions = groups.map(\.region) + lookups.map(\.region) + attachments.map(\.region)
    add(.regions, regions.contains { $0 != nil })
    for lookup in lookups {
      if case .describe(let describe) = lookup.kind { add(.lookups, !describe.isPlural) }
    }
    let asksForAttributes = containsTerm { term in
      if case .group(let id, let attribute) = term, case .existing = self[id].identity {
        attribute == .name || attribute == .vpcID
      } else {
        false
      }
    }
    add(.lookups, asksForAttributes)
    add(.filters, lookups.contains(where: \.needsJSONFilter))
    add(.wordFilters, lookups.contains { $0.filters.contains { hasListValue($0) } })
    add(.records, !features.isDisjoint(with: [.find, .rules, .lookups]))

    for (input, role) in zip(inputs, inputRoles) where input.type.isWords {
      switch role {
      case .ipv4CIDR: add(.ipv4)
      case .ipv6CIDR: add(.ipv6)
      case .groupID, .prefixList, .vpcID: add(.ids)
      case .port: add(.integers)
      case .region, .text: break
      }
    }
    add(.partition, ambientNeeds.contains(.partition))
    add(.jsonLists, outputs.contains { $0.value.hasSplicedList })
    add(
      .json,
      !features.isDisjoint(with: [.authorize, .tags, .filters, .jsonLists])
        || outputs.contains { $0.value.isStructure })
    add(.stop, features.contains { $0.callsStop })
    return features
  }
}

extension ShellFeature {
  fileprivate var callsStop: Bool {
    switch self {
    case .exactNames, .generatedNames, .adoption, .adoptedTags, .authorize, .lookups, .ipv4, .ipv6,
      .ids, .integers, .associations:
      true
    default: false
    }
  }
}

extension IPProtocol {
  /// Named by its number; EC2 then knows no ports.
  var isNumber: Bool {
    name.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
  }
}

extension Peer {
  /// Its text may be `ACCOUNT/sg-…`.
  fileprivate var mayNameAccount: Bool {
    guard kind == .group else { return false }
    return switch term {
    case .group: false
    case .literal: account != nil
    default: true
    }
  }
}

extension InputType {
  /// One word, or several with spaces between.
  var isWords: Bool { isScalar || scalarElement != nil }
}

extension Term {
  /// Prints as a JSON list or object.
  var isStructure: Bool {
    switch self {
    case .list, .map: true
    default: false
    }
  }

  /// Holds a list whose length is not known, amid other elements.
  var hasSplicedList: Bool {
    var found = false
    walk { term in
      guard case .list(let parts) = term else { return }
      for part in parts { if case .each = part { found = true } }
    }
    return found
  }
}
