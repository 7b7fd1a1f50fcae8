extension YAMLScanner {
  /// `|` or `>`, its indicators and the lines that are indented below it.
  mutating func fetchBlockScalar(_ style: YAMLScalarStyle) throws(YAMLFault) {
    try removeSimpleKey()
    allowsSimpleKey = true
    let start = cursor.mark
    cursor.skip()
    let header = try scanBlockHeader()
    try skipRestOfLine()
    var scalar = YAMLBlockText(
      indent: header.indentation.map { max(indent, 0) + $0 }, isFolded: style == .folded)
    try scanEmptyLines(of: &scalar)
    while cursor.mark.column == scalar.indent, !cursor.isAtEnd {
      scalar.beginLine(isIndented: cursor.isBlank())
      while !cursor.isBreakOrEnd() { cursor.read(into: &scalar.text) }
      cursor.readBreak(into: &scalar.lineBreak)
      try scanEmptyLines(of: &scalar)
    }
    append(.scalar(scalar.finished(header.chomping), style), from: start)
  }

  /// An indentation from 1 to 9 and a chomping, in either order.
  private mutating func scanBlockHeader() throws(YAMLFault) -> (
    indentation: Int?, chomping: YAMLBlockText.Chomping
  ) {
    if let chomping = scanChomping() { return (try scanIndentation(), chomping) }
    let indentation = try scanIndentation()
    return (indentation, (indentation == nil ? nil : scanChomping()) ?? .clip)
  }

  private mutating func scanChomping() -> YAMLBlockText.Chomping? {
    guard cursor.at("+") || cursor.at("-") else { return nil }
    defer { cursor.skip() }
    return cursor.at("+") ? .keep : .strip
  }

  private mutating func scanIndentation() throws(YAMLFault) -> Int? {
    guard (0x30...0x39).contains(cursor.byte()) else { return nil }
    if cursor.at("0") { throw fault("found an indentation indicator equal to 0") }
    defer { cursor.skip() }
    return Int(cursor.byte() - 0x30)
  }

  /// Passes empty lines and the indentation of the next line, by which the first line with text sets
  /// the indentation of all.
  private mutating func scanEmptyLines(of scalar: inout YAMLBlockText) throws(YAMLFault) {
    var deepest = 0
    while true {
      while cursor.at(" "), cursor.mark.column < scalar.indent ?? .max { cursor.skip() }
      deepest = max(deepest, cursor.mark.column)
      if cursor.at("\t"), cursor.mark.column < scalar.indent ?? .max {
        throw fault("found a tab character where an indentation space is expected")
      }
      if !cursor.isBreak() { break }
      cursor.readBreak(into: &scalar.emptyLines)
    }
    if scalar.indent == nil { scalar.indent = max(deepest, indent + 1, 1) }
  }
}

/// The text of a block scalar while its lines are read.
struct YAMLBlockText {
  /// What becomes of the line breaks at the end.
  enum Chomping { case strip, clip, keep }

  /// The column of the text; nil until a line shows it.
  var indent: Int?
  let isFolded: Bool
  var text: [UInt8] = []
  /// The break of the line read last, and those of the empty lines after it.
  var lineBreak: [UInt8] = []
  var emptyLines: [UInt8] = []
  private var lastIsIndented = false

  init(indent: Int?, isFolded: Bool) {
    self.indent = indent
    self.isFolded = isFolded
  }

  /// Joins a line to those before it: folded, a single break between lines that are not indented
  /// further becomes a space.
  mutating func beginLine(isIndented: Bool) {
    let isFold = isFolded && !lastIsIndented && !isIndented && lineBreak == [0x0A]
    if !isFold {
      text += lineBreak
    } else if emptyLines.isEmpty {
      text.append(UInt8(ascii: " "))
    }
    text += emptyLines
    lineBreak = []
    emptyLines = []
    lastIsIndented = isIndented
  }

  func finished(_ chomping: Chomping) -> String {
    let end =
      switch chomping {
      case .strip: [UInt8]()
      case .clip: lineBreak
      case .keep: lineBreak + emptyLines
      }
    return String(decoding: text + end, as: UTF8.self)
  }
}
