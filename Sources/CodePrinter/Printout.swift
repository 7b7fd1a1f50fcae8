package import Diagnostics

/// Where something that is printed comes from.
package struct SourceMark: Hashable, Sendable {
  /// Relative to the root module.
  package var file: String
  package var line: Int
  package var location: SourceLocation?
  /// `aws_security_group.web`
  package var address: String?

  package init(file: String, line: Int, location: SourceLocation? = nil, address: String? = nil) {
    self.file = file
    self.line = line
    self.location = location
    self.address = address
  }
}

/// A printed text, and where in it things of the source are.
package struct Printout: Sendable {
  package var text: String
  /// In the order of their first lines; one that lies within another comes after it.
  package var marks: [MarkedLines]

  package init(_ text: String, marks: [MarkedLines] = []) {
    self.text = text
    self.marks = marks
  }

  /// Everything that `print` prints.
  package init(
    _ layout: Layout, keepsMarks: Bool = true, _ print: (inout Printer) -> Void
  ) {
    final class Pieces { var bytes: [UInt8] = [] }
    let pieces = Pieces()
    var printer = Printer(layout, keepsMarks: keepsMarks) { pieces.bytes += $0 }
    print(&printer)
    printer.finish()
    text = String(decoding: pieces.bytes, as: UTF8.self)
    marks = printer.markedLines
  }
}

/// Lines of a printout, counted from one, both ends included.
package struct MarkedLines: Hashable, Sendable {
  package var lines: ClosedRange<Int>
  package var mark: SourceMark
}

extension Doc {
  package func marked(_ mark: SourceMark?) -> Doc { mark.map { .marked($0, self) } ?? self }
}
