/// A mark over several lines, drawn as a bracket at the left of the source:
///
///     3 | /   ingress {
///     4 | |     from_port = 22
///     5 | |   }
///       | |___^ this block
struct Bracket {
  var mark: SnippetMark
  /// Counted from the left; brackets that overlap have different ones, the outer one the smaller.
  var column: Int
  /// Nothing stands before it on its first line, so it begins beside that line, not below it.
  var startsLine: Bool

  static func arrange(_ marks: [SnippetMark], in file: SourceFile) -> [Bracket] {
    var brackets: [Bracket] = []
    let outerFirst = marks.sorted {
      ($0.start.line, -$0.end.line, $0.start.byte) < ($1.start.line, -$1.end.line, $1.start.byte)
    }
    for mark in outerFirst {
      let taken = brackets.filter { $0.mark.end.line >= mark.start.line }.map(\.column)
      let range = file.range(ofLine: mark.start.line)
      let before = file.bytes[range.lowerBound..<range.lowerBound + mark.start.byte]
      brackets.append(
        Bracket(
          mark: mark, column: (0...taken.count).first { !taken.contains($0) } ?? taken.count,
          startsLine: before.allSatisfy { $0 == 0x20 || $0 == 0x09 }))
    }
    return brackets
  }

  /// How many columns the brackets take at the left of the source.
  static func margin(_ brackets: [Bracket]) -> Int {
    brackets.map { $0.column + 2 }.max() ?? 0
  }

  /// It has a bar beside the source text of the line.
  func isOpen(atLine line: Int) -> Bool {
    (mark.start.line < line || (startsLine && mark.start.line == line)) && line <= mark.end.line
  }

  /// `_____^ label` from the bracket's column to a column of the page.
  func drawArm(to target: Int, label: String, in row: inout StyledLine) {
    row.put(
      String(repeating: "_", count: max(0, target - column - 1)), at: column + 1, mark.style)
    row.put(mark.character, at: target, mark.style)
    if !label.isEmpty { row.put(label, at: target + 2, mark.style) }
  }
}
