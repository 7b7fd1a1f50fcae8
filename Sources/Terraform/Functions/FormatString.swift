import HCL

/// A piece of a format string.
enum FormatPiece: Hashable {
  case literal(String)
  case verb(FormatVerb)
}

/// `%[flags][width][.precision][[index]]letter`
struct FormatVerb: Hashable {
  var isAlternate = false
  var padsWithZeros = false
  var alignsLeft = false
  var showsPlus = false
  var showsSpace = false
  var width: Int?
  var precision: Int?
  /// Counted from zero.
  var argument = 0
  var letter: UInt8 = 0
  /// As written, and its offset in the format string, for messages.
  var text = ""
  var offset = 0

  /// Nothing but the letter and the choice of the argument.
  var isPlain: Bool {
    !isAlternate && !padsWithZeros && !alignsLeft && !showsPlus && !showsSpace && width == nil
      && precision == nil
  }
}

/// Reads a format string, counting the arguments as it goes.
func parseFormat(_ format: String) throws(FunctionError) -> [FormatPiece] {
  var parser = FormatParser(bytes: Array(format.utf8))
  return try parser.parse()
}

private struct FormatParser {
  let bytes: [UInt8]
  var position = 0
  var nextArgument = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func parse() throws(FunctionError) -> [FormatPiece] {
    var pieces: [FormatPiece] = []
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "%") {
        pieces.append(try directive())
      } else {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "%") { position += 1 }
        pieces.append(.literal(text(from: start)))
      }
    }
    return pieces
  }

  private mutating func directive() throws(FunctionError) -> FormatPiece {
    var verb = FormatVerb()
    verb.offset = position
    position += 1
    if try current() == UInt8(ascii: "%") {
      position += 1
      return .literal("%")
    }
    try flags(&verb)
    if (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(try current()) {
      verb.width = try number()
    }
    if try current() == UInt8(ascii: ".") {
      position += 1
      verb.precision = try number()
    }
    if try current() == UInt8(ascii: "[") {
      position += 1
      guard (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(try current()) else {
        throw unrecognized()
      }
      nextArgument = try number() - 1
      guard try current() == UInt8(ascii: "]") else { throw unrecognized() }
      position += 1
    }
    verb.letter = try current()
    switch verb.letter {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
    default: throw unrecognized()
    }
    position += 1
    verb.text = text(from: verb.offset)
    verb.argument = nextArgument
    nextArgument += 1
    return .verb(verb)
  }

  private mutating func flags(_ verb: inout FormatVerb) throws(FunctionError) {
    while true {
      switch try current() {
      case UInt8(ascii: "#"): verb.isAlternate = true
      case UInt8(ascii: "0"): verb.padsWithZeros = true
      case UInt8(ascii: "-"): verb.alignsLeft = true
      case UInt8(ascii: "+"): verb.showsPlus = true
      case UInt8(ascii: " "): verb.showsSpace = true
      default: return
      }
      position += 1
    }
  }

  /// Digits, perhaps none. The limit keeps a result from filling the memory.
  private mutating func number() throws(FunctionError) -> Int {
    var value = 0
    while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(try current()) {
      value = min(1_000_001, value * 10 + Int(bytes[position] - 0x30))
      position += 1
    }
    if value > 1_000_000 {
      throw FunctionError("number greater than 1000000 before offset \(position)")
    }
    return value
  }

  private func current() throws(FunctionError) -> UInt8 {
    guard position < bytes.count else {
      throw FunctionError("invalid format string starting at offset \(bytes.count)")
    }
    return bytes[position]
  }

  private func unrecognized() -> FunctionError {
    let rest = String(decoding: bytes[position...], as: UTF8.self)
    let shown =
      switch rest.unicodeScalars.first {
      case "\n": "\\n"
      case "\t": "\\t"
      case "\r": "\\r"
      case "'": "\\'"
      case "\\": "\\\\"
      case let scalar?: String(scalar)
      case nil: ""
      }
    return FunctionError("unrecognized format character '\(shown)' at offset \(position)")
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
