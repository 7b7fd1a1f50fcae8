/// A position in the bytes of a YAML text. The end reads as zero bytes, which no text may hold.
struct YAMLCursor {
  /// What is read ahead at most: eight digits of an escape, or the four bytes of an indicator.
  private static let lookahead = 8

  private let bytes: [UInt8]
  private(set) var offset = 0
  private(set) var mark = YAMLMark()

  /// Fails for characters that YAML does not allow anywhere. A byte order mark is skipped.
  init(_ text: String) throws(YAMLFault) {
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    guard scalars.allSatisfy(YAMLCursor.allows) else {
      throw YAMLFault(message: "control characters are not allowed")
    }
    // An empty text reads as an empty line.
    let body = text.utf8.isEmpty ? [0x0A] : Array(String(scalars).utf8)
    bytes = body + [UInt8](repeating: 0, count: YAMLCursor.lookahead)
  }

  private static func allows(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...: true
    default: false
    }
  }

  /// The byte at a distance from the position.
  func byte(_ distance: Int = 0) -> UInt8 { bytes[offset + distance] }

  func at(_ scalar: Unicode.Scalar, _ distance: Int = 0) -> Bool {
    byte(distance) == UInt8(ascii: scalar)
  }

  var isAtEnd: Bool { byte() == 0 }

  func isBlank(_ distance: Int = 0) -> Bool { at(" ", distance) || at("\t", distance) }

  func isBreak(_ distance: Int = 0) -> Bool { breakWidth(distance) > 0 }

  func isBreakOrEnd(_ distance: Int = 0) -> Bool { byte(distance) == 0 || isBreak(distance) }

  func isSpace(_ distance: Int = 0) -> Bool { isBlank(distance) || isBreakOrEnd(distance) }

  /// `---` or `...` alone at the start of a line.
  func isDocumentIndicator(_ scalar: Unicode.Scalar) -> Bool {
    mark.column == 0 && at(scalar) && at(scalar, 1) && at(scalar, 2) && isSpace(3)
  }

  var isAtDocumentIndicator: Bool { isDocumentIndicator("-") || isDocumentIndicator(".") }

  /// The length of a line break: CR LF, CR, LF, NEL, LS or PS. Zero where there is none.
  private func breakWidth(_ distance: Int) -> Int {
    switch byte(distance) {
    case 0x0A: 1
    case 0x0D: byte(distance + 1) == 0x0A ? 2 : 1
    case 0xC2: byte(distance + 1) == 0x85 ? 2 : 0
    case 0xE2:
      byte(distance + 1) == 0x80 && (0xA8...0xA9).contains(byte(distance + 2)) ? 3 : 0
    default: 0
    }
  }

  /// Passes a scalar that is no line break.
  mutating func skip() { skipWidth(scalarWidth) }

  mutating func skip(_ count: Int) { for _ in 0..<count { skip() } }

  mutating func read(into text: inout [UInt8]) {
    let width = scalarWidth
    text += bytes[offset..<(offset + width)]
    skipWidth(width)
  }

  /// Passes a line break, if there is one.
  mutating func skipBreak() {
    let width = breakWidth(0)
    if width == 0 { return }
    mark.index += at("\r") && width == 2 ? 2 : 1
    mark.line += 1
    mark.column = 0
    offset += width
  }

  /// Reads a line break, if there is one: LS and PS as they are, the others as a line feed.
  mutating func readBreak(into text: inout [UInt8]) {
    let width = breakWidth(0)
    if width == 0 { return }
    if width == 3 { text += bytes[offset..<(offset + 3)] } else { text.append(0x0A) }
    skipBreak()
  }

  mutating func skipBlanks() { while isBlank() { skip() } }

  mutating func skipComment() {
    if at("#") { while !isBreakOrEnd() { skip() } }
  }

  /// The end of the text counts as the start of a line.
  mutating func forceNewLine() {
    if mark.column == 0 { return }
    mark.column = 0
    mark.line += 1
  }

  /// Letters, digits, `_` and `-`: names of anchors, directives and tag handles.
  mutating func readName() -> [UInt8] {
    var name: [UInt8] = []
    while YAMLCursor.isNameByte(byte()) { read(into: &name) }
    return name
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private var scalarWidth: Int {
    switch byte() {
    case 0..<0x80: 1
    case 0x80..<0xE0: 2
    case 0xE0..<0xF0: 3
    default: 4
    }
  }

  private mutating func skipWidth(_ width: Int) {
    offset += width
    mark.column += 1
    mark.index += 1
  }
}
