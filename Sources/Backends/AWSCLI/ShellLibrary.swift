import CodePrinter

/// What a program asks of the functions at the end of its script.
enum ShellFeature: String, CaseIterable {
  // The program.
  case inputs, outputs, secrets, regions, oneRegion
  // Groups.
  case find, create, exactNames, generatedNames, siblings, adoption, adoptedTags, adoptedOnly,
    protection
  // Rules.
  case rules, authorize, ingress, egress, squeezing, additive, defaultEgress, noDefaultEgress,
    ruleTags, plainRules, mixedRuleTags, ownedRuleTags, ignoredRuleTags, numbers, accounts,
    plainPeers
  // Attachments.
  case attachments, interfaces, associations
  // Text and checks.
  case tags, removedTags, ignoredTags, ignoredSiblings, records, json, jsonLists, lookups, filters,
    wordFilters, partition, ipv4, ipv6, ids, integers
}

/// The functions at the end of a script. Their text is Bash; a paragraph whose first line is
/// `#? a b` is kept for the features a or b, and a line that ends in `#? a` for feature a.
enum ShellLibrary {
  static func sections(for features: Set<ShellFeature>) -> [String] {
    [verbs, groups, rules, attachments, tags, changes, destruction, calls, text].compactMap {
      section in
      var paragraphs = section.split(separator: "\n\n").compactMap { paragraph in
        kept(paragraph.split(separator: "\n").map(String.init), features)
      }
      let title = paragraphs.removeFirst()
      return paragraphs.contains { $0.contains("() {") }
        ? ([shellSection(title)] + paragraphs).joined(separator: "\n\n") : nil
    }
  }

  /// `json` alone, for commands outside a script.
  static var jsonFunction: String {
    text.split(separator: "\n\n").map { $0.split(separator: "\n").map(String.init) }
      .first { $0.first == marker + ShellFeature.json.rawValue }
      .map { $0.dropFirst().joined(separator: "\n") } ?? ""
  }

  private static func kept(_ lines: [String], _ features: Set<ShellFeature>) -> String? {
    func wants(_ names: Substring) -> Bool {
      names.split(separator: " ").contains { name in
        ShellFeature(rawValue: String(name)).map(features.contains) ?? false
      }
    }
    var out: [String] = []
    for (index, line) in lines.enumerated() {
      if index == 0, line.hasPrefix(marker) {
        guard wants(line.dropFirst(marker.count)) else { return nil }
      } else if let condition = line.split(separator: " " + marker, maxSplits: 1).dropFirst().first
      {
        if wants(condition) {
          out.append(String(line.dropLast(condition.count + marker.count + 1)))
        }
      } else {
        out.append(line)
      }
    }
    return out.isEmpty ? nil : out.joined(separator: "\n")
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
    ShellVariable.partition, "default_vpc_id",
  ]

  private static let marker = "#? "
}
