extension String {
  /// Scalars: every byte of UTF-8 but those that continue one.
  var columns: Int {
    var copy = self
    return copy.withUTF8 { bytes in
      var count = 0
      for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }
}

extension Doc {
  /// Prints the document: groups that fit in `width` columns stay on one line.
  package func render(width: Int, indent unit: Int) -> String {
    print(width: width, indent: unit).text
  }

  /// The same, and the lines of everything that is marked.
  package func print(width: Int, indent unit: Int) -> Printout {
    var out = Output()
    var work = [Item(indent: 0, isBroken: true, doc: self)]
    while let item = work.popLast() {
      switch item.doc {
      case .text(let text): out.write(text, columns: text.columns)
      case .verbatim(let text): out.writeLines(text)
      case .hardLine: out.newline(item.indent)
      case .blankLine:
        out.newline(0)
        out.newline(item.indent)
      case .line(let flat):
        if item.isBroken {
          out.newline(item.indent)
        } else {
          out.write(flat, columns: flat.utf8.count)
        }
      case .ifBroken(let doc):
        if item.isBroken { work.append(Item(indent: item.indent, isBroken: true, doc: doc)) }
      case .choice(let broken, let flat):
        let doc = item.isBroken ? broken : flat
        work.append(Item(indent: item.indent, isBroken: item.isBroken, doc: doc))
      case .nest(let doc):
        work.append(Item(indent: item.indent + unit, isBroken: item.isBroken, doc: doc))
      case .group(let doc):
        let fits = Self.fits(doc, in: width - out.column, before: work)
        work.append(Item(indent: item.indent, isBroken: !fits, doc: doc))
      case .concat(let docs):
        for doc in docs.reversed() {
          work.append(Item(indent: item.indent, isBroken: item.isBroken, doc: doc))
        }
      case .marked(let mark, let doc):
        work.append(Item(indent: 0, isBroken: false, doc: .empty, ends: out.begin(mark)))
        work.append(Item(indent: item.indent, isBroken: item.isBroken, doc: doc))
      }
      if let mark = item.ends { out.end(mark) }
    }
    return out.printout
  }

  private struct Item {
    var indent: Int
    var isBroken: Bool
    var doc: Doc
    /// The mark that is complete when this has been printed.
    var ends: Int?
  }

  /// What has been printed so far.
  private struct Output {
    private var text = ""
    private(set) var column = 0
    private var line = 1
    /// The line of the last text that is not blank.
    private var lastLine = 1
    private var marks: [(mark: SourceMark, first: Int?, last: Int)] = []
    /// Marks of which nothing has been printed yet.
    private var waiting: [Int] = []

    mutating func write(_ piece: String, columns: Int) {
      text += piece
      column += columns
      if columns > 0 { touchLine() }
    }

    mutating func writeLines(_ lines: String) {
      touchLine()
      text += lines
      for byte in lines.utf8 {
        if byte == UInt8(ascii: "\n") {
          line += 1
          column = 0
        } else {
          column += 1
        }
      }
      touchLine()
    }

    mutating func newline(_ indent: Int) {
      text += "\n"
      text += String(repeating: " ", count: indent)
      column = indent
      line += 1
    }

    mutating func begin(_ mark: SourceMark) -> Int {
      marks.append((mark, nil, line))
      waiting.append(marks.count - 1)
      return marks.count - 1
    }

    mutating func end(_ mark: Int) {
      waiting.removeAll { $0 == mark }
      marks[mark].last = lastLine
    }

    var printout: Printout {
      Printout(
        text,
        marks: marks.compactMap { mark, first, last in
          first.map { MarkedLines(lines: $0...max($0, last), mark: mark) }
        })
    }

    private mutating func touchLine() {
      lastLine = line
      for mark in waiting { marks[mark].first = line }
      waiting = []
    }
  }

  /// Whether `doc` printed flat, and what follows it up to the next newline, stays within `room`.
  private static func fits(_ doc: Doc, in room: Int, before rest: [Item]) -> Bool {
    var room = room
    var work: [(isBroken: Bool, doc: Doc)] = [(false, doc)]
    var next = rest.count
    while room >= 0 {
      guard let (isBroken, doc) = work.popLast() else {
        guard next > 0 else { return true }
        next -= 1
        work.append((rest[next].isBroken, rest[next].doc))
        continue
      }
      switch doc {
      case .text(let text): room -= text.columns
      case .verbatim(let text):
        let line = text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        room -= line.count
        if line.endIndex < text.utf8.endIndex { return room >= 0 }
      case .hardLine, .blankLine: return true
      case .line(let flat):
        if isBroken { return true }
        room -= flat.utf8.count
      case .ifBroken(let doc): if isBroken { work.append((true, doc)) }
      case .choice(let broken, let flat): work.append((isBroken, isBroken ? broken : flat))
      case .nest(let doc): work.append((isBroken, doc))
      case .group(let doc): work.append((false, doc))
      case .marked(_, let doc): work.append((isBroken, doc))
      case .concat(let docs): for doc in docs.reversed() { work.append((isBroken, doc)) }
      }
    }
    return false
  }
}
