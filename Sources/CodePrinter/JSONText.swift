extension JSON {
  /// The whole document, ending in a newline; what fits in 88 columns stays on one line.
  package var text: String { printout.text }

  /// The same, and the lines of everything that is marked.
  package var printout: Printout { Printout(.json) { $0.printJSON(self) } }
}

extension Printer {
  /// The whole document, ending in a newline.
  package mutating func printJSON(_ json: JSON) {
    write(json, column: 0, depth: 0)
    newline()
  }

  /// A tree that begins at a column, on a line that is `depth` levels deep.
  mutating func write(_ json: JSON, column: Int, depth: Int, breaking: Bool = false) {
    if case .marked(let mark, let inner) = json {
      let mark = begin(mark)
      write(inner, column: column, depth: depth, breaking: breaking)
      return end(mark)
    }
    if !breaking, json.fits(from: column, in: layout) { return writeFlat(json) }
    let inner = (depth + 1) * layout.indent
    switch json {
    case .null, .bool, .number, .string, .marked: writeFlat(json)
    case .array(let elements):
      guard !elements.isEmpty else { return write("[]") }
      // If one record of several does not fit on a line, all are broken alike.
      let alike = !elements.allSatisfy { $0.fits(from: inner, in: layout) }
      write(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { write(UInt8(ascii: ",")) }
        newline(inner)
        write(element, column: inner, depth: depth + 1, breaking: alike && element.isRecord)
      }
      newline(depth * layout.indent)
      write(UInt8(ascii: "]"))
    case .object(let fields), .section(let fields):
      guard !fields.isEmpty else { return write("{}") }
      write(UInt8(ascii: "{"))
      for (index, field) in fields.enumerated() {
        if index > 0 { write(UInt8(ascii: ",")) }
        newline(inner)
        write(field, depth: depth + 1)
      }
      newline(depth * layout.indent)
      write(UInt8(ascii: "}"))
    }
  }

  /// A field of an object that stands on a line of its own.
  mutating func write(_ field: JSON.Field, depth: Int) {
    writeQuoted(field.name)
    write(": ")
    let column = depth * layout.indent + JSON.quotedColumns(field.name) + 2
    write(field.value, column: column, depth: depth)
  }

  /// A tree on one line.
  private mutating func writeFlat(_ json: JSON) {
    switch json {
    case .null: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .number(let text): write(text)
    case .string(let text): writeQuoted(text)
    case .array(let elements):
      write(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { write(", ") }
        writeFlat(element)
      }
      write(UInt8(ascii: "]"))
    case .object(let fields), .section(let fields):
      guard !fields.isEmpty else { return write("{}") }
      write("{ ")
      for (index, field) in fields.enumerated() {
        if index > 0 { write(", ") }
        writeQuoted(field.name)
        write(": ")
        writeFlat(field.value)
      }
      write(" }")
    case .marked(let mark, let inner):
      let mark = begin(mark)
      writeFlat(inner)
      end(mark)
    }
  }

  mutating func writeQuoted(_ text: String) {
    guard text.consists(of: JSON.plainCharacters) else { return write(JSON.quoted(text)) }
    write(UInt8(ascii: "\""))
    write(text)
    write(UInt8(ascii: "\""))
  }
}

extension JSON {
  /// May stand on one line that begins at a column, with a comma behind it.
  func fits(from column: Int, in layout: Layout) -> Bool {
    var room = layout.width - column - 1
    return takeWidth(from: &room)
  }

  /// Takes the width of the tree on one line from the room. False where that is too little, or where
  /// the tree holds what never shares a line: a section, or a table of records.
  private func takeWidth(from room: inout Int) -> Bool {
    switch self {
    case .null: room -= 4
    case .bool(let value): room -= value ? 4 : 5
    case .number(let text): room -= text.utf8.count
    case .string(let text): room -= Self.quotedColumns(text)
    case .array(let elements):
      if elements.count > 1, elements.allSatisfy(\.isRecord) { return false }
      room -= 2 + Self.separators(elements.count)
      for element in elements where room >= 0 {
        if !element.takeWidth(from: &room) { return false }
      }
    case .section(let fields) where !fields.isEmpty: return false
    case .object(let fields), .section(let fields):
      room -= 4 + Self.separators(fields.count)
      for field in fields where room >= 0 {
        room -= Self.quotedColumns(field.name) + 2
        if !field.value.takeWidth(from: &room) { return false }
      }
    case .marked(_, let inner): return inner.takeWidth(from: &room)
    }
    return room >= 0
  }

  /// An object with more than one field: a row of a table rather than a wrapped value.
  var isRecord: Bool {
    switch self {
    case .object(let fields), .section(let fields): fields.count > 1
    case .marked(_, let inner): inner.isRecord
    default: false
    }
  }

  private static func separators(_ count: Int) -> Int { 2 * max(0, count - 1) }
}

extension JSON {
  /// What stands in a text as it is.
  static let plainCharacters = ByteSet.printable.subtracting(ByteSet("\"\\"))

  /// The text in quotes. What JSON forbids and what nobody sees, such as marks that turn the direction
  /// of writing, is escaped; all else stays UTF-8: some readers reject escapes beyond U+FFFF.
  package static func quoted(_ text: String) -> String {
    if text.consists(of: plainCharacters) { return "\"" + text + "\"" }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.isInvisible && scalar.value <= 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  static func quotedColumns(_ text: String) -> Int {
    text.consists(of: plainCharacters) ? text.utf8.count + 2 : quoted(text).columns
  }
}
