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
  func append(to code: inout [UInt8], for needs: Needs) {
    let bytes = Array(text.utf8)
    let text = bytes.span
    /// Where the lines begin that are not added yet.
    var open = 0
    var start = 0
    while start < text.count {
      let (end, mark) = Self.line(from: start, of: text)
      if let mark {
        code += bytes[open..<start]
        if Self.holds(mark.upperBound..<end, of: text, in: needs) {
          let line = bytes[start..<mark.lowerBound]
          if !line.allSatisfy({ $0 == 0x20 }) { code += line }
          code.append(0x0A)
        }
        open = end + 1
      }
      start = end + 1
    }
    if open < bytes.count { code += bytes[open...] } else { code.removeLast() }
  }

  /// The end of a line, and where `  #? ` stands in it.
  private static func line(
    from start: Int, of text: borrowing Span<UInt8>
  ) -> (end: Int, mark: Range<Int>?) {
    var end = start
    var mark: Range<Int>?
    while end < text.count, text[end] != 0x0A {
      if text[end] == UInt8(ascii: "?"), mark == nil, end >= start + 3, end + 1 < text.count,
        text[end - 3] == 0x20, text[end - 2] == 0x20, text[end - 1] == UInt8(ascii: "#"),
        text[end + 1] == 0x20
      {
        mark = end - 3..<end + 2
      }
      end += 1
    }
    return (end, mark)
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
      helperLibrary[index].append(to: &linked[index], for: needs)
      open += addWords(in: linked[index]).filter { $0 < helperLibrary.count }
    }
    helpers = zip(helperLibrary, linked).filter { !$1.isEmpty }.map { ($0, code: $1) }
  }

  /// Documentation lines are not code.
  ///
  /// - Returns: Those that nothing has used before.
  private mutating func addWords(in code: [UInt8]) -> [Int] {
    let text = code.span
    var added: [Int] = []
    var start = 0
    while start < text.count {
      while start < text.count, text[start] == 0x20 { start += 1 }
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      if !text.isDocumentation(from: start) { added += used.insert(wordsIn: text, start..<end) }
      start = end + 1
    }
    return added
  }
}

extension Span<UInt8> {
  fileprivate func isDocumentation(from start: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    return start + 2 < count && self[start] == quote && self[start + 1] == quote
      && self[start + 2] == quote
  }
}
