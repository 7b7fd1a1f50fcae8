import CodePrinter
import SecurityGroupIR

extension Program {
  /// What the script for this program needs of the library.
  func shellFeatures(_ terms: ShellTerms) -> Set<ShellFeature> {
    var features: Set<ShellFeature> = []
    func add(_ feature: ShellFeature, _ condition: Bool = true) {
      if condition { features.insert(feature) }
    }

    for group in groups {
      switch group.identity {
      case .created(let name, _, _):
        features.formUnion([.find, .create])
        if case .exact = name { add(.exactNames) } else { add(.generatedNames) }
        add(.defaultEgress, group.egress.ownership == .additive)
        add(.protection, group.preventsDestroy)
      case .defaultGroup: features.formUnion([.find, .adoption])
      case .existing: break
      }
      if !group.isCreated, group.tags != nil { features.formUnion([.find, .adoptedTags]) }
      add(.rules, group.hasRulesToSet)
      for direction in Direction.allCases {
        let rules = group.rules(direction)
        add(direction == .ingress ? .ingress : .egress, !rules.rules.isEmpty)
        for rule in rules.rules {
          add(.numbers, rule.protocol.isNumber)
          add(.accounts, rule.peer.mayNameAccount)
        }
      }
    }

    add(.siblings, !Siblings(self).isEmpty)
    let ownership = ruleTagOwnership
    add(.ruleTags, ownership != .none)
    add(.mixedRuleTags, ownership == .some)
    add(.ownedRuleTags, ownership == .all)
    add(.removedTags, !ignoresTags)
    add(.ignoredTags, ignoresTags)
    add(.ignoredSiblings, ignoresTags && features.contains(.generatedNames))
    add(.ignoredRuleTags, ownership != .none && ignoredTagsVary)
    for attachment in attachments {
      add(.attachments)
      switch attachment.target {
      case .networkInterface: add(.interfaces)
      case .vpc: add(.associations)
      }
    }
    add(.authorize, features.contains(.ingress) || features.contains(.egress))
    let isExclusive = groups.contains {
      $0.ingress.ownership == .exclusive || $0.egress.ownership == .exclusive
    }
    add(features.contains(.authorize) && isExclusive ? .squeezing : .additive)
    add(.noDefaultEgress, !features.contains(.defaultEgress))
    add(.plainRules, !features.contains(.ruleTags))
    add(.adoptedOnly, !features.contains(.create))
    add(.plainPeers, !features.contains(.accounts))
    add(.tags, features.contains(.find) || features.contains(.rules))
    let regions = groups.map(\.region) + lookups.map(\.region) + attachments.map(\.region)
    let hasRegions = regions.contains { $0 != nil }
    add(hasRegions ? .regions : .oneRegion)
    add(hasRegions ? .rulesOfRegions : .rulesOfOneRegion, features.contains(.rules))
    add(features.isDisjoint(with: [.create, .rules, .attachments]) ? .idle : .busy)
    add(.inputs, !inputs.isEmpty)
    add(.outputs, !outputs.isEmpty || !groups.isEmpty)
    add(.secrets, inputs.contains(where: \.isSensitive))
    for lookup in lookups {
      if case .describe(let describe) = lookup.kind { add(.lookups, !describe.isPlural) }
    }
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
    let needs = ambientNeeds
    add(.partition, needs.contains(.partition))
    add(.dnsSuffix, needs.contains(.dnsSuffix))
    let printed = outputs.map { terms.shown($0).quoted }
    add(.jsonLists, printed.contains { $0.contains("$(json_list ") })
    add(.jsonValues, printed.contains { $0.contains(" values \"") })
    add(
      .json,
      !features.isDisjoint(with: [.rules, .tags, .filters, .jsonLists, .secrets])
        || printed.contains { $0.contains("$(json ") })
    return features
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
