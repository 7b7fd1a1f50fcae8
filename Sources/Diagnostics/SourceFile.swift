/// A half-open range of byte offsets in one file; eight bytes, no file name, no line numbers.
///
/// Lines and columns are computed from a `SourceFile` when a person reads them.
package struct SourceSpan: Hashable, Sendable {
  package var start: UInt32
  package var end: UInt32

  package init(_ start: UInt32, _ end: UInt32) {
    self.start = start
    self.end = end
  }

  /// The smallest span that covers both.
  package func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(min(start, other.start), max(end, other.end))
  }
}

/// Which file of a `SourceMap` a span belongs to.
package struct FileID: Hashable, Sendable, Comparable {
  package var index: UInt32

  package init(_ index: UInt32) { self.index = index }

  package static func < (left: FileID, right: FileID) -> Bool { left.index < right.index }
}

/// A span in a named file: what a diagnostic points at, and where a rule of the IR came from.
package struct SourceLocation: Hashable, Sendable {
  package var file: FileID
  package var span: SourceSpan

  package init(_ file: FileID, _ span: SourceSpan) {
    self.file = file
    self.span = span
  }
}

/// A place as a person counts: line and column start at one, the column counts UTF-8 characters.
package struct LineColumn: Hashable, Sendable {
  package var line: Int
  package var column: Int
}

/// The bytes of one file and the path under which the user knows it.
package struct SourceFile: Sendable {
  /// The path as shown in diagnostics and artifacts: relative to the root module, never absolute.
  package let path: String
  package let bytes: [UInt8]
  private let lineStarts: [UInt32]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts: [UInt32] = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A {
      starts.append(UInt32(offset + 1))
    }
    lineStarts = starts
  }

  package var lineCount: Int { lineStarts.count }

  /// The line and column of a byte offset; an offset past the end is the end.
  package func position(of offset: UInt32) -> LineColumn {
    let offset = min(offset, UInt32(bytes.count))
    let line = line(of: offset)
    // A continuation byte of UTF-8 is no new character.
    let before = bytes[Int(lineStarts[line - 1])..<Int(offset)]
    return LineColumn(line: line, column: before.count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// The line of a byte offset, counted from one.
  package func line(of offset: UInt32) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The byte offsets of a line, counted from one, without its line ending.
  package func range(ofLine line: Int) -> Range<Int> {
    guard lineStarts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
    let start = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The text of a line, counted from one, without its line ending.
  package func text(ofLine line: Int) -> String {
    String(decoding: bytes[range(ofLine: line)], as: UTF8.self)
  }

  package func text(_ span: SourceSpan) -> String {
    String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }
}

/// All files of one run, in the order in which they were read.
package struct SourceMap: Sendable {
  package private(set) var files: [SourceFile] = []

  package init() {}

  package mutating func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(UInt32(files.count - 1))
  }

  package subscript(id: FileID) -> SourceFile { files[Int(id.index)] }

  package func path(of file: FileID) -> String { files[Int(file.index)].path }

  package func line(of location: SourceLocation) -> Int {
    files[Int(location.file.index)].line(of: location.span.start)
  }

  /// `main.tf:28`, the form in which artifacts name a place.
  package func describe(_ location: SourceLocation) -> String {
    "\(path(of: location.file)):\(line(of: location))"
  }
}
