extension YAMLScanner {
  /// `'…'` or `"…"`, over as many lines as it takes.
  mutating func fetchQuotedScalar(_ style: YAMLScalarStyle) throws(YAMLFault) {
    try beginNode()
    let quote: Unicode.Scalar = style == .singleQuoted ? "'" : "\""
    let start = cursor.mark
    cursor.skip()
    var scalar = YAMLFlowText()
    while true {
      if cursor.isAtDocumentIndicator { throw fault("found unexpected document indicator") }
      if cursor.isAtEnd { throw fault("found unexpected end of stream") }
      try scanQuotedWord(quote, into: &scalar)
      if cursor.at(quote) { break }
      while cursor.isBlank() || cursor.isBreak() { scalar.readSpace(&cursor) }
      scalar.joinSpace()
    }
    cursor.skip()
    append(.scalar(String(decoding: scalar.text, as: UTF8.self), style), from: start)
  }

  /// The characters up to a space, a line break or the closing quote.
  private mutating func scanQuotedWord(
    _ quote: Unicode.Scalar, into scalar: inout YAMLFlowText
  ) throws(YAMLFault) {
    while !cursor.isSpace() {
      if quote == "'", cursor.at("'"), cursor.at("'", 1) {
        scalar.text.append(UInt8(ascii: "'"))
        cursor.skip(2)
      } else if cursor.at(quote) {
        return
      } else if quote == "\"", cursor.at("\\") {
        if cursor.isBreak(1) {
          cursor.skip()
          cursor.skipBreak()
          return scalar.continueLine()
        }
        try scanEscape(into: &scalar.text)
      } else {
        cursor.read(into: &scalar.text)
      }
    }
  }

  private mutating func scanEscape(into text: inout [UInt8]) throws(YAMLFault) {
    let letter = Unicode.Scalar(cursor.byte(1))
    if let width = YAMLEscapes.widths[letter] {
      cursor.skip(2)
      guard let value = cursor.hexadecimal(width, from: 0) else {
        throw fault("did not find expected hexdecimal number")
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw fault("found invalid Unicode character escape code")
      }
      text += Array(String(Character(scalar)).utf8)
      cursor.skip(width)
    } else if let scalar = YAMLEscapes.scalars[letter] {
      text += Array(String(Character(scalar)).utf8)
      cursor.skip(2)
    } else {
      throw fault("found unknown escape character")
    }
  }
}

/// What may follow a backslash between double quotes.
enum YAMLEscapes {
  static let scalars: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "\0", "a": "\u{07}", "b": "\u{08}", "t": "\t", "\t": "\t", "n": "\n", "v": "\u{0B}",
    "f": "\u{0C}", "r": "\r", "e": "\u{1B}", " ": " ", "\"": "\"", "'": "'", "\\": "\\",
    "N": "\u{85}", "_": "\u{A0}", "L": "\u{2028}", "P": "\u{2029}",
  ]

  /// How many hexadecimal digits follow.
  static let widths: [Unicode.Scalar: Int] = ["x": 2, "u": 4, "U": 8]
}

extension YAMLCursor {
  /// The value of hexadecimal digits at a distance; nil if one of them is none.
  func hexadecimal(_ width: Int, from distance: Int) -> UInt32? {
    var value: UInt32 = 0
    for place in distance..<(distance + width) {
      guard byte(place) < 0x80,
        let digit = Character(Unicode.Scalar(byte(place))).hexDigitValue
      else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
