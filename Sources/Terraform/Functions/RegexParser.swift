/// Reads the syntax of RE2, which is Perl's without look-around and back references.
struct RegexParser {
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
    var isUngreedy = false
  }

  static let maximumDepth = 250
  static let maximumRepeat = 1000

  let pattern: [Unicode.Scalar]
  var position = 0
  var flags = Flags()
  private var depth = 0
  /// The names of the groups, by index from one; unnamed ones have none.
  private(set) var groupNames: [String?] = []

  init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  mutating func parse() throws(RegexError) -> RegexNode {
    let node = try alternation()
    if position < pattern.count { throw failure("unexpected )", from: 0, to: pattern.count) }
    return node
  }

  private mutating func alternation() throws(RegexError) -> RegexNode {
    var branches = [try sequence()]
    while accept("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws(RegexError) -> RegexNode {
    var nodes: [RegexNode] = []
    while let next = current, next != "|", next != ")" {
      if next == "\\", peek(1) == "Q" {
        nodes += literalRun()
      } else if let node = try atom() {
        nodes.append(try repeated(node))
      }
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  /// `\Q…\E`
  private mutating func literalRun() -> [RegexNode] {
    position += 2
    var nodes: [RegexNode] = []
    while let scalar = current {
      if scalar == "\\", peek(1) == "E" {
        position += 2
        break
      }
      nodes.append(literal(scalar))
      position += 1
    }
    return nodes
  }

  /// Nil for what only sets flags.
  private mutating func atom() throws(RegexError) -> RegexNode? {
    let start = position
    guard let scalar = current else { return nil }
    position += 1
    switch scalar {
    case "(": return try group(from: start)
    case "[":
      position = start
      return .set(try characterClass())
    case ".": return .set(flags.dotMatchesNewline ? .any : .anyButNewline)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "*", "+", "?":
      throw failure("missing argument to repetition operator", from: start, to: position)
    case "\\":
      position = start
      return try escape()
    case "{":
      position = start
      if try counts() != nil {
        throw failure("missing argument to repetition operator", from: start, to: position)
      }
      position = start + 1
      return literal(scalar)
    default: return literal(scalar)
    }
  }

  func literal(_ scalar: Unicode.Scalar) -> RegexNode {
    .set(ScalarSet([.range(scalar.value, scalar.value)], ignoresCase: flags.ignoresCase))
  }

  private mutating func repeated(_ node: RegexNode) throws(RegexError) -> RegexNode {
    let start = position
    guard let (minimum, maximum) = try repetition() else { return node }
    let isLazy = accept("?")
    let end = position
    if try repetition() != nil {
      _ = accept("?")
      throw failure("invalid nested repetition operator", from: start, to: position)
    }
    let repeated = RegexNode.repetition(
      node, minimum: minimum, maximum: maximum, isGreedy: isLazy == flags.isUngreedy)
    if repeated.repeatCount > RegexParser.maximumRepeat {
      throw failure("invalid repeat count", from: start, to: end)
    }
    return repeated
  }

  private mutating func repetition() throws(RegexError) -> (Int, Int?)? {
    if accept("*") { return (0, nil) }
    if accept("+") { return (1, nil) }
    if accept("?") { return (0, 1) }
    return try counts()
  }

  /// `{2}`, `{2,}` or `{2,3}`; anything else in braces is text.
  private mutating func counts() throws(RegexError) -> (Int, Int?)? {
    let start = position
    guard accept("{"), let minimum = number() else {
      position = start
      return nil
    }
    var maximum: Int? = minimum
    if accept(",") { maximum = current == "}" ? nil : number() ?? -1 }
    guard maximum != -1, accept("}") else {
      position = start
      return nil
    }
    if max(minimum, maximum ?? 0) > RegexParser.maximumRepeat || minimum > maximum ?? minimum {
      throw failure("invalid repeat count", from: start, to: position)
    }
    return (minimum, maximum)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = current.flatMap({ Character($0).wholeNumberValue }), current?.isASCII == true
    {
      value = min(RegexParser.maximumRepeat + 1, (value ?? 0) * 10 + digit)
      position += 1
    }
    return value
  }

  private mutating func group(from start: Int) throws(RegexError) -> RegexNode? {
    depth += 1
    defer { depth -= 1 }
    if depth > RegexParser.maximumDepth {
      throw failure("expression nests too deeply", from: 0, to: pattern.count)
    }
    let outer = flags
    var index: Int?
    if accept("?") {
      if let name = try groupName(from: start) {
        groupNames.append(name)
        index = groupNames.count
      } else if try flagsEndGroup(from: start) {
        return nil
      }
    } else {
      groupNames.append(nil)
      index = groupNames.count
    }
    let inner = try alternation()
    guard accept(")") else {
      throw failure("missing closing )", from: 0, to: pattern.count)
    }
    flags = outer
    return index.map { .group(inner, index: $0) } ?? inner
  }

  /// `P<name>` or `<name>`
  private mutating func groupName(from start: Int) throws(RegexError) -> String? {
    let marker = position
    _ = accept("P")
    guard accept("<") else {
      position = marker
      return nil
    }
    let nameStart = position
    while position < pattern.count, current != ">" { position += 1 }
    guard accept(">") else {
      throw failure("invalid named capture", from: start, to: pattern.count)
    }
    let name = pattern[nameStart..<(position - 1)]
    guard !name.isEmpty, name.allSatisfy(ScalarSet.words.contains) else {
      throw failure("invalid named capture", from: start, to: position)
    }
    return text(name)
  }

  /// `i`, `m`, `s`, `U` and `-` up to `:` or, then setting flags for the rest of the group, `)`.
  private mutating func flagsEndGroup(from start: Int) throws(RegexError) -> Bool {
    var isOn = true
    var hasFlag = false
    while let scalar = current {
      position += 1
      switch scalar {
      case "i": flags.ignoresCase = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.dotMatchesNewline = isOn
      case "U": flags.isUngreedy = isOn
      case "-" where isOn:
        isOn = false
        hasFlag = false
        continue
      case ":" where isOn || hasFlag: return false
      case ")" where isOn || hasFlag: return true
      default: throw failure("invalid or unsupported Perl syntax", from: start, to: position)
      }
      hasFlag = true
    }
    throw failure("invalid or unsupported Perl syntax", from: start, to: pattern.count)
  }
}

extension RegexParser {
  var current: Unicode.Scalar? { peek(0) }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < pattern.count ? pattern[position + distance] : nil
  }

  mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    position += 1
    return true
  }

  func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  func failure(_ message: String, from start: Int, to end: Int) -> RegexError {
    RegexError(message: message, fragment: text(pattern[start..<min(end, pattern.count)]))
  }
}
