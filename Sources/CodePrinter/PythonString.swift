/// String literals of Python, written once for every tree: whatever the text is, it stays data.
enum PythonString {
  /// The longest piece of a literal that is spread over several lines, in characters.
  static let pieceLength = 60

  /// What stands in any literal as it is, whatever its quotes.
  private static let plain = ByteSet.printable.subtracting(ByteSet("\\{}\"'"))

  /// The literal as formatters spell it: double quotes, unless single ones need fewer escapes.
  static func literal(_ text: String) -> String {
    if text.consists(of: plain) { return "\"" + text + "\"" }
    let quote = preferredQuote(text)
    return quote + escaped(text, quote: quote) + quote
  }

  static func preferredQuote(_ text: String) -> String {
    let doubles = text.utf8.count { $0 == UInt8(ascii: "\"") }
    let singles = text.utf8.count { $0 == UInt8(ascii: "'") }
    return doubles > singles ? "'" : "\""
  }

  static func escaped(_ text: String, quote: String, doublingBraces: Bool = false) -> String {
    if text.consists(of: plain) { return text }
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "{" where doublingBraces: out += "{{"
      case "}" where doublingBraces: out += "}}"
      case _ where String(scalar) == quote: out += "\\" + quote
      case _ where isPlain(scalar): out.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x100: out += "\\x" + hex(scalar.value, digits: 2)
      case _ where scalar.value < 0x10000: out += "\\u" + hex(scalar.value, digits: 4)
      default: out += "\\U" + hex(scalar.value, digits: 8)
      }
    }
    return out
  }

  /// Printed as it is: ASCII and the letters of the Latin scripts. Everything else could be mistaken
  /// for another character, turn the text around, or be of unknown width.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: true
    case 0xD7, 0x131, 0x17F: false
    case 0xC0...0x17F: true
    default: false
    }
  }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// The text cut after its spaces, and within words that are too long for a line.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wordWidth = 0
    for scalar in text.unicodeScalars {
      let scalarWidth = width(String(scalar))
      if wordWidth + scalarWidth > pieceLength {
        words.append(word)
        (word, wordWidth) = ("", 0)
      }
      word.unicodeScalars.append(scalar)
      wordWidth += scalarWidth
      if scalar == " " {
        words.append(word)
        (word, wordWidth) = ("", 0)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  static func literalWidth(_ text: String) -> Int {
    text.consists(of: plain) ? text.utf8.count + 2 : literal(text).columns
  }

  /// How many columns the text takes in a literal.
  static func width(_ text: String) -> Int {
    text.consists(of: plain) ? text.utf8.count : escaped(text, quote: "\"").columns
  }
}
