/// Backslashes and brackets.
extension RegexParser {
  /// An escape outside of brackets.
  mutating func escape() throws(RegexError) -> RegexNode {
    let start = position
    switch peek(1) {
    case "A": return assertion(.textStart)
    case "z": return assertion(.textEnd)
    case "b": return assertion(.wordBoundary)
    case "B": return assertion(.noWordBoundary)
    default: break
    }
    if let set = try classEscape() {
      return .set(set)
    }
    position = start
    return literal(try scalarEscape())
  }

  private mutating func assertion(_ assertion: RegexAssertion) -> RegexNode {
    position += 2
    return .assertion(assertion)
  }

  /// `\d`, `\pL` and the like; nil, and nothing read, for other escapes.
  private mutating func classEscape() throws(RegexError) -> ScalarSet? {
    let set: ScalarSet
    switch peek(1) {
    case "d": set = .digits
    case "D": set = ScalarSet.digits.negated
    case "s": set = .spaces
    case "S": set = ScalarSet.spaces.negated
    case "w": set = .words
    case "W": set = ScalarSet.words.negated
    case "p": return try unicodeClass(isNegated: false)
    case "P": return try unicodeClass(isNegated: true)
    default: return nil
    }
    position += 2
    return ScalarSet(set.members, isNegated: set.isNegated, ignoresCase: flags.ignoresCase)
  }

  private mutating func unicodeClass(isNegated: Bool) throws(RegexError) -> ScalarSet {
    let start = position
    position += 2
    var name: [Unicode.Scalar] = []
    if accept("{") {
      while let scalar = current, scalar != "}" {
        name.append(scalar)
        position += 1
      }
      guard accept("}") else {
        throw failure("invalid character class range", from: start, to: pattern.count)
      }
    } else if let scalar = current {
      name = [scalar]
      position += 1
    }
    var isNegated = isNegated
    if name.first == "^" {
      name.removeFirst()
      isNegated.toggle()
    }
    let category = text(name)
    if category == "Any" { return isNegated ? ScalarSet.any.negated : .any }
    guard Unicode.GeneralCategory.abbreviations.contains(category) else {
      throw failure("invalid character class range", from: start, to: position)
    }
    return ScalarSet(
      [.category(category, isNegated: false)], isNegated: isNegated,
      ignoresCase: flags.ignoresCase)
  }

  /// An escape that stands for one scalar.
  private mutating func scalarEscape() throws(RegexError) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let scalar = current else {
      throw failure("trailing backslash at end of expression", from: start + 1, to: start + 1)
    }
    position += 1
    switch scalar {
    case "a": return "\u{07}"
    case "f": return "\u{0C}"
    case "t": return "\t"
    case "n": return "\n"
    case "r": return "\r"
    case "v": return "\u{0B}"
    case "0", "1"..."7":
      // A digit without a second one would be a reference to a group.
      if scalar != "0", current.map({ ("0"..."7").contains($0) }) != true { break }
      var value = scalar.value - 0x30
      for _ in 0..<2 {
        guard let digit = current, ("0"..."7").contains(digit) else { break }
        value = value * 8 + digit.value - 0x30
        position += 1
      }
      if let scalar = Unicode.Scalar(value) { return scalar }
    case "x": if let scalar = hexadecimalEscape() { return scalar }
    case _ where scalar.isASCII && (!ScalarSet.words.contains(scalar) || scalar == "_"):
      return scalar
    default: break
    }
    throw failure("invalid escape sequence", from: start, to: position)
  }

  /// Two digits, or any number of them between braces. Nil after the scalar that is out of place.
  private mutating func hexadecimalEscape() -> Unicode.Scalar? {
    var value: UInt32 = 0
    if accept("{") {
      while let digit = hexadecimalDigit() {
        value = value * 16 + digit
        if value > 0x10FFFF { return nil }
      }
      return accept("}") && peek(-2) != "{" ? Unicode.Scalar(value) : nil
    }
    for _ in 0..<2 {
      guard let digit = hexadecimalDigit() else {
        position += 1
        return nil
      }
      value = value * 16 + digit
    }
    return Unicode.Scalar(value)
  }

  private mutating func hexadecimalDigit() -> UInt32? {
    guard let scalar = current, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
      return nil
    }
    position += 1
    return UInt32(digit)
  }

  /// From `[` to `]`.
  mutating func characterClass() throws(RegexError) -> ScalarSet {
    let start = position
    position += 1
    let isNegated = accept("^")
    var members: [ScalarSet.Member] = []
    var isFirst = true
    while isFirst || current != "]" {
      guard current != nil else {
        throw failure("missing closing ]", from: start, to: pattern.count)
      }
      isFirst = false
      if let set = try posixClass() {
        members.append(.set(set))
      } else if current == "\\", let set = try classEscape() {
        members.append(.set(set))
      } else {
        members.append(try range(start))
      }
    }
    position += 1
    return ScalarSet(members, isNegated: isNegated, ignoresCase: flags.ignoresCase)
  }

  private mutating func range(_ classStart: Int) throws(RegexError) -> ScalarSet.Member {
    let start = position
    let low = try classScalar(classStart)
    guard current == "-", let next = peek(1), next != "]" else {
      return .range(low.value, low.value)
    }
    position += 1
    let high = try classScalar(classStart)
    if high < low { throw failure("invalid character class range", from: start, to: position) }
    return .range(low.value, high.value)
  }

  private mutating func classScalar(_ classStart: Int) throws(RegexError) -> Unicode.Scalar {
    guard let scalar = current else {
      throw failure("missing closing ]", from: classStart, to: pattern.count)
    }
    if scalar == "\\" { return try scalarEscape() }
    position += 1
    return scalar
  }

  /// `[:name:]` or `[:^name:]`; nil, and nothing read, for anything else.
  private mutating func posixClass() throws(RegexError) -> ScalarSet? {
    guard current == "[", peek(1) == ":" else { return nil }
    var end = position + 2
    while end + 1 < pattern.count, !(pattern[end] == ":" && pattern[end + 1] == "]") { end += 1 }
    guard end + 1 < pattern.count else { return nil }
    var name = pattern[(position + 2)..<end]
    let isNegated = name.first == "^"
    if isNegated { name = name.dropFirst() }
    guard let set = ScalarSet.posix(text(name)) else {
      throw failure("invalid character class range", from: position, to: end + 2)
    }
    position = end + 2
    let cased = ScalarSet(set.members, ignoresCase: flags.ignoresCase)
    return isNegated ? cased.negated : cased
  }
}
