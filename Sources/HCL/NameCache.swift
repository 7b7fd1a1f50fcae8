import Diagnostics

/// The texts of the long names of a file, each kept once: names of up to 15 bytes need no memory of
/// their own, and of the long ones a file repeats a few.
struct NameCache {
  private struct Entry {
    var span: SourceSpan
    var text: String
  }

  /// A name has one place, where it displaces the name before it.
  private var entries = [Entry?](repeating: nil, count: 64)

  /// The text under a span of the bytes.
  mutating func text(_ span: SourceSpan, of bytes: [UInt8]) -> String {
    let (start, end) = (Int(span.start), Int(span.end))
    if end - start <= 15 { return String(decoding: bytes[start..<end], as: UTF8.self) }
    let place =
      (end - start &+ Int(bytes[end - 1]) &* 7 &+ Int(bytes[start + 10]) &* 31) % entries.count
    if let entry = entries[place], Self.isSame(entry.span, span, in: bytes) { return entry.text }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    entries[place] = Entry(span: span, text: text)
    return text
  }

  /// Whether the same bytes stand in two places.
  static func isSame(_ one: SourceSpan, _ other: SourceSpan, in bytes: [UInt8]) -> Bool {
    guard one.end - one.start == other.end - other.start else { return false }
    var offset = Int(other.start)
    for index in Int(one.start)..<Int(one.end) {
      if bytes[index] != bytes[offset] { return false }
      offset += 1
    }
    return true
  }
}
