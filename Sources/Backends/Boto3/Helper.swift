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
    var lines: [ArraySlice<UInt8>] = []
    for line in Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard let mark = Self.mark(in: line) else {
        lines.append(line)
        continue
      }
      let condition = Substring(String(decoding: line[mark.upperBound...], as: UTF8.self))
      guard Self.holds(condition, in: needs) else { continue }
      let code = line[..<mark.lowerBound]
      lines.append(code.allSatisfy { $0 == 0x20 } ? [] : code)
    }
    return String(decoding: Array(lines.joined(separator: [0x0A])), as: UTF8.self)
  }

  /// Where `  #? ` stands in a line.
  private static func mark(in line: ArraySlice<UInt8>) -> Range<Int>? {
    let mark = Array("  #? ".utf8)
    var start = line.startIndex
    while let sign = line[start...].firstIndex(of: UInt8(ascii: "#")) {
      let range = sign - 2..<sign + 3
      if range.lowerBound >= line.startIndex, range.upperBound <= line.endIndex,
        line[range].elementsEqual(mark)
      {
        return range
      }
      start = sign + 1
    }
    return nil
  }

  private static func holds(_ condition: Substring, in needs: Set<Need>) -> Bool {
    condition.utf8.split(separator: UInt8(ascii: "&")).allSatisfy { name in
      let isNegated = name.first == UInt8(ascii: "!")
      let need = Need(rawValue: String(Substring(isNegated ? name.dropFirst() : name)))
      return (need.map { needs.contains($0) } ?? false) != isNegated
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
  for line in Array(code.utf8).split(separator: 0x0A) {
    if line.drop(while: { $0 == 0x20 }).starts(with: "\"\"\"".utf8) { continue }
    for word in line.split(whereSeparator: { !$0.continuesPythonName }) {
      found.insert(String(decoding: word, as: UTF8.self))
    }
  }
  return found
}

extension UInt8 {
  fileprivate var continuesPythonName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
