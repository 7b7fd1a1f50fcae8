/// The numbers of a linear congruential generator: the same ones in every run.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(sides))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }
}

/// Makes sentences of a grammar.
struct SentenceGenerator {
  /// Thrown where a choice led to what cannot go on, such as an operator behind a heredoc on the
  /// line of an argument.
  struct DeadEnd: Error {}

  private let grammar: Grammar
  private var dice: Dice
  private var output = ""
  /// For each open bracket whether line breaks count in it.
  private var newlinesCount = [true]
  private var markers: [String] = []
  /// Set behind a heredoc, whose last line must end.
  private var needsNewline = false
  private var isTight = false
  /// Whether what comes next adjoins what is before it, although it begins a loose rule.
  private var adjoins = false
  /// Whether the brace that comes next is that of `forObject`.
  private var isForObject = false
  private var isFullSplat = false
  private var depth = 0

  init(grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    dice = Dice(seed: seed)
  }

  mutating func sentence(of rule: String) throws -> String {
    output = ""
    newlinesCount = [rule != "wholeExpression"]
    try expand(.rule(rule))
    if needsNewline { output += "\n" }
    return output
  }

  private mutating func expand(_ form: Grammar.Form) throws {
    switch form {
    case .text(let text): try emit(text)
    case .words(let words): try emit(try spell(words))
    case .rule(let name): try expand(rule: name)
    case .sequence(let forms): for form in forms { try expand(form) }
    case .choice(let forms):
      try expand(depth > 12 ? forms[dice.roll(min(3, forms.count))] : dice.pick(forms))
    case .optional(let form): if dice.roll(depth > 12 ? 8 : 2) == 0 { try expand(form) }
    case .repeated(let form):
      for _ in 0..<dice.roll(depth > 12 ? 2 : 4) { try expand(form) }
    }
  }

  private mutating func expand(rule name: String) throws {
    guard let rule = grammar.rules[name] else {
      throw Grammar.Malformed(reason: "no rule \(name)")
    }
    if depth > 60 { throw DeadEnd() }
    let outerTight = isTight
    depth += 1
    defer {
      depth -= 1
      isTight = outerTight
    }
    if isTight { adjoins = true } else { blanks() }
    isTight = rule.isTight
    if name == "forObject" { isForObject = true }
    isFullSplat = name == "fullSplat"
    let start = output.utf8.count
    if name == "newline" { newline() } else { try expand(rule.form) }
    if name == "marker" {
      markers.append(String(decoding: output.utf8.dropFirst(start), as: UTF8.self))
    }
    if name == "heredoc" {
      markers.removeLast()
      needsNewline = true
    }
  }

  private mutating func newline() {
    output += dice.roll(4) == 0 ? "\r\n" : "\n"
    needsNewline = false
    adjoins = false
  }

  private mutating func emit(_ text: String) throws {
    if needsNewline {
      if newlinesCount.last == true { throw DeadEnd() }
      output += "\n"
      needsNewline = false
    }
    if !isTight, !adjoins { blanks() }
    adjoins = false
    output += text
    // In tight rules brackets are text like any other.
    if !isTight { count(text) }
  }

  /// Keeps track of brackets.
  private mutating func count(_ text: String) {
    switch text {
    case "[" where isFullSplat: newlinesCount.append(newlinesCount.last == true)
    case "(", "[", "${", "${~", "%{", "%{~": newlinesCount.append(false)
    case "{":
      newlinesCount.append(!isForObject)
      isForObject = false
    case ")", "]", "}", "~}": newlinesCount.removeLast()
    default: break
    }
  }

  /// What may stand between two tokens.
  private mutating func blanks() {
    if needsNewline {
      if newlinesCount.last == true { return }
      output += "\n"
      needsNewline = false
    }
    output += dice.pick([" ", " ", "  ", "\t", " /* c */ "])
    if newlinesCount.last == false, dice.roll(6) == 0 {
      output += dice.pick(["\n", "# c\n", "\r\n", "// c\n"])
    }
  }

  /// Text for what the grammar says in words.
  private mutating func spell(_ words: String) throws -> String {
    let starts: [(of: String, texts: [String])] = [
      ("a character of Unicode's", ["a", "b_1", "c-d", "é", "_", "resource", "日本", "in"]),
      ("one or more of", ["0", "7", "42", "007"]),
      ("a hexadecimal digit", ["0", "1", "9"]),
      ("any character but \"", ["a", " ", "$b", "é", "#", "%x", "~", "{", "☃"]),
      ("any character but a line", ["a b", " ", "$ ", "\"", "\\n", "#", "% ", "}"]),
      ("any other expression", ["a ? b : c", "a + b", "-a", "[1]", "f(a)", "a[b]", "{}"]),
    ]
    if words.hasPrefix("the same identifier") {
      guard let marker = markers.last else { throw DeadEnd() }
      return dice.pick(["", "  "]) + marker
    }
    guard let spelling = starts.first(where: { words.hasPrefix($0.of) }) else {
      throw Grammar.Malformed(reason: "no spelling of ? \(words) ?")
    }
    return dice.pick(spelling.texts)
  }
}
