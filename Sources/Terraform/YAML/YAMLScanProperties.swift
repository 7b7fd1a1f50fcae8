extension YAMLScanner {
  mutating func fetchAnchor() throws(YAMLFault) {
    try beginNode()
    let start = cursor.mark
    append(.anchor(try scanAnchorName()), from: start)
  }

  mutating func fetchAlias() throws(YAMLFault) {
    try beginNode()
    let start = cursor.mark
    append(.alias(try scanAnchorName()), from: start)
  }

  /// What begins here may be a key, and nothing that follows it on the line.
  mutating func beginNode() throws(YAMLFault) {
    try saveSimpleKey()
    allowsSimpleKey = false
  }

  private mutating func scanAnchorName() throws(YAMLFault) -> String {
    cursor.skip()
    let name = cursor.readName()
    let isEnd = cursor.isSpace() || "?:,]}%@`".utf8.contains(cursor.byte())
    if name.isEmpty || !isEnd {
      throw fault("did not find expected alphabetic or numeric character")
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// `!<verbatim>`, `!handle!suffix`, `!suffix` or `!`.
  mutating func fetchTag() throws(YAMLFault) {
    try beginNode()
    let start = cursor.mark
    let kind = cursor.at("<", 1) ? try scanVerbatimTag() : try scanShorthandTag()
    if !cursor.isSpace() { throw fault("did not find expected whitespace or line break") }
    append(kind, from: start)
  }

  private mutating func scanVerbatimTag() throws(YAMLFault) -> YAMLToken.Kind {
    cursor.skip(2)
    let uri = try scanTagURI()
    if uri.isEmpty { throw fault("did not find expected tag URI") }
    if !cursor.at(">") { throw fault("did not find the expected '>'") }
    cursor.skip()
    return .tag(handle: "", suffix: String(decoding: uri, as: UTF8.self))
  }

  private mutating func scanShorthandTag() throws(YAMLFault) -> YAMLToken.Kind {
    let handle = try scanTagHandle()
    let rest = try scanTagURI()
    if handle.count > 1, handle.last == UInt8(ascii: "!") {
      if rest.isEmpty { throw fault("did not find expected tag URI") }
      return .tag(
        handle: String(decoding: handle, as: UTF8.self),
        suffix: String(decoding: rest, as: UTF8.self))
    }
    // What looked like a handle was the start of the suffix.
    let suffix = handle.dropFirst() + rest
    return suffix.isEmpty
      ? .tag(handle: "", suffix: "!")
      : .tag(handle: "!", suffix: String(decoding: suffix, as: UTF8.self))
  }

  /// `!`, `!name` or `!name!`.
  mutating func scanTagHandle() throws(YAMLFault) -> [UInt8] {
    if !cursor.at("!") { throw fault("did not find expected '!'") }
    cursor.skip()
    var handle = [UInt8(ascii: "!")] + cursor.readName()
    if cursor.at("!") { cursor.read(into: &handle) }
    return handle
  }

  /// The characters of a URI, with what is escaped by `%`.
  mutating func scanTagURI() throws(YAMLFault) -> [UInt8] {
    var uri: [UInt8] = []
    while YAMLCursor.isNameByte(cursor.byte())
      || ";/?:@&=+$,.!~*'()[]%".utf8.contains(cursor.byte())
    {
      if cursor.at("%") { try scanURIEscape(into: &uri) } else { cursor.read(into: &uri) }
    }
    return uri
  }

  /// The escaped bytes of one scalar.
  private mutating func scanURIEscape(into uri: inout [UInt8]) throws(YAMLFault) {
    let first = try scanEscapedByte()
    let more: Int
    switch first {
    case 0..<0x80: more = 0
    case 0xC0..<0xE0: more = 1
    case 0xE0..<0xF0: more = 2
    case 0xF0..<0xF8: more = 3
    default: throw fault("found an incorrect leading UTF-8 octet")
    }
    uri.append(first)
    cursor.skip(3)
    for _ in 0..<more {
      let byte = try scanEscapedByte()
      if byte & 0xC0 != 0x80 { throw fault("found an incorrect trailing UTF-8 octet") }
      uri.append(byte)
      cursor.skip(3)
    }
  }

  private func scanEscapedByte() throws(YAMLFault) -> UInt8 {
    guard cursor.at("%"), let value = cursor.hexadecimal(2, from: 1) else {
      throw fault("did not find URI escaped octet")
    }
    return UInt8(value)
  }
}
