import Diagnostics

/// A source with the diagnostics it should get, each under the line that it is about:
///
///     a = [1 2]
///     #      ^ error[hcl/separator-missing]: Missing item separator
///
/// The carets stand under the primary label, as far as it lies on that line. `at the end` in their
/// place means the place behind the last line.
struct MarkedSource {
  struct Mark: Hashable, CustomStringConvertible {
    var line: Int
    var columns: Range<Int>
    var message: String

    var description: String { "\(line):\(columns.lowerBound)-\(columns.upperBound) \(message)" }
  }

  private(set) var lines: [String] = []
  private(set) var marks: [Mark] = []

  var text: String { lines.joined(separator: "\n") + "\n" }

  init(_ marked: String) {
    for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
      let caret = line.utf8.firstIndex(of: UInt8(ascii: "^"))
      let isMarker = line.utf8.first == UInt8(ascii: "#")
      if isMarker, line.hasPrefix("# at the end ") {
        marks.append(
          Mark(line: lines.count + 1, columns: 1..<2, message: String(line.dropFirst(13))))
      } else if isMarker, let caret {
        let start = line.utf8.distance(from: line.startIndex, to: caret) + 1
        let width = line.utf8[caret...].prefix { $0 == UInt8(ascii: "^") }.count
        let message = String(line[caret...].drop { $0 == "^" || $0 == " " })
        marks.append(Mark(line: lines.count, columns: start..<start + width, message: message))
      } else {
        lines.append(String(line))
      }
    }
  }

  static func marks(of diagnostics: [Diagnostic], in source: SourceFile) -> [Mark] {
    diagnostics.map { diagnostic in
      let span = diagnostic.labels.first?.location.span ?? SourceSpan(0, 0)
      let start = source.position(of: span.start)
      let end = source.position(of: span.end)
      let lineEnd = source.text(ofLine: start.line).unicodeScalars.count + 1
      let last = end.line == start.line ? end.column : lineEnd
      return Mark(
        line: start.line, columns: start.column..<max(last, start.column + 1),
        message: "\(diagnostic.severity)[\(diagnostic.code.text)]: \(diagnostic.summary)")
    }
  }
}
