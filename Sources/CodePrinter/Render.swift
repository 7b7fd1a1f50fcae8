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
  private struct Item {
    var indent: Int
    var isBroken: Bool
    var doc: Doc
  }

  /// Prints the document: groups that fit in `width` columns stay on one line.
  package func render(width: Int, indent unit: Int) -> String {
    var out = ""
    var column = 0
    var work = [Item(indent: 0, isBroken: true, doc: self)]

    func newline(_ indent: Int) {
      out += "\n"
      out += String(repeating: " ", count: indent)
      column = indent
    }

    while let item = work.popLast() {
      switch item.doc {
      case .text(let text):
        out += text
        column += text.columns
      case .hardLine: newline(item.indent)
      case .blankLine:
        out += "\n"
        newline(item.indent)
      case .line(let flat):
        if item.isBroken {
          newline(item.indent)
        } else {
          out += flat
          column += flat.utf8.count
        }
      case .ifBroken(let doc):
        if item.isBroken { work.append(Item(indent: item.indent, isBroken: true, doc: doc)) }
      case .choice(let broken, let flat):
        let doc = item.isBroken ? broken : flat
        work.append(Item(indent: item.indent, isBroken: item.isBroken, doc: doc))
      case .nest(let doc):
        work.append(Item(indent: item.indent + unit, isBroken: item.isBroken, doc: doc))
      case .group(let doc):
        let fits = Self.fits(doc, in: width - column, before: work)
        work.append(Item(indent: item.indent, isBroken: !fits, doc: doc))
      case .concat(let docs):
        for doc in docs.reversed() {
          work.append(Item(indent: item.indent, isBroken: item.isBroken, doc: doc))
        }
      }
    }
    return out
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
      case .hardLine, .blankLine: return true
      case .line(let flat):
        if isBroken { return true }
        room -= flat.utf8.count
      case .ifBroken(let doc): if isBroken { work.append((true, doc)) }
      case .choice(let broken, let flat): work.append((isBroken, isBroken ? broken : flat))
      case .nest(let doc): work.append((isBroken, doc))
      case .group(let doc): work.append((false, doc))
      case .concat(let docs): for doc in docs.reversed() { work.append((isBroken, doc)) }
      }
    }
    return false
  }
}
