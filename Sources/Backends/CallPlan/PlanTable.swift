import Diagnostics

/// Lines of text with places at the right edge, and rows whose cells stand below each other. Widths
/// are those of a terminal.
struct PlanTable {
  private(set) var lines: [String] = []
  private static let width = 88

  mutating func add(_ text: String, place: String = "") {
    if place.isEmpty { return lines.append(text) }
    let room = Self.width - displayWidth(of: text) - displayWidth(of: place)
    lines.append(text + String(repeating: " ", count: max(2, room)) + place)
  }

  /// A sentence, over as many lines as it needs.
  mutating func add(wrapping text: String, indent: Int = 0) {
    for (index, line) in wrapped(text, width: Self.width - indent - 2).enumerated() {
      let hanging = indent == 0 && index > 0 ? 2 : indent
      lines.append(String(repeating: " ", count: hanging) + line)
    }
  }

  mutating func addBlank() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// Rows of as many cells each, two blanks between columns; a column that is empty in all rows is left out.
  mutating func add(rows: [[String]], places: [String]? = nil, indent: Int) {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in
      rows.map { displayWidth(of: $0[column]) }.max() ?? 0
    }
    for (index, row) in rows.enumerated() {
      var line = String(repeating: " ", count: indent)
      var gap = 0
      for (column, cell) in row.enumerated() where widths[column] > 0 {
        if !cell.isEmpty { line += String(repeating: " ", count: gap) + cell }
        let rest = widths[column] - displayWidth(of: cell) + 2
        gap = cell.isEmpty ? gap + rest : rest
      }
      add(line, place: places?[index] ?? "")
    }
  }
}
