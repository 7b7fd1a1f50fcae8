/// What a fix changes, line by line.
struct FixDiff {
  struct Line {
    var number: Int
    var text: String
  }

  private(set) var removed: [Line]
  private(set) var added: [Line]

  init(_ fix: Fix, in file: SourceFile) {
    let count = UInt32(clamping: file.bytes.count)
    let start = min(fix.location.span.start, count)
    let end = min(max(fix.location.span.end, start), count)
    let first = file.position(of: start).line
    let last = file.position(of: end).line
    let (before, after) = (file.range(ofLine: first), file.range(ofLine: last))
    let prefix = file.bytes[before.lowerBound..<max(before.lowerBound, Int(start))]
    let suffix = file.bytes[min(Int(end), after.upperBound)..<after.upperBound]

    let old = (first...last).map { file.text(ofLine: $0) }
    let text =
      String(decoding: prefix, as: UTF8.self) + fix.replacement
      + String(decoding: suffix, as: UTF8.self)
    let new = lines(of: text)

    // Lines that stay are not shown.
    var same = 0
    while same < min(old.count, new.count), old[same] == new[same] { same += 1 }
    var sameAtEnd = 0
    while sameAtEnd < min(old.count, new.count) - same,
      old[old.count - 1 - sameAtEnd] == new[new.count - 1 - sameAtEnd]
    {
      sameAtEnd += 1
    }
    func numbered(_ lines: [String]) -> [Line] {
      lines.indices.dropFirst(same).dropLast(sameAtEnd).map {
        Line(number: first + $0, text: lines[$0])
      }
    }
    removed = numbered(old)
    added = numbered(new)
    // The empty last line of a file is no line to a reader.
    if removed.count == 1, removed[0].text.isEmpty { removed = [] }
    if added.last?.text.isEmpty == true { added.removeLast() }
  }

  var lastNumber: Int { max(removed.last?.number ?? 0, added.last?.number ?? 0) }
}

/// As an editor shows them; a line ends with LF or CRLF.
private func lines(of text: String) -> [String] {
  text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
    String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }
}
