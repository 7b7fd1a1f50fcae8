/// The part of a source line that is shown, and where its bytes stand on the screen.
///
/// A line that is too long is cut around what is pointed at; dots stand for what is left out.
struct VisibleLine {
  let text: String
  /// The byte offsets, within the line, of the characters shown, with their columns.
  private var offsets: [Int] = []
  private var columns: [Int] = []
  private var endColumn = 0

  /// - Parameters:
  ///   - bytes: The whole line.
  ///   - focus: The bytes of the line that must be seen, or at least their start.
  ///   - width: How many columns there are.
  init(_ bytes: ArraySlice<UInt8>, focus: Range<Int>, width: Int) {
    let line = Cells(bytes, focus: focus, width: width)
    let visible = line.window(focus: focus, width: width)
    let cutsLeft = line.isCutLeft || visible.lowerBound > 0
    let cutsRight = line.isCutRight || visible.upperBound < line.cells.count

    var text = cutsLeft ? dots : ""
    var column = cutsLeft ? dots.utf8.count : 0
    for cell in line.cells[visible] {
      offsets.append(cell.offset)
      columns.append(column)
      text += cell.text
      column += cell.width
    }
    endColumn = column
    self.text = cutsRight ? text + dots : text
  }

  /// The column of a byte; what is cut off is at the nearest column that is shown.
  func column(of offset: Int) -> Int {
    guard let index = offsets.lastIndex(where: { $0 <= offset }) else { return columns.first ?? 0 }
    // Past the last character shown there is its right edge.
    return index + 1 == offsets.count && offset > offsets[index] ? endColumn : columns[index]
  }
}

private let dots = "..."

/// The characters of a line near what is pointed at. Lines may be megabytes long; only as many
/// bytes are looked at as could fill the screen.
private struct Cells {
  struct Cell {
    var offset: Int
    var text: String
    var width: Int
  }

  private(set) var cells: [Cell] = []
  let isCutLeft: Bool
  let isCutRight: Bool

  init(_ line: ArraySlice<UInt8>, focus: Range<Int>, width: Int) {
    let bytes = Array(line)
    // Four bytes is the longest character, so these are at least `width` columns on either side.
    var start = max(0, min(focus.lowerBound, bytes.count) - 4 * width)
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var end = min(bytes.count, focus.lowerBound + 8 * width)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    isCutLeft = start > 0
    isCutRight = end < bytes.count

    var measure = DisplayMeasure()
    var offset = start
    var rest = bytes[start..<end].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while let (scalar, length) = parser.nextScalar(of: &rest) {
      let shown = displayable(scalar)
      let columns = shown.reduce(0) { $0 + measure.width(of: $1) }
      cells.append(Cell(offset: offset, text: String(shown), width: columns))
      offset += length
    }
  }

  /// The indices of the cells to show, so that dots have room as well.
  func window(focus: Range<Int>, width: Int) -> Range<Int> {
    let total = cells.reduce(0) { $0 + $1.width }
    if !isCutLeft, !isCutRight, total <= width { return 0..<cells.count }

    let room = max(1, width - 2 * dots.utf8.count)
    let first = cells.firstIndex { $0.offset >= focus.lowerBound } ?? max(0, cells.count - 1)
    let focusWidth = cells[first...].prefix { $0.offset < focus.upperBound }
      .reduce(0) { $0 + $1.width }
    // What comes before helps to recognise the place, but the focus itself goes first.
    let lead = max(room / 8, (room - focusWidth) / 2)
    var start = first
    var leadWidth = 0
    while start > 0, leadWidth + cells[start - 1].width <= lead {
      start -= 1
      leadWidth += cells[start].width
    }
    var end = start
    var shown = 0
    while end < cells.count, shown + cells[end].width <= room {
      shown += cells[end].width
      end += 1
    }
    return start..<end
  }
}

extension Unicode.UTF8.ForwardParser {
  /// A scalar and how many bytes it took; malformed bytes are U+FFFD.
  fileprivate mutating func nextScalar(
    of bytes: inout some IteratorProtocol<UInt8>
  ) -> (Unicode.Scalar, length: Int)? {
    switch parseScalar(from: &bytes) {
    case .valid(let encoded): (UTF8.decode(encoded), encoded.count)
    case .error(let length): ("\u{FFFD}", length)
    case .emptyInput: nil
    }
  }
}
