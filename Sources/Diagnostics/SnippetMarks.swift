/// The rows below a source line: the underlining, then the labels.
struct MarkRows {
  private struct Placed {
    var columns: Range<Int>
    var mark: SnippetMark
  }

  private let marks: [Placed]
  private let width: Int

  /// - Parameter width: How many columns there are.
  init(_ marks: [SnippetMark], on line: VisibleLine, width: Int) {
    self.width = width
    self.marks = marks.map { mark in
      let start = line.column(of: mark.start.byte)
      return Placed(
        columns: start..<max(start + 1, line.column(of: mark.end.byte)), mark: mark)
    }
  }

  /// The label of the mark that reaches farthest stands beside it if there is room; the others hang
  /// below theirs, from right to left, as in
  ///
  ///     ^^^^^   ----- not a number
  ///     |
  ///     used here
  var rows: [StyledLine] {
    guard !marks.isEmpty else { return [] }
    var underline = StyledLine()
    // A mark that is drawn later covers the others, so the shorter and the primary come last.
    for placed in marks.sorted(by: { drawnBefore($0, $1) }) {
      let dashes = String(repeating: placed.mark.character, count: placed.columns.count)
      underline.put(dashes, at: placed.columns.lowerBound, placed.mark.style)
    }

    let labelled = marks.filter { !$0.mark.text.isEmpty }
    guard let beside = indexOfFarthest(labelled) else { return [underline] }
    let end = marks.map(\.columns.upperBound).max() ?? 0
    var hanging = labelled
    let (text, style) = (labelled[beside].mark.text, labelled[beside].mark.style)
    if labelled[beside].columns.upperBound == end, end + 1 + displayWidth(of: text) <= width {
      hanging.remove(at: beside)
      underline.put(text, at: end + 1, style)
    }
    return [underline] + hangingRows(hanging)
  }

  private func drawnBefore(_ left: Placed, _ right: Placed) -> Bool {
    if left.columns.count != right.columns.count {
      return left.columns.count > right.columns.count
    }
    return left.mark.style == .secondary && right.mark.style != .secondary
  }

  private func indexOfFarthest(_ placed: [Placed]) -> Int? {
    placed.indices.max { left, right in
      let (a, b) = (placed[left].columns, placed[right].columns)
      return (a.upperBound, a.lowerBound) < (b.upperBound, b.lowerBound)
    }
  }

  private func hangingRows(_ hanging: [Placed]) -> [StyledLine] {
    guard !hanging.isEmpty else { return [] }
    var rows = [bars(hanging)]
    for index in hanging.indices.reversed() {
      let placed = hanging[index]
      var row = bars(Array(hanging[..<index]))
      row.put(placed.mark.text, at: placed.columns.lowerBound, placed.mark.style)
      rows.append(row)
    }
    return rows
  }

  private func bars(_ hanging: [Placed]) -> StyledLine {
    var row = StyledLine()
    for placed in hanging { row.put("|", at: placed.columns.lowerBound, placed.mark.style) }
    return row
  }
}
