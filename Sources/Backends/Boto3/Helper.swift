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

  /// Adds the text to some code, as a program with these needs has it.
  ///
  /// - Returns: The places of its words in the vocabulary that nothing has used before.
  func append(to code: inout [UInt8], for needs: Needs, _ used: inout UsedWords) -> [Int] {
    let bytes = Array(text.utf8)
    let text = bytes.span
    var added: [Int] = []
    /// Where the lines begin that are not added yet.
    var open = 0
    var start = 0
    var words: [Int] = []
    while start < text.count {
      words.removeAll(keepingCapacity: true)
      let line = Line(from: start, of: text, used.vocabulary, &words)
      var isKept = true
      if let mark = line.mark {
        code += bytes[open..<start]
        open = line.end + 1
        isKept = Self.holds(mark.upperBound..<line.end, of: text, in: needs)
        if isKept {
          let rest = bytes[start..<mark.lowerBound]
          if !rest.allSatisfy({ $0 == 0x20 }) { code += rest }
          code.append(0x0A)
        }
      }
      if isKept { for word in words where used.insert(word) { added.append(word) } }
      start = line.end + 1
    }
    if open < bytes.count { code += bytes[open...] } else { code.removeLast() }
    return added
  }

  private static func holds(
    _ condition: Range<Int>, of text: borrowing Span<UInt8>, in needs: Needs
  ) -> Bool {
    var start = condition.lowerBound
    while start < condition.upperBound {
      let isNegated = text[start] == UInt8(ascii: "!")
      if isNegated { start += 1 }
      var end = start
      while end < condition.upperBound, text[end] != UInt8(ascii: "&") { end += 1 }
      if needs.contains(text, start..<end) == isNegated { return false }
      start = end + 1
    }
    return true
  }
}

/// A line of a helper, read once: many are read before a script is printed.
private struct Line {
  let end: Int
  /// Where `  #? ` stands.
  private(set) var mark: Range<Int>?

  /// - Parameter words: Gets the places in the vocabulary of what it uses. Documentation uses nothing.
  init(
    from start: Int, of text: borrowing Span<UInt8>, _ vocabulary: Vocabulary,
    _ words: inout [Int]
  ) {
    var index = start
    while index < text.count, text[index] == 0x20 { index += 1 }
    let isDocumentation = text.isDocumentation(from: index)
    var hash = UInt32.hashOfNothing
    var first = index
    while true {
      let byte = index < text.count ? text[index] : 0x0A
      if byte.continuesName {
        hash = hash.hashing(byte)
        index += 1
        continue
      }
      if first < index, !isDocumentation, mark == nil,
        let word = vocabulary.place(hash, text, first..<index)
      {
        words.append(word)
      }
      if byte == 0x0A { break }
      if byte == UInt8(ascii: "?"), mark == nil, index >= start + 3, text.isMark(around: index) {
        mark = index - 3..<index + 2
      }
      index += 1
      hash = UInt32.hashOfNothing
      first = index
    }
    end = index
  }
}

/// The helpers, in the order in which they stand in a script.
let helperLibrary =
  inputHelpers + lookupHelpers + groupHelpers + tagHelpers + ruleHelpers + attachmentHelpers
  + destroyHelpers + runHelpers

/// The helpers that some code needs, those that they need in turn included.
struct LinkedHelpers {
  /// In the order of the library.
  private(set) var helpers: [(helper: Helper, code: [UInt8])] = []
  /// What the code and the helpers use of the library and of imports.
  private(set) var used: UsedWords

  /// The names of the helpers, in their order, then what is imported.
  static let vocabulary = Vocabulary(helperLibrary.map(\.name) + moduleNames)

  /// - Parameter used: What the code uses.
  init(for used: UsedWords, needs: Needs) {
    self.used = used
    var linked: [[UInt8]] = Array(repeating: [], count: helperLibrary.count)
    // A helper's words may ask for one that stands before it.
    var open = helperLibrary.indices.filter { used.contains($0) }
    while let index = open.popLast() {
      open += helperLibrary[index].append(to: &linked[index], for: needs, &self.used)
        .filter { $0 < helperLibrary.count }
    }
    helpers = zip(helperLibrary, linked).filter { !$1.isEmpty }.map { ($0, code: $1) }
  }
}

extension Span<UInt8> {
  fileprivate func isDocumentation(from start: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    return start + 2 < count && self[start] == quote && self[start + 1] == quote
      && self[start + 2] == quote
  }

  /// Whether `  #? ` stands around a question mark.
  fileprivate func isMark(around index: Int) -> Bool {
    index + 1 < count && self[index + 1] == 0x20 && self[index - 1] == UInt8(ascii: "#")
      && self[index - 2] == 0x20 && self[index - 3] == 0x20
  }
}
