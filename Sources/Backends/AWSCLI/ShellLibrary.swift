import CodePrinter

/// What a program asks of the functions at the end of its script.
enum ShellFeature: String, CaseIterable {
  // The program.
  case inputs, outputs, secrets, regions, oneRegion
  // Groups.
  case find, create, exactNames, generatedNames, siblings, adoption, adoptedTags, adoptedOnly,
    protection
  // Rules.
  case rules, rulesOfRegions, rulesOfOneRegion, authorize, ingress, egress, squeezing, additive,
    defaultEgress, noDefaultEgress, ruleTags, plainRules, mixedRuleTags, ownedRuleTags,
    ignoredRuleTags, numbers, accounts,
    plainPeers
  // Attachments.
  case attachments, interfaces, associations
  /// There are groups or attachments; there are none.
  case busy, idle
  // Text and checks.
  case tags, removedTags, ignoredTags, ignoredSiblings, records, json, jsonLists, jsonValues
  case lookups, filters, wordFilters, partition, dnsSuffix, ipv4, ipv6, ids, integers
}

/// The functions at the end of a script. Their text is Bash; a paragraph whose first line is
/// `#? a b` is kept for the features a or b, and a line that ends in `#? a` for feature a.
enum ShellLibrary {
  static func sections(for features: Set<ShellFeature>) -> [String] {
    [verbs, groups, rules, attachments, tags, changes, destruction, calls, text].compactMap {
      section in
      let all = paragraphs(of: section)
      let kept = all.dropFirst().compactMap { Self.kept($0, features) }
      let hasFunctions = kept.contains { $0.contains { $0.find("() {") != nil } }
      guard hasFunctions, let title = all.first.map(joined) else { return nil }
      return ([shellSection(title)] + kept.map(joined)).joined(separator: "\n\n")
    }
  }

  /// `json` alone, for commands outside a script.
  static var jsonFunction: String {
    let head = Array((marker + ShellFeature.json.rawValue).utf8)
    return paragraphs(of: text).first { $0.first?.elementsEqual(head) == true }
      .map { joined(Array($0.dropFirst())) } ?? ""
  }

  private typealias Line = ArraySlice<UInt8>

  private static func paragraphs(of section: String) -> [[Line]] {
    Array(section.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
      .split(whereSeparator: \.isEmpty).map(Array.init)
  }

  private static func joined(_ lines: [Line]) -> String {
    String(decoding: Array(lines.joined(separator: [0x0A])), as: UTF8.self)
  }

  private static func kept(_ lines: [Line], _ features: Set<ShellFeature>) -> [Line]? {
    func wants(_ names: Line) -> Bool {
      names.split(separator: 0x20).contains { name in
        ShellFeature(rawValue: String(decoding: name, as: UTF8.self)).map(features.contains)
          ?? false
      }
    }
    var out: [Line] = []
    for (index, line) in lines.enumerated() {
      guard let mark = line.find(marker) else {
        out.append(line)
        continue
      }
      let isWanted = wants(line[mark.upperBound...])
      if index == 0, mark.lowerBound == line.startIndex {
        guard isWanted else { return nil }
      } else if isWanted {
        out.append(line[..<mark.lowerBound].dropLast())
      }
    }
    return out.isEmpty ? nil : out
  }

  /// The variables that the functions use; no variable of a program may be called so.
  static let variables: Set<String> = [
    "added", "answer", "assent", "attachment_regions", "attachments", "changed", "default_egress",
    "description_of", "done_lines", "error_code", "failure", "finished", "found", "green",
    "group", "group_at", "group_description", "group_name", "group_rules", "group_tags",
    "groups_on",
    "guarded", "ignored_of", "ignored_tags", "interrupted", "is_default", "is_new", "is_taken",
    "keep_tags", "lines", "marker", "name_fraction", "name_of", "names_made", "network",
    "new_groups", "own", "owned", "owner_of", "owns_tags", "pending", "place", "place_of",
    "position_of",
    "planning", "reborn", "red", "region", "region_of", "regions", "removed", "rule_description",
    "rule_id",
    "rule_tags", "ruled", "secrets", "sibling_tags", "tag_fields", "tags_of", "undo", "undo_lines",
    "undo_region", "unfinished", "users", "verb", "wanted", "yellow", ShellVariable.account,
    ShellVariable.callerARN, ShellVariable.callerUser, ShellVariable.homeRegion,
    ShellVariable.partition, ShellVariable.dnsSuffix, "default_vpc_id",
  ]

  private static let marker = "#? "
}

extension ArraySlice<UInt8> {
  /// Where the text stands first.
  fileprivate func find(_ text: String) -> Range<Int>? {
    guard let first = text.utf8.first else { return nil }
    var start = startIndex
    while let place = self[start...].firstIndex(of: first) {
      if self[place...].starts(with: text.utf8) { return place..<place + text.utf8.count }
      start = place + 1
    }
    return nil
  }
}
