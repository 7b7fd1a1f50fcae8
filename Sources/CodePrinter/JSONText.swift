extension JSON {
  /// The whole document, ending in a newline; what fits in 88 columns stays on one line.
  package var text: String { printout.text }

  /// The same, and the lines of everything that is marked.
  package var printout: Printout {
    (doc(column: 0, depth: 0) + .hardLine).print(width: Self.width, indent: Self.indent)
  }

  private static let width = 88
  private static let indent = 2

  /// The tree as a document that begins at a column, on a line that is `depth` levels deep.
  private func doc(column: Int, depth: Int, breaking: Bool = false) -> Doc {
    if case .marked(let mark, let inner) = self {
      return .marked(mark, inner.doc(column: column, depth: depth, breaking: breaking))
    }
    if !breaking, fits(from: column) { return flat }
    let inner = (depth + 1) * Self.indent
    switch self {
    case .null, .bool, .number, .string, .marked: return flat
    case .array(let elements):
      // If one record of several does not fit on a line, all are broken alike.
      let alike = !elements.allSatisfy { $0.fits(from: inner) }
      return Self.lines(
        "[",
        elements.map { $0.doc(column: inner, depth: depth + 1, breaking: alike && $0.isRecord) },
        "]")
    case .object(let fields), .section(let fields):
      return Self.lines(
        "{",
        fields.map { field in
          let name = Self.quoted(field.name) + ": "
          let column = inner + name.columns
          return .text(name) + field.value.doc(column: column, depth: depth + 1)
        },
        "}")
    }
  }

  private static func lines(_ open: Doc, _ items: [Doc], _ close: Doc) -> Doc {
    if items.isEmpty { return open + close }
    return open + .nest(.hardLine + .join(items, "," + .hardLine)) + .hardLine + close
  }

  /// The tree on one line.
  private var flat: Doc {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): .text(text)
    case .string(let text): .text(Self.quoted(text))
    case .array(let elements): "[" + .join(elements.map(\.flat), ", ") + "]"
    case .object(let fields), .section(let fields):
      fields.isEmpty
        ? "{}"
        : "{ " + .join(fields.map { .text(Self.quoted($0.name) + ": ") + $0.value.flat }, ", ")
          + " }"
    case .marked(let mark, let inner): .marked(mark, inner.flat)
    }
  }

  /// May stand on one line that begins at a column, with a comma behind it.
  private func fits(from column: Int) -> Bool {
    !spreads && column + flatWidth + 1 <= Self.width
  }

  /// Holds something that never shares a line: a section, or a table of records.
  private var spreads: Bool {
    switch self {
    case .section(let fields): !fields.isEmpty
    case .array(let elements) where elements.count > 1 && elements.allSatisfy(\.isRecord): true
    case .marked(_, let inner): inner.spreads
    default: children.contains(where: \.spreads)
    }
  }

  /// An object with more than one field: a row of a table rather than a wrapped value.
  private var isRecord: Bool {
    switch self {
    case .object(let fields), .section(let fields): fields.count > 1
    case .marked(_, let inner): inner.isRecord
    default: false
    }
  }

  private var flatWidth: Int {
    switch self {
    case .null: 4
    case .bool(let value): value ? 4 : 5
    case .number(let text): text.utf8.count
    case .string(let text): Self.quoted(text).columns
    case .array(let elements):
      elements.reduce(2 + Self.separators(elements.count)) { $0 + $1.flatWidth }
    case .object(let fields), .section(let fields):
      fields.reduce(4 + Self.separators(fields.count)) { width, field in
        width + Self.quoted(field.name).columns + 2 + field.value.flatWidth
      }
    case .marked(_, let inner): inner.flatWidth
    }
  }

  private static func separators(_ count: Int) -> Int { 2 * max(0, count - 1) }
}

extension JSON {
  /// The text in quotes. What JSON forbids and what nobody sees, such as marks that turn the direction
  /// of writing, is escaped; all else stays UTF-8: some readers reject escapes beyond U+FFFF.
  package static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain { return "\"" + text + "\"" }
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
}
