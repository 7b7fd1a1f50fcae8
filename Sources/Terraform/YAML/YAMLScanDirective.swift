extension YAMLScanner {
  /// `%YAML 1.1` or `%TAG !handle! prefix`.
  mutating func fetchDirective() throws(YAMLFault) {
    try closeDocument()
    let start = cursor.mark
    cursor.skip()
    let name = cursor.readName()
    if name.isEmpty { throw fault("could not find expected directive name") }
    if !cursor.isSpace() { throw fault("found unexpected non-alphabetical character") }
    switch String(decoding: name, as: UTF8.self) {
    case "YAML": append(try scanVersion(), from: start)
    case "TAG": append(try scanTagPrefix(), from: start)
    default: throw fault("found unknown directive name")
    }
    try skipRestOfLine()
  }

  /// Nothing but a comment may follow on the line.
  mutating func skipRestOfLine() throws(YAMLFault) {
    cursor.skipBlanks()
    cursor.skipComment()
    if !cursor.isBreakOrEnd() { throw fault("did not find expected comment or line break") }
    cursor.skipBreak()
  }

  func fault(_ message: String) -> YAMLFault { .scanning(message, at: cursor.mark) }

  private mutating func scanVersion() throws(YAMLFault) -> YAMLToken.Kind {
    cursor.skipBlanks()
    let major = try scanVersionNumber()
    if !cursor.at(".") { throw fault("did not find expected digit or '.' character") }
    cursor.skip()
    return .versionDirective(major: major, minor: try scanVersionNumber())
  }

  private mutating func scanVersionNumber() throws(YAMLFault) -> Int {
    var digits: [UInt8] = []
    while (0x30...0x39).contains(cursor.byte()) {
      if digits.count == 2 { throw fault("found extremely long version number") }
      cursor.read(into: &digits)
    }
    if digits.isEmpty { throw fault("did not find expected version number") }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func scanTagPrefix() throws(YAMLFault) -> YAMLToken.Kind {
    cursor.skipBlanks()
    let handle = try scanTagHandle()
    if handle.count > 1, handle.last != UInt8(ascii: "!") {
      throw fault("did not find expected '!'")
    }
    if !cursor.isBlank() { throw fault("did not find expected whitespace") }
    cursor.skipBlanks()
    let prefix = try scanTagURI()
    if prefix.isEmpty { throw fault("did not find expected tag URI") }
    if !cursor.isSpace() { throw fault("did not find expected whitespace or line break") }
    return .tagDirective(
      handle: String(decoding: handle, as: UTF8.self),
      prefix: String(decoding: prefix, as: UTF8.self))
  }
}
