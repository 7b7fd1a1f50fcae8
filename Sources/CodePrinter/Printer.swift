/// Prints documents and texts one after the other. What is printed leaves in pieces, so that an artifact
/// is never in memory as a whole, nor as one document.
package struct Printer {
  package var layout: Layout
  /// How many levels deep what is printed stands.
  package var level = 0

  private var bytes: [UInt8] = []
  private let receive: ([UInt8]) -> Void
  private let keepsMarks: Bool
  private var kept: KeptPieces?

  /// Up to where the following is known. Most texts are never asked for it.
  private var surveyed = 0
  private var knownColumn = 0
  private var line = 1
  /// The line of the last text that is not blank.
  private var lastLine = 1

  private var marks: [(mark: SourceMark, first: Int?, last: Int)] = []
  /// Marks of which nothing has been printed yet.
  private var waiting: [Int] = []

  /// For each container of JSON that is open: whether something stands in it.
  var openJSON: [(close: UInt8, isEmpty: Bool)] = []
  /// What `print(_:)` works with, kept for the next document.
  var work: [DocItem] = []
  var lookahead: [DocAhead] = []

  /// - Parameters:
  ///   - keepsMarks: Whether anybody will ask for `marks`.
  ///   - receive: Takes the pieces, each about as long as `pieceLength`.
  package init(
    _ layout: Layout, keepsMarks: Bool = false, to receive: @escaping ([UInt8]) -> Void
  ) {
    self.layout = layout
    self.keepsMarks = keepsMarks
    self.receive = receive
  }

  package static let pieceLength = 1 << 16

  package mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    handOverIfLong()
  }

  package mutating func write(_ text: Substring.UTF8View) {
    // Array itself would take a part of a text byte by byte.
    let isCopied: Void? = text.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
    if isCopied == nil { bytes.append(contentsOf: text) }
    handOverIfLong()
  }

  mutating func write(_ byte: UInt8) { bytes.append(byte) }

  /// A new line that begins with blanks.
  package mutating func newline(_ indent: Int = 0) {
    bytes.append(0x0A)
    handOverIfLong()
    bytes.append(contentsOf: repeatElement(0x20, count: indent))
  }

  package mutating func blankLine() {
    newline()
    newline()
  }

  /// Where the next text will stand.
  var column: Int {
    mutating get {
      survey()
      return knownColumn
    }
  }

  /// Hands over what is left; after that nothing is printed.
  package mutating func finish() { if !bytes.isEmpty { handOver() } }

  private mutating func handOverIfLong() {
    if bytes.count < Self.pieceLength { return }
    handOver()
    bytes.reserveCapacity(Self.pieceLength + 1024)
  }

  private mutating func handOver() {
    survey()
    surveyed = 0
    receive(bytes)
    bytes = []
  }

  /// Goes over what was printed since it was asked last.
  private mutating func survey() {
    if keepsMarks { return surveyLines() }
    var start = bytes.count
    while start > surveyed, bytes[start - 1] != 0x0A { start -= 1 }
    if start > surveyed { knownColumn = 0 }
    for byte in bytes[start...] where byte.beginsCharacter { knownColumn += 1 }
    surveyed = bytes.count
  }

  /// The same, and which lines are not blank.
  private mutating func surveyLines() {
    for byte in bytes[surveyed...] {
      if byte == 0x0A {
        line += 1
        knownColumn = 0
        continue
      }
      if byte.beginsCharacter { knownColumn += 1 }
      if byte != 0x20 {
        lastLine = line
        if !waiting.isEmpty { settleWaiting() }
      }
    }
    surveyed = bytes.count
  }
}

// MARK: Marks

extension Printer {
  /// The lines of everything that was marked, in the order of the first ones.
  package var markedLines: [MarkedLines] {
    mutating get {
      survey()
      return marks.compactMap { mark, first, last in
        first.map { MarkedLines(lines: $0...max($0, last), mark: mark) }
      }
    }
  }

  /// The lines of what is printed until the mark ends belong to it.
  ///
  /// - Returns: What `end` is told; `nil` where nobody asks for marks.
  package mutating func begin(_ mark: SourceMark?) -> Int? {
    guard keepsMarks, let mark else { return nil }
    survey()
    marks.append((mark, nil, line))
    waiting.append(marks.count - 1)
    return marks.count - 1
  }

  package mutating func end(_ mark: Int?) {
    guard let mark else { return }
    survey()
    waiting.removeAll { $0 == mark }
    marks[mark].last = lastLine
  }

  private mutating func settleWaiting() {
    for mark in waiting { marks[mark].first = line }
    waiting = []
  }
}

// MARK: Text that is printed before its place is reached

extension Printer {
  final class KeptPieces { fileprivate var pieces: [[UInt8]] = [] }

  /// A printer for something that will stand further down: a head says what the body needs.
  package func beside() -> Printer {
    let kept = KeptPieces()
    var printer = Printer(layout, keepsMarks: keepsMarks) { kept.pieces.append($0) }
    printer.kept = kept
    printer.level = level
    // As if another item stood before it.
    printer.openJSON = openJSON.map { ($0.close, false) }
    return printer
  }

  /// Prints what a printer beside this one has kept.
  package mutating func append(_ other: consuming Printer) {
    other.finish()
    guard let kept = other.kept, !kept.pieces.isEmpty else { return }
    survey()
    let before = line - 1
    marks += other.marks.map { ($0.mark, $0.first.map { $0 + before }, $0.last + before) }
    var skipped = 0
    if let container = openJSON.last {
      // There is no other item before it.
      if container.isEmpty { skipped = 1 }
      openJSON[openJSON.count - 1].isEmpty = false
    }
    for index in kept.pieces.indices {
      bytes.append(contentsOf: kept.pieces[index].dropFirst(skipped))
      // An artifact should not be in memory twice.
      kept.pieces[index] = []
      skipped = 0
      handOverIfLong()
    }
  }
}
