/// Paths with slashes, taken apart without looking at a file system.
enum Path {
  private static let slash = UInt8(ascii: "/")

  /// Without empty and `.` parts, and without `..` where something stands before it.
  static func clean(_ path: String) -> String {
    let isRooted = path.utf8.first == slash
    var parts: [Substring.UTF8View] = []
    for part in Substring(path).utf8.split(separator: slash) {
      if part.elementsEqual(".".utf8) { continue }
      if part.elementsEqual("..".utf8) {
        if let last = parts.last, !last.elementsEqual("..".utf8) {
          parts.removeLast()
          continue
        }
        if isRooted { continue }
      }
      parts.append(part)
    }
    let joined = parts.map { String(Substring($0)) }.joined(separator: "/")
    return isRooted ? "/" + joined : joined.isEmpty ? "." : joined
  }

  static func base(_ path: String) -> String {
    let parts = Substring(path).utf8.split(separator: slash)
    return parts.last.map { String(Substring($0)) } ?? (path.isEmpty ? "." : "/")
  }

  static func directory(_ path: String) -> String {
    let bytes = path.utf8
    guard let last = bytes.lastIndex(of: slash) else { return "." }
    return clean(String(decoding: bytes[...last], as: UTF8.self))
  }
}
