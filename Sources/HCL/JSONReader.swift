package import Diagnostics

/// Why a text is not JSON, in the words that `jsondecode` reports, and the byte that shows it.
package struct JSONSyntaxError: Error, Hashable, Sendable {
  package var message: String
  package var offset: UInt32
  /// The commonest fault, a comma after the last member or element.
  package var isTrailingComma = false
  package var isInArray = false

  package init(
    message: String, offset: UInt32, isTrailingComma: Bool = false, isInArray: Bool = false
  ) {
    self.message = message
    self.offset = offset
    self.isTrailingComma = isTrailingComma
    self.isInArray = isInArray
  }
}

/// Reads JSON by RFC 8259 to the letter, nesting bounded.
package struct JSONReader {
  package static let maximumDepth = 1000

  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The one value that the bytes hold.
  package static func read(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONNode {
    var reader = JSONReader(bytes)
    return try reader.readDocument()
  }

  /// The one value that a file holds; nil after a report of what is wrong with it.
  package static func read(
    _ bytes: [UInt8], file: FileID, into sink: inout DiagnosticSink
  ) -> JSONNode? {
    do throws(JSONSyntaxError) {
      return try read(bytes)
    } catch {
      var start = Int(error.offset)
      if error.isTrailingComma {
        start = bytes[..<start].lastIndex(of: UInt8(ascii: ",")) ?? start
      }
      let span = SourceSpan(UInt32(start), UInt32(min(start + 1, bytes.count)))
      let end = SourceSpan(UInt32(bytes.count), UInt32(bytes.count))
      sink.report(
        .invalidJSON(error, at: SourceLocation(file, span), end: SourceLocation(file, end)))
      return nil
    }
  }

  private mutating func readDocument() throws(JSONSyntaxError) -> JSONNode {
    let node = try readValue()
    skipSpace()
    if offset < bytes.count { throw failure("extraneous data after JSON object") }
    return node
  }

  private mutating func readValue() throws(JSONSyntaxError) -> JSONNode {
    skipSpace()
    let start = offset
    let content: JSONNode.Content
    guard let byte = current else { throw unexpected(in: "") }
    switch byte {
    case UInt8(ascii: "{"):
      content = try nested { (reader) throws(JSONSyntaxError) in try reader.readObject() }
    case UInt8(ascii: "["):
      content = try nested { (reader) throws(JSONSyntaxError) in try reader.readArray() }
    case UInt8(ascii: "\""): content = .string(try readString())
    case UInt8(ascii: "t"): content = try readWord("true", .bool(true))
    case UInt8(ascii: "f"): content = try readWord("false", .bool(false))
    case UInt8(ascii: "n"): content = try readWord("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39:
      content = .number(try readNumber())
    default: throw unexpected(in: "looking for beginning of value")
    }
    return JSONNode(content, span(from: start))
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONSyntaxError) -> JSONNode.Content
  ) throws(JSONSyntaxError) -> JSONNode.Content {
    if depth == JSONReader.maximumDepth { throw failure("exceeded max depth") }
    depth += 1
    defer { depth -= 1 }
    offset += 1
    return try read(&self)
  }

  private mutating func readObject() throws(JSONSyntaxError) -> JSONNode.Content {
    var members: [JSONMember] = []
    skipSpace()
    if accept("}") { return .object(members) }
    while true {
      skipSpace()
      let start = offset
      guard current == UInt8(ascii: "\"") else {
        if members.isEmpty { throw unexpected(in: "") }
        throw unexpected(
          in: "looking for beginning of object key string",
          isTrailingComma: current == UInt8(ascii: "}"))
      }
      let name = try readString()
      let nameSpan = span(from: start)
      skipSpace()
      guard accept(":") else { throw unexpected(in: "after object key") }
      members.append(JSONMember(name: name, nameSpan: nameSpan, value: try readValue()))
      skipSpace()
      if accept("}") { return .object(members) }
      guard accept(",") else { throw unexpected(in: "after object key:value pair") }
    }
  }

  private mutating func readArray() throws(JSONSyntaxError) -> JSONNode.Content {
    var elements: [JSONNode] = []
    skipSpace()
    if accept("]") { return .array(elements) }
    while true {
      skipSpace()
      if !elements.isEmpty, current == UInt8(ascii: "]") {
        var error = unexpected(in: "looking for beginning of value", isTrailingComma: true)
        error.isInArray = true
        throw error
      }
      elements.append(try readValue())
      skipSpace()
      if accept("]") { return .array(elements) }
      guard accept(",") else { throw unexpected(in: "after array element") }
    }
  }

  private mutating func readWord(
    _ word: String, _ content: JSONNode.Content
  ) throws(JSONSyntaxError) -> JSONNode.Content {
    for byte in word.utf8 {
      guard current == byte else {
        let expected = Character(Unicode.Scalar(byte))
        throw unexpected(in: "in literal \(word) (expecting '\(expected)')", isInside: true)
      }
      offset += 1
    }
    return content
  }

  private mutating func readNumber() throws(JSONSyntaxError) -> String {
    let start = offset
    _ = accept("-")
    if !accept("0") { try readDigits(in: "in numeric literal") }
    if accept(".") { try readDigits(in: "after decimal point in numeric literal") }
    if accept("e") || accept("E") {
      if !accept("+") { _ = accept("-") }
      try readDigits(in: "in exponent of numeric literal")
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func readDigits(in context: String) throws(JSONSyntaxError) {
    let start = offset
    while let byte = current, (0x30...0x39).contains(byte) { offset += 1 }
    if offset == start { throw unexpected(in: context, isInside: true) }
  }

  private mutating func readString() throws(JSONSyntaxError) -> String {
    offset += 1
    var text: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        offset += 1
        try readEscape(into: &text)
      case 0..<0x20: throw unexpected(in: "in string literal", isInside: true)
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw unexpected(in: "", isInside: true)
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    let simple: UInt8
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): simple = bytes[offset]
    case UInt8(ascii: "b"): simple = 0x08
    case UInt8(ascii: "f"): simple = 0x0C
    case UInt8(ascii: "n"): simple = 0x0A
    case UInt8(ascii: "r"): simple = 0x0D
    case UInt8(ascii: "t"): simple = 0x09
    case UInt8(ascii: "u"):
      offset += 1
      text += Array(String(try readUnicodeEscape()).utf8)
      return
    default: throw unexpected(in: "in string escape code", isInside: true)
    }
    text.append(simple)
    offset += 1
  }

  /// A scalar of four hexadecimal digits or of two surrogates; a surrogate alone is U+FFFD.
  private mutating func readUnicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let unit = try readHexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let afterUnit = offset
    if unit < 0xDC00, accept("\\"), accept("u") {
      let second = try readHexadecimal()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    offset = afterUnit
    return "\u{FFFD}"
  }

  private mutating func readHexadecimal() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected(in: "in \\u hexadecimal character escape", isInside: true)
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private func span(from start: Int) -> SourceSpan { SourceSpan(UInt32(start), UInt32(offset)) }

  private func failure(_ message: String, isTrailingComma: Bool = false) -> JSONSyntaxError {
    JSONSyntaxError(message: message, offset: UInt32(offset), isTrailingComma: isTrailingComma)
  }

  /// The error about the byte at hand, or about the end of the text, `isInside` of a token or between.
  private func unexpected(
    in context: String, isInside: Bool = false, isTrailingComma: Bool = false
  ) -> JSONSyntaxError {
    guard let byte = current else { return failure(isInside ? "unexpected EOF" : "EOF") }
    let character: String
    switch byte {
    case UInt8(ascii: "'"): character = "\\'"
    case UInt8(ascii: "\""): character = "\""
    default: character = String(quoted(String(Unicode.Scalar(byte))).dropFirst().dropLast())
    }
    return failure(
      "invalid character '\(character)'\(context.isEmpty ? "" : " ")\(context)",
      isTrailingComma: isTrailingComma)
  }
}
