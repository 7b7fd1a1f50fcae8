extension YAMLScanner {
  /// A scalar without quotes: it ends at `: `, at ` #`, between brackets at any indicator, and at a
  /// line that is not indented further than what is around it.
  mutating func fetchPlainScalar() throws(YAMLFault) {
    try beginNode()
    let start = cursor.mark
    var scalar = YAMLFlowText()
    while !cursor.isAtDocumentIndicator, !cursor.at("#") {
      if !cursor.isSpace(), !isPlainEnd { scalar.joinSpace() }
      while !cursor.isSpace(), !isPlainEnd { cursor.read(into: &scalar.text) }
      if !(cursor.isBlank() || cursor.isBreak()) { break }
      while cursor.isBlank() || cursor.isBreak() {
        if scalar.isAtNewLine, cursor.at("\t"), cursor.mark.column <= indent {
          throw fault("found a tab character that violates indentation")
        }
        scalar.readSpace(&cursor)
      }
      if flowLevel == 0, cursor.mark.column <= indent { break }
    }
    append(.scalar(String(decoding: scalar.text, as: UTF8.self), .plain), from: start)
    if scalar.isAtNewLine { allowsSimpleKey = true }
  }

  private var isPlainEnd: Bool {
    cursor.at(":") && cursor.isSpace(1)
      || flowLevel > 0 && ",?[]{}".utf8.contains(cursor.byte())
  }
}

/// The text of a plain or quoted scalar, in which line breaks fold to spaces.
struct YAMLFlowText {
  var text: [UInt8] = []
  /// The space after the last word has a line break in it.
  private(set) var isAtNewLine = false
  private var blanks: [UInt8] = []
  private var firstBreak: [UInt8] = []
  private var moreBreaks: [UInt8] = []

  /// Reads a blank or a line break after a word.
  mutating func readSpace(_ cursor: inout YAMLCursor) {
    if cursor.isBlank() {
      if isAtNewLine { cursor.skip() } else { cursor.read(into: &blanks) }
    } else if isAtNewLine {
      cursor.readBreak(into: &moreBreaks)
    } else {
      blanks = []
      cursor.readBreak(into: &firstBreak)
      isAtNewLine = true
    }
  }

  /// A line break that was escaped: what follows on the next line continues the word.
  mutating func continueLine() { isAtNewLine = true }

  /// Adds the space that was read before the next word: a single line break is a blank.
  mutating func joinSpace() {
    if !isAtNewLine {
      text += blanks
    } else if firstBreak == [0x0A] {
      text += moreBreaks.isEmpty ? [UInt8(ascii: " ")] : moreBreaks
    } else {
      text += firstBreak + moreBreaks
    }
    blanks = []
    firstBreak = []
    moreBreaks = []
    isAtNewLine = false
  }
}
