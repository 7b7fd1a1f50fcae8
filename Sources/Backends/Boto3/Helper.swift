/// A function or class of Python that scripts carry where they use it.
///
/// In the text, a line that ends in `#? need` stands only in programs with that need, one that ends
/// in `#? !need` only in programs without it; `a&b` is both.
struct Helper: Sendable {
  enum Section: String, CaseIterable, Sendable {
    case inputs, lookups, groups, rules, attachments, destroy
    case run = "every change, and its undoing"
  }

  /// What the text defines.
  var name: String
  var section: Section
  var text: String

  init(_ name: String, _ section: Section, _ text: String) {
    self.name = name
    self.section = section
    self.text = text
  }

  /// The text as a program with these needs has it.
  func text(for needs: Set<Need>) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let parts = line.split(
        separator: "  #? ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        lines.append(line)
        continue
      }
      let isBlank = parts[0].allSatisfy { $0 == " " }
      if Self.holds(parts[1], in: needs) { lines.append(isBlank ? "" : parts[0]) }
    }
    return lines.joined(separator: "\n")
  }

  private static func holds(_ condition: Substring, in needs: Set<Need>) -> Bool {
    condition.split(separator: "&").allSatisfy { name in
      let isNegated = name.hasPrefix("!")
      return needs.contains { $0.rawValue == name.drop { $0 == "!" } } != isNegated
    }
  }
}

/// The helpers, in the order in which they stand in a script.
let helperLibrary =
  inputHelpers + lookupHelpers + groupHelpers + tagHelpers + ruleHelpers + attachmentHelpers
  + destroyHelpers + runHelpers

/// The helpers that code with these names needs, those that they need in turn included.
func linkedHelpers(for names: Set<String>, needs: Set<Need>) -> [(Helper, text: String)] {
  var wanted = names
  var linked: [String: String] = [:]
  var hasGrown = true
  while hasGrown {
    hasGrown = false
    for helper in helperLibrary where wanted.contains(helper.name) && linked[helper.name] == nil {
      let text = helper.text(for: needs)
      linked[helper.name] = text
      wanted.formUnion(identifiers(in: text))
      hasGrown = true
    }
  }
  return helperLibrary.compactMap { helper in linked[helper.name].map { (helper, text: $0) } }
}

/// All words in the code that could be names; documentation lines are not code.
func identifiers(in code: String) -> Set<String> {
  var found: Set<String> = []
  for line in code.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("\"\"\"")
  {
    for word in line.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }) {
      found.insert(String(word))
    }
  }
  return found
}
