extension String {
  /// Scalars: every byte of UTF-8 but those that continue one.
  package var columns: Int {
    utf8.withContiguousStorageIfAvailable { $0.count(where: \.beginsCharacter) }
      ?? utf8.count(where: \.beginsCharacter)
  }
}

extension UInt8 {
  /// Every byte of UTF-8 does but those that continue a character.
  var beginsCharacter: Bool { self & 0xC0 != 0x80 }
}

extension Doc {
  /// Prints the document: groups that fit in `width` columns stay on one line.
  package func render(width: Int, indent unit: Int) -> String {
    print(width: width, indent: unit).text
  }

  /// The same, and the lines of everything that is marked.
  package func print(width: Int, indent unit: Int) -> Printout {
    Printout(Layout(width: width, indent: unit)) { $0.print(self) }
  }
}

/// What is still to be printed of a document.
struct DocItem {
  enum Content {
    case doc(Doc)
    /// The mark is complete when all before it has been printed.
    case end(Int?)
  }

  var indent: Int
  var isBroken: Bool
  var content: Content
}

/// What is still to be measured of it.
struct DocAhead {
  var isBroken: Bool
  var doc: Doc
}

extension Printer {
  /// Prints a document. Where it ends a line, a new one must begin before anything else is printed.
  package mutating func print(_ doc: Doc) {
    print(doc, indent: level * layout.indent, trailing: 0)
  }

  /// - Parameters:
  ///   - indent: Of the line on which it begins.
  ///   - trailing: The columns of what follows on its last line.
  mutating func print(_ doc: Doc, indent: Int, trailing: Int) {
    // Taken out while it is in use, lest it be copied.
    var work = self.work
    self.work = []
    work.append(DocItem(indent: indent, isBroken: true, content: .doc(doc)))
    while let item = work.popLast() {
      switch item.content {
      case .doc(let doc): print(doc, item.indent, item.isBroken, before: &work, trailing)
      case .end(let mark): end(mark)
      }
    }
    self.work = work
  }

  private mutating func print(
    _ doc: Doc, _ indent: Int, _ isBroken: Bool, before work: inout [DocItem], _ trailing: Int
  ) {
    func add(_ doc: Doc, _ isBroken: Bool, indent: Int, to work: inout [DocItem]) {
      work.append(DocItem(indent: indent, isBroken: isBroken, content: .doc(doc)))
    }
    switch doc {
    case .text(let text), .verbatim(let text): write(text)
    case .hardLine: newline(indent)
    case .blankLine:
      newline()
      newline(indent)
    case .line(let flat):
      if isBroken { newline(indent) } else { write(flat) }
    case .ifBroken(let doc):
      if isBroken { add(doc, true, indent: indent, to: &work) }
    case .choice(let broken, let flat):
      add(isBroken ? broken : flat, isBroken, indent: indent, to: &work)
    case .nest(let doc): add(doc, isBroken, indent: indent + layout.indent, to: &work)
    case .group(let doc):
      add(doc, !fits(doc, before: work, trailing), indent: indent, to: &work)
    case .concat(let docs):
      for doc in docs.reversed() { add(doc, isBroken, indent: indent, to: &work) }
    case .marked(let mark, let doc):
      work.append(DocItem(indent: 0, isBroken: false, content: .end(begin(mark))))
      add(doc, isBroken, indent: indent, to: &work)
    }
  }

  /// Whether `doc` printed flat, and what follows it up to the next newline, stays on the line.
  private mutating func fits(_ doc: Doc, before rest: [DocItem], _ trailing: Int) -> Bool {
    var room = layout.width - column
    var work = lookahead
    lookahead = []
    defer {
      work.removeAll(keepingCapacity: true)
      lookahead = work
    }
    work.append(DocAhead(isBroken: false, doc: doc))
    var next = rest.count
    while room >= 0 {
      guard let ahead = work.popLast() else {
        guard next > 0 else { return room >= trailing }
        next -= 1
        if case .doc(let doc) = rest[next].content {
          work.append(DocAhead(isBroken: rest[next].isBroken, doc: doc))
        }
        continue
      }
      switch ahead.doc {
      case .text(let text): room -= text.columns
      case .verbatim(let text):
        let line = text.utf8.prefix { $0 != 0x0A }
        room -= line.count
        if line.endIndex < text.utf8.endIndex { return room >= 0 }
      case .hardLine, .blankLine: return true
      case .line(let flat):
        if ahead.isBroken { return true }
        room -= flat.utf8.count
      case .ifBroken(let doc):
        if ahead.isBroken { work.append(DocAhead(isBroken: true, doc: doc)) }
      case .choice(let broken, let flat):
        work.append(DocAhead(isBroken: ahead.isBroken, doc: ahead.isBroken ? broken : flat))
      case .nest(let doc), .marked(_, let doc):
        work.append(DocAhead(isBroken: ahead.isBroken, doc: doc))
      case .group(let doc): work.append(DocAhead(isBroken: false, doc: doc))
      case .concat(let docs):
        for doc in docs.reversed() { work.append(DocAhead(isBroken: ahead.isBroken, doc: doc)) }
      }
    }
    return false
  }
}
