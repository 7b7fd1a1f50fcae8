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

  /// What a program with these needs has of the text.
  ///
  /// - Parameter used: Gets the words of these lines.
  /// - Returns: The parts of the text, a new line between any two of them; and the places in the
  ///   vocabulary of the words that nothing has used before.
  fileprivate func parts(
    for needs: Needs, _ used: inout UsedWords
  ) -> (parts: [Range<Int>], added: [Int]) {
    let text = self.text.utf8Span.span
    var parts: [Range<Int>] = []
    var added: [Int] = []
    /// Where the lines begin that are in no part yet.
    var open = 0
    var start = 0
    var words: [Int] = []
    while start < text.count {
      words.removeAll(keepingCapacity: true)
      let line = Line(from: start, of: text, used.vocabulary, &words)
      var isKept = true
      if let mark = line.mark {
        if open < start { parts.append(open..<start - 1) }
        open = line.end + 1
        isKept = Self.holds(mark.upperBound..<line.end, of: text, in: needs)
        if isKept { parts.append(start..<text.end(of: start..<mark.lowerBound)) }
      }
      if isKept { for word in words where used.insert(word) { added.append(word) } }
      start = line.end + 1
    }
    if open < text.count { parts.append(open..<text.count) }
    return (parts, added)
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
    while true {
      let first = index
      while index < text.count, text[index].continuesName { index += 1 }
      if first < index, !isDocumentation, mark == nil,
        let word = vocabulary.place(of: text, first..<index)
      {
        words.append(word)
      }
      guard index < text.count, text[index] != 0x0A else { break }
      if text[index] == UInt8(ascii: "?"), mark == nil, index >= start + 3,
        text.isMark(around: index)
      {
        mark = index - 3..<index + 2
      }
      index += 1
    }
    end = index
  }
}

/// The helpers, in the order in which they stand in a script.
let helperLibrary =
  inputHelpers + lookupHelpers + groupHelpers + tagHelpers + ruleHelpers + attachmentHelpers
  + destroyHelpers + runHelpers

/// A helper as a program has it.
struct LinkedHelper {
  let helper: Helper
  fileprivate(set) var parts: [Range<Int>] = []

  func print(to printer: inout Printer) {
    let text = helper.text.utf8
    for (number, part) in parts.enumerated() {
      if number > 0 { printer.newline() }
      let start = text.index(text.startIndex, offsetBy: part.lowerBound)
      printer.write(text[start..<text.index(start, offsetBy: part.count)])
    }
  }
}

/// The helpers that some code needs, those that they need in turn included.
struct LinkedHelpers {
  /// In the order of the library.
  private(set) var helpers: [LinkedHelper]
  /// What the code and the helpers use of the library and of imports.
  private(set) var used: UsedWords

  /// The names of the helpers, in their order, then what is imported.
  static let vocabulary = Vocabulary(helperLibrary.map(\.name) + moduleNames)

  /// - Parameter used: What the code uses.
  init(for used: UsedWords, needs: Needs) {
    self.used = used
    helpers = helperLibrary.map { LinkedHelper(helper: $0) }
    // A helper's words may ask for one that stands before it.
    var open = helpers.indices.filter { used.contains($0) }
    while let index = open.popLast() {
      let (parts, added) = helpers[index].helper.parts(for: needs, &self.used)
      helpers[index].parts = parts
      open += added.filter { $0 < helpers.count }
    }
    helpers.removeAll { $0.parts.isEmpty }
  }
}

extension Span<UInt8> {
  fileprivate func isDocumentation(from start: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    return start + 2 < count && self[start] == quote && self[start + 1] == quote
      && self[start + 2] == quote
  }

  /// Where the part ends but for blanks.
  fileprivate func end(of part: Range<Int>) -> Int {
    var end = part.upperBound
    while end > part.lowerBound, self[end - 1] == 0x20 { end -= 1 }
    return end
  }

  /// Whether `  #? ` stands around a question mark.
  fileprivate func isMark(around index: Int) -> Bool {
    index + 1 < count && self[index + 1] == 0x20 && self[index - 1] == UInt8(ascii: "#")
      && self[index - 2] == 0x20 && self[index - 3] == 0x20
  }
}
