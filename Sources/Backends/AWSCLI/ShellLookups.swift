import CodePrinter
import SecurityGroupIR

/// What a script may have to ask about its surroundings, once.
enum ShellAmbient: Hashable, Sendable {
  case account, callerARN, callerUser, homeRegion, partition, dnsSuffix
}

extension Program {
  /// `arn` and `owner_id` of a group, and the lookups that are no Describe call.
  var ambientNeeds: Set<ShellAmbient> {
    var needs: Set<ShellAmbient> = []
    visitTerms { term, _, _ in
      if term.isLiteral { return }
      term.walk {
        switch $0 {
        case .group(_, .ownerID): needs.insert(.account)
        case .group(let id, .arn):
          needs.formUnion([.account, .partition])
          if self[id].region == nil { needs.insert(.homeRegion) }
        case .lookup(let id, let attribute):
          switch self[id].kind {
          case .callerIdentity:
            switch attribute {
            case "arn": needs.insert(.callerARN)
            case "user_id": needs.insert(.callerUser)
            default: needs.insert(.account)
            }
          case .region where self[id].region == nil: needs.insert(.homeRegion)
          case .partition:
            needs.insert(.partition)
            if attribute == "dns_suffix" { needs.insert(.dnsSuffix) }
          case .region, .describe: break
          }
        default: break
        }
      }
    }
    if needs.contains(.partition) { needs.insert(.homeRegion) }
    return needs
  }
}

extension Lookup {
  /// A filter's value may hold what the shorthand of the AWS CLI gives a meaning to.
  var needsJSONFilter: Bool { filters.contains { !$0.isShorthand } }

  var filters: [Filter] {
    if case .describe(let describe) = kind { describe.filters } else { [] }
  }
}

extension Program {
  /// How many values the filter has is known when the script runs.
  func hasListValue(_ filter: Lookup.Filter) -> Bool {
    filter.values.contains { $0.isList(in: self) }
  }
}

extension Lookup.Describe {
  /// The JMESPath of an attribute; a program uses none that has no path.
  func path(to attribute: String) -> String { attributes[attribute] ?? "" }

  /// An attribute of one element as a text: of a list, its members with spaces between.
  func field(_ attribute: String) -> String {
    let path = path(to: attribute)
    return isList(attribute) && !isPlural ? "join(' ', \(path))" : path
  }

  /// What asks for an attribute of the one element, or of all.
  func query(_ attribute: String) -> String {
    let path = "\(orderedList)[].\(field(attribute))"
    return isPlural ? "join(' ', \(path))" : path
  }
}

extension Lookup.Filter {
  var isShorthand: Bool {
    name.isPlainFilterText && values.allSatisfy { $0.knownText?.isPlainFilterText == true }
  }
}

extension String {
  /// Neither the AWS CLI's shorthand nor a filter of EC2 gives any of its characters a meaning.
  var isPlainFilterText: Bool { !isEmpty && consists(of: plainInFilters) }
}

private let plainInFilters = ByteSet.alphanumerics.union(ByteSet(" ._:/@+-"))

/// `DescribeVpcs` → `describe-vpcs`, `VpcIds` → `vpc-ids`: the AWS CLI's spelling of a name.
func commandLineName(_ name: String) -> String {
  var out = ""
  for character in name {
    if character.isUppercase, !out.isEmpty { out += "-" }
    out += character.lowercased()
  }
  return out
}

extension ShellTerms {
  /// The statements that learn what the lookup is to find, each value in a variable.
  func statements(for id: LookupID) -> [Doc] {
    let lookup = program[id]
    let variables = (names.lookups[id] ?? [:]).sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    guard case .describe(let describe) = lookup.kind else { return [] }
    let fields = variables.map { attribute, _ in describe.field(attribute) }
    var rows: [[String]] = []
    if let ids = describe.ids {
      rows.append(["--" + commandLineName(ids.parameter)] + ids.values.map { word($0).quoted })
    }
    if !describe.filters.isEmpty {
      // The AWS CLI takes shorthand or JSON, but no mixture.
      let words = lookup.needsJSONFilter ? jsonFilter : shorthandFilter
      rows.append(["--filters"] + describe.filters.map(words))
    }
    if describe.isPlural {
      return variables.flatMap { attribute, variable in
        [
          shellCommand(
            ["call ec2 \(commandLineName(describe.operation))"],
            rows: rows + [
              ["--query", ShellWord(describe.query(attribute)).quoted, "--output text"]
            ]),
          .text("\(variable)=$answer"),
        ]
      }
    }
    let call = shellCommand(
      [
        "lookup", ShellWord(lookup.address).quoted, commandLineName(describe.operation),
        ShellWord(describe.resultList).quoted, ShellWord(fields.joined(separator: ",")).quoted,
      ], rows: rows)
    return [call]
      + variables.enumerated().map { index, entry in .text("\(entry.value)=${found[\(index)]}") }
  }

  /// What is known of the caller and the Region without a call of its own.
  func ambient(_ lookup: Lookup, _ attribute: String) -> ShellWord {
    let region = lookup.region.map(word) ?? own(ShellVariable.homeRegion)
    switch (lookup.kind, attribute) {
    case (.callerIdentity, "arn"): return own(ShellVariable.callerARN)
    case (.callerIdentity, "user_id"): return own(ShellVariable.callerUser)
    case (.callerIdentity, _): return own(ShellVariable.account)
    case (.region, _): return region
    case (.partition, "dns_suffix"): return own(ShellVariable.dnsSuffix)
    case (.partition, _): return own(ShellVariable.partition)
    case (.describe, _): return ""
    }
  }

  private func shorthandFilter(_ filter: Lookup.Filter) -> String {
    let values = filter.values.compactMap(\.knownText).joined(separator: ",")
    return ShellWord("Name=\(filter.name),Values=\(values)").quoted
  }

  private func jsonFilter(_ filter: Lookup.Filter) -> String {
    let name = ShellWord(filter.name).quoted
    guard program.hasListValue(filter) else {
      let words = filter.values.map { word($0).quoted }
      return "\"$(filter \(([name] + words).joined(separator: " ")))\""
    }
    let parts = filter.values.flatMap { $0.parts(in: program) }
    let lists = parts.compactMap { if case .each(let list) = $0 { words(list) } else { nil } }
    let others = parts.compactMap { if case .element(let term) = $0 { word(term) } else { nil } }
    let arguments = [ShellWord.join(lists, " ")] + others
    return "\"$(filter_words \(name) \(arguments.map(\.quoted).joined(separator: " ")))\""
  }
}

extension Term {
  /// What stands in a list one by one; of anything else, itself.
  fileprivate func parts(in program: Program) -> [ListPart] {
    switch self {
    case .list(let parts): parts
    case .literal(.list(let elements)): elements.map { .element(.literal($0)) }
    default: isList(in: program) ? [.each(self)] : [.element(self)]
    }
  }
}
