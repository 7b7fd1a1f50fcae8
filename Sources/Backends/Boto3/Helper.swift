import CodePrinter

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

  /// The text as a program with these needs has it, line by line.
  func lines(for needs: Set<Need>) -> [ArraySlice<UInt8>] {
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
    return lines
  }

  /// Where `  #? ` stands in a line.
  private static func mark(in line: ArraySlice<UInt8>) -> Range<Int>? {
    let mark = "  #? ".utf8
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

/// The helpers that some code needs, those that they need in turn included.
struct LinkedHelpers {
  /// In the order of the library.
  private(set) var helpers: [(helper: Helper, text: String)] = []
  /// Everything that the code and the helpers use and do not define themselves.
  private(set) var names: Set<String>

  /// - Parameter names: What the code uses.
  init(for names: Set<String>, needs: Set<Need>) {
    let words = Self.vocabulary.words
    var isUsed = words.map(names.contains)
    var linked: [String?] = Array(repeating: nil, count: helperLibrary.count)
    // A helper's words may ask for one that stands before it.
    var open = helperLibrary.indices.filter { isUsed[$0] }
    while let index = open.popLast() {
      if linked[index] != nil { continue }
      let lines = helperLibrary[index].lines(for: needs)
      linked[index] = String(decoding: Array(lines.joined(separator: [0x0A])), as: UTF8.self)
      for line in lines where !Self.isDocumentation(line) {
        Self.vocabulary.find(in: line) { word in
          if !isUsed[word], word < helperLibrary.count { open.append(word) }
          isUsed[word] = true
        }
      }
    }
    self.names = names.union(words.indices.filter { isUsed[$0] }.map { words[$0] })
    helpers = zip(helperLibrary, linked).compactMap { helper, text in text.map { (helper, $0) } }
  }

  /// The names of the helpers, in their order, then what is imported.
  private static let vocabulary = Vocabulary(helperLibrary.map(\.name) + moduleNames)

  private static func isDocumentation(_ line: ArraySlice<UInt8>) -> Bool {
    line.drop { $0 == 0x20 }.starts(with: "\"\"\"".utf8)
  }
}
