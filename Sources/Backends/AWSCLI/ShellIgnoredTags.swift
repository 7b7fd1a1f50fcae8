import CodePrinter
import SecurityGroupIR

// The keys of tags that stay are a regular expression in $ignored_tags: for the whole script where
// that is the same for all groups and rules, else for the command that it stands before.

extension Program {
  var ignoredTagsVary: Bool { ignoredTagSets.count > 1 }

  /// The statement that holds for the whole script.
  var ignoredTagsStatements: [Doc] {
    guard let ignored = ignoredTagSets.first, !ignored.isEmpty, !ignoredTagsVary else { return [] }
    return [.text(ignored.assignment)]
  }
}

extension ShellTerms {
  /// What stands before a command that sets tags.
  func ignoring(_ tags: IgnoredTags) -> [String] { ignoredTagsVary ? [tags.assignment] : [] }
}

extension IgnoredTags {
  fileprivate var assignment: String { "ignored_tags=\(ShellWord(pattern).quoted)" }

  /// An extended regular expression; no key is empty.
  private var pattern: String {
    let alternatives = keys.map { "^\(escaped($0))$" } + prefixes.map { "^\(escaped($0))" }
    return alternatives.isEmpty ? "^$" : alternatives.joined(separator: "|")
  }

  private func escaped(_ key: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in key.unicodeScalars {
      if "\\.[(){*+?^$|".unicodeScalars.contains(scalar) { text.append("\\") }
      text.append(scalar)
    }
    return String(text)
  }
}
