/// Shows diagnostics to a person, in the layout of rustc: headline, excerpt of the source with what
/// is meant underlined, explanation, notes and fixes.
package struct DiagnosticRendererText: Sendable {
  private let sources: SourceMap
  private let isColoured: Bool
  private let width: Int

  /// - Parameter width: Columns at which prose is wrapped and source lines are cut.
  package init(sources: SourceMap, isColoured: Bool, width: Int = 100) {
    self.sources = sources
    self.isColoured = isColoured
    self.width = width
  }

  /// All of them, each followed by an empty line, and at the end how many there were.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    var blocks = diagnostics.map { Page($0, sources, width: width).lines }
    if let tally = Tally(diagnostics).line { blocks.append([tally]) }
    return blocks.map { lines in
      lines.map { $0.text(isColoured: isColoured) + "\n" }.joined()
    }.joined(separator: "\n")
  }
}

/// `error: 2 errors, 1 warning`
private struct Tally {
  let line: StyledLine?

  init(_ diagnostics: [Diagnostic]) {
    let errors = diagnostics.count { $0.severity == .error || $0.severity == .internal }
    let warnings = diagnostics.count { $0.severity == .warning }
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
    guard !counts.isEmpty else {
      line = nil
      return
    }
    let severity: Severity = errors > 0 ? .error : .warning
    var line = StyledLine(severity.rawValue, .primary(severity))
    let texts = counts.map { count, noun in "\(count) \(noun)\(count == 1 ? "" : "s")" }
    line.append(": " + texts.joined(separator: ", "), .strong)
    self.line = line
  }
}

/// One diagnostic on its way to lines.
private struct Page {
  private(set) var lines: [StyledLine] = []
  private let diagnostic: Diagnostic
  private let sources: SourceMap
  private let width: Int
  private let gutter: Int

  init(_ diagnostic: Diagnostic, _ sources: SourceMap, width: Int) {
    self.diagnostic = diagnostic
    self.sources = sources
    self.width = width
    gutter = String(lastLineNumber(in: diagnostic, sources)).utf8.count

    addHeadline()
    addSnippets()
    addParagraph(diagnostic.detail)
    for note in diagnostic.notes { addParagraph(note, title: "note", .strong) }
    for fix in diagnostic.fixes { addFix(fix) }
  }

  private mutating func addHeadline() {
    let severity = diagnostic.severity
    let word = severity == .internal ? "internal error" : severity.rawValue
    var line = StyledLine("\(word)[\(diagnostic.code.text)]", .primary(severity))
    line.append(": " + displayable(diagnostic.summary), .strong)
    lines.append(line)
  }

  /// One excerpt for each file; the file of the primary label comes first.
  private mutating func addSnippets() {
    guard let primary = diagnostic.labels.first else { return }
    let others = Set(diagnostic.labels.map(\.location.file)).subtracting([primary.location.file])
    for id in [primary.location.file] + others.sorted() {
      let file = sources[id]
      let marks = diagnostic.labels.enumerated().filter { $1.location.file == id }
        .map { index, label in
          SnippetMark(
            label, in: file, style: index == 0 ? .primary(diagnostic.severity) : .secondary,
            character: index == 0 ? "^" : "-")
        }
      let first = diagnostic.labels.first { $0.location.file == id } ?? primary
      let place = file.position(of: first.location.span.start)
      addArrow(
        id == primary.location.file ? "-->" : ":::",
        to: "\(file.path):\(place.line):\(place.column)")
      addFurtherPlaces(in: file, id, after: place.line)
      addBar()
      for row in Snippet(file, marks: marks, width: width - gutter - 3).rows { add(row) }
      addBar()
    }
  }

  /// Where else a file is marked, for tools that jump to places: a line for each line of source.
  private mutating func addFurtherPlaces(
    in file: SourceFile, _ id: FileID, after line: Int
  ) {
    var named = [line]
    for label in diagnostic.labels where label.location.file == id {
      let place = file.position(of: label.location.span.start)
      guard !named.contains(place.line) else { continue }
      named.append(place.line)
      addArrow(":::", to: "\(file.path):\(place.line):\(place.column)")
    }
  }

  private mutating func add(_ row: Snippet.Row) {
    switch row {
    case .source(let number, let content): addNumbered(number, "|", content)
    case .annotation(let content):
      var line = bar
      line.append(" ")
      line.append(content)
      lines.append(line)
    case .gap: lines.append(StyledLine("...", .gutter))
    }
  }

  private mutating func addFix(_ fix: Fix) {
    let caution = fix.applicability == .unsafe ? " (this may change what the program means)" : ""
    addParagraph(fix.title + caution, title: "help", .help)
    let file = sources[fix.location.file]
    if fix.location.file != diagnostic.labels.first?.location.file {
      addArrow(":::", to: sources.describe(fix.location))
    }
    let diff = FixDiff(fix, in: file)
    addBar()
    addChanged(diff.removed, "-", .removed)
    addChanged(diff.added, "+", .added)
  }

  private mutating func addChanged(_ changed: [FixDiff.Line], _ sign: String, _ style: TextStyle) {
    let limit = 10
    for line in changed.prefix(limit) {
      let bytes = ArraySlice(line.text.utf8)
      let visible = VisibleLine(bytes, focus: 0..<0, width: max(20, width - gutter - 3))
      addNumbered(line.number, sign, StyledLine(visible.text, style), style)
    }
    if changed.count > limit { lines.append(StyledLine("...", .gutter)) }
  }

  private mutating func addNumbered(
    _ number: Int, _ separator: String, _ content: StyledLine, _ style: TextStyle = .gutter
  ) {
    let digits = String(number)
    var line = StyledLine(
      String(repeating: " ", count: max(0, gutter - digits.utf8.count)) + digits, .gutter)
    line.append(" \(separator)", style)
    line.append(" ")
    line.append(content)
    lines.append(line)
  }

  /// ` = note: text`, wrapped, with its following lines below the text.
  private mutating func addParagraph(
    _ text: String, title: String = "", _ style: TextStyle = .plain
  ) {
    guard !text.isEmpty else { return }
    let margin = String(repeating: " ", count: gutter + 3)
    let heading = title.isEmpty ? "" : title + ": "
    let room = max(20, width - margin.utf8.count - heading.utf8.count)
    for (index, part) in wrapped(text, width: room).enumerated() {
      var line = StyledLine()
      if index == 0 {
        line.put("=", at: gutter + 1, .gutter)
        line.append(" ")
        line.append(heading, style)
      } else {
        line.append(margin + String(repeating: " ", count: heading.utf8.count))
      }
      line.append(part)
      lines.append(line)
    }
  }

  private mutating func addArrow(_ arrow: String, to place: String) {
    var line = StyledLine(String(repeating: " ", count: gutter) + arrow + " ", .gutter)
    line.append(displayable(place))
    lines.append(line)
  }

  private var bar: StyledLine {
    StyledLine(String(repeating: " ", count: gutter + 1) + "|", .gutter)
  }

  private mutating func addBar() { lines.append(bar) }
}

/// The greatest line number that is shown, which decides how wide the column of numbers is.
private func lastLineNumber(in diagnostic: Diagnostic, _ sources: SourceMap) -> Int {
  let marked = diagnostic.labels.map { label in
    sources[label.location.file].position(of: label.location.span.end).line
  }
  let changed = diagnostic.fixes.map { FixDiff($0, in: sources[$0.location.file]).lastNumber }
  return (marked + changed).max() ?? 1
}
