/// A place in a file that a snippet marks, in lines and in bytes within them.
struct SnippetMark {
  var start: (line: Int, byte: Int)
  /// Past the last byte.
  var end: (line: Int, byte: Int)
  var text: String
  var style: TextStyle
  var character: String

  init(_ label: Label, in file: SourceFile, style: TextStyle, character: String) {
    text = displayable(label.text)
    self.style = style
    self.character = character
    let span = label.location.span
    start = place(of: min(span.start, span.end), in: file)
    end = place(of: max(span.start, span.end), in: file)
    // A span that takes the line break with it ends on its last line for the reader.
    if end.byte == 0, end.line > start.line {
      end.line -= 1
      end.byte = file.range(ofLine: end.line).count
    }
  }

  var isMultiline: Bool { start.line != end.line }
}

private func place(of offset: UInt32, in file: SourceFile) -> (line: Int, byte: Int) {
  let line = file.position(of: offset).line
  let range = file.range(ofLine: line)
  return (line, min(max(Int(offset) - range.lowerBound, 0), range.count))
}

/// An excerpt of one file with everything marked in it that a diagnostic points at.
struct Snippet {
  let file: SourceFile
  /// On one line each, by line and start.
  let marks: [SnippetMark]
  let brackets: [Bracket]
  /// Columns for the source text.
  let width: Int

  init(_ file: SourceFile, marks: [SnippetMark], width: Int) {
    self.file = file
    self.marks = marks.filter { !$0.isMultiline }
      .sorted { ($0.start.line, $0.start.byte) < ($1.start.line, $1.start.byte) }
    brackets = Bracket.arrange(marks.filter(\.isMultiline), in: file)
    self.width = max(20, width - Bracket.margin(brackets))
  }

  /// A row of the excerpt, without the column of line numbers.
  enum Row {
    case source(line: Int, StyledLine)
    case annotation(StyledLine)
    /// Lines are left out here.
    case gap
  }

  var rows: [Row] {
    var rows: [Row] = []
    var previous: Int?
    for line in shownLines {
      if let previous, line > previous + 1 { rows.append(.gap) }
      rows += self.rows(ofLine: line)
      previous = line
    }
    return rows
  }

  /// All lines that marks begin or end on, a little of what a bracket encloses, and single lines
  /// that stand between two of those.
  private var shownLines: [Int] {
    var lines = Set(marks.map(\.start.line))
    for bracket in brackets {
      let (start, end) = (bracket.mark.start.line, bracket.mark.end.line)
      lines.formUnion(end - start <= 5 ? Array(start...end) : [start, start + 1, end - 1, end])
    }
    let sorted = lines.sorted()
    for (line, next) in zip(sorted, sorted.dropFirst()) where next == line + 2 {
      lines.insert(line + 1)
    }
    return lines.sorted()
  }

  private func rows(ofLine line: Int) -> [Row] {
    let bytes = file.bytes[file.range(ofLine: line)]
    var rows: [Row] = []
    var visible: VisibleLine?
    for group in groupsThatFit(marks.filter { $0.start.line == line }) {
      let start = group.map(\.start.byte).min() ?? bracketFocus(line)
      let end = group.map(\.end.byte).max() ?? start
      let shown = VisibleLine(bytes, focus: start..<max(start, end), width: width)
      rows.append(.source(line: line, sourceRow(line, shown)))
      rows += MarkRows(group, on: shown, width: width).rows.map {
        .annotation(besideBrackets($0, line))
      }
      visible = shown
    }
    return rows + (visible.map { bracketRows(line, on: $0) } ?? []).map(Row.annotation)
  }

  private func sourceRow(_ line: Int, _ visible: VisibleLine) -> StyledLine {
    var row = StyledLine()
    for bracket in brackets where bracket.isOpen(atLine: line) {
      let corner = bracket.mark.start.line == line ? "/" : "|"
      row.put(corner, at: bracket.column, bracket.mark.style)
    }
    row.put(visible.text, at: Bracket.margin(brackets), .plain)
    return row
  }

  private func bars(_ brackets: [Bracket]) -> StyledLine {
    var row = StyledLine()
    for bracket in brackets { row.put("|", at: bracket.column, bracket.mark.style) }
    return row
  }

  private func besideBrackets(_ annotation: StyledLine, _ line: Int) -> StyledLine {
    var row = bars(brackets.filter { $0.isOpen(atLine: line) })
    row.pad(to: Bracket.margin(brackets))
    row.append(annotation)
    return row
  }

  /// The rows below a line on which brackets begin in the middle, or end; inner ones first.
  private func bracketRows(_ line: Int, on visible: VisibleLine) -> [StyledLine] {
    let margin = Bracket.margin(brackets)
    var open = brackets.filter { $0.isOpen(atLine: line) }
    var rows: [StyledLine] = []
    for bracket in brackets.reversed() where bracket.mark.start.line == line && !bracket.startsLine
    {
      var row = bars(open)
      let target = visible.column(of: bracket.mark.start.byte)
      bracket.drawArm(to: margin + target, label: "", in: &row)
      rows.append(row)
      open.append(bracket)
    }
    for bracket in brackets.reversed() where bracket.mark.end.line == line {
      var row = bars(open)
      let target = visible.column(of: max(0, bracket.mark.end.byte - 1))
      bracket.drawArm(to: margin + target, label: bracket.mark.text, in: &row)
      rows.append(row)
      open.removeAll { $0.column == bracket.column }
    }
    return rows
  }

  private func bracketFocus(_ line: Int) -> Int {
    for mark in brackets.map(\.mark) {
      if mark.end.line == line { return max(0, mark.end.byte - 1) }
      if mark.start.line == line { return mark.start.byte }
    }
    return 0
  }

  /// The marks of a line in groups that can be seen together; a line with marks far apart is shown
  /// once for each group, and a line without marks once.
  private func groupsThatFit(_ marks: [SnippetMark]) -> [[SnippetMark]] {
    var groups: [[SnippetMark]] = []
    for mark in marks {
      if let first = groups.last?.first, mark.end.byte - first.start.byte <= width - 16 {
        groups[groups.count - 1].append(mark)
      } else {
        groups.append([mark])
      }
    }
    return groups.isEmpty ? [[]] : groups
  }
}
