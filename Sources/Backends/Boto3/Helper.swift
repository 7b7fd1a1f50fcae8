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
    var start = 0
    while start <= bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if let mark = Self.mark(in: bytes[start..<end]) {
        let condition = String(decoding: bytes[mark.upperBound..<end], as: UTF8.self)
        if Self.holds(condition[...], in: needs) {
          let line = bytes[start..<mark.lowerBound]
          if !line.allSatisfy({ $0 == 0x20 }) { code += line }
          code.append(0x0A)
        }
      } else {
        code += bytes[start..<end]
        code.append(0x0A)
      }
      start = end + 1
    }
    code.removeLast()
  }

  /// Where `  #? ` stands in a line.
  private static func mark(in line: ArraySlice<UInt8>) -> Range<Int>? {
    var start = line.startIndex
    while let sign = line[start...].firstIndex(of: UInt8(ascii: "#")) {
      if sign >= line.startIndex + 2, line[(sign - 2)...].starts(with: "  #? ".utf8) {
        return sign - 2..<sign + 3
      }
      start = sign + 1
    }
    return nil
  }

  private static func holds(_ condition: Substring, in needs: Needs) -> Bool {
    condition.utf8.split(separator: UInt8(ascii: "&")).allSatisfy { name in
      let isNegated = name.first == UInt8(ascii: "!")
      return needs.contains(String(Substring(isNegated ? name.dropFirst() : name))) != isNegated
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
    var added: [Int] = []
    var start = 0
    while start < code.count {
      let end = code[start...].firstIndex(of: 0x0A) ?? code.count
      let text = code[start..<end].drop { $0 == 0x20 }
      if !text.starts(with: "\"\"\"".utf8) { added += used.insert(wordsIn: code, start..<end) }
      start = end + 1
    }
    return added
  }
}
