/// Records of comma-separated fields, as RFC 4180 has them; empty lines are skipped.
struct CSVReader {
  struct Fault: Error {
    var line: Int
    var message: String
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// Where the record that was read last began.
  private(set) var recordLine = 1

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next record; nil at the end.
  mutating func next() throws(Fault) -> [String]? {
    while position < bytes.count, skipLineEnd() {}
    if position >= bytes.count { return nil }
    recordLine = line
    var fields = [try field()]
    while position < bytes.count, bytes[position] == UInt8(ascii: ",") {
      position += 1
      fields.append(try field())
    }
    _ = skipLineEnd()
    return fields
  }

  private var isAtLineEnd: Bool {
    position >= bytes.count || bytes[position] == 0x0A
      || bytes[position] == 0x0D && (position + 1 == bytes.count || bytes[position + 1] == 0x0A)
  }

  private mutating func skipLineEnd() -> Bool {
    guard isAtLineEnd, position < bytes.count else { return false }
    position += bytes[position] == 0x0D && position + 1 < bytes.count ? 2 : 1
    line += 1
    return true
  }

  private mutating func field() throws(Fault) -> String {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedField() }
    let start = position
    while !isAtLineEnd, bytes[position] != UInt8(ascii: ",") {
      if bytes[position] == UInt8(ascii: "\"") {
        throw Fault(line: line, message: "bare \" in non-quoted-field")
      }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quotedField() throws(Fault) -> String {
    let complaint = "extraneous or missing \" in quoted-field"
    var field: [UInt8] = []
    position += 1
    while true {
      guard position < bytes.count else { throw Fault(line: line, message: complaint) }
      if bytes[position] == UInt8(ascii: "\"") {
        position += 1
        if isAtLineEnd || bytes[position] == UInt8(ascii: ",") {
          return String(decoding: field, as: UTF8.self)
        }
        guard bytes[position] == UInt8(ascii: "\"") else {
          throw Fault(line: line, message: complaint)
        }
        field.append(UInt8(ascii: "\""))
        position += 1
      } else if skipLineEnd() {
        field.append(0x0A)
      } else {
        field.append(bytes[position])
        position += 1
      }
    }
  }
}
