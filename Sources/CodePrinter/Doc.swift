/// A document: text that knows where it may break. Wadler's algebra, printed in one pass.
///
/// Every target language builds one of these; only `Printer` decides about lines.
package enum Doc: Sendable, ExpressibleByStringLiteral {
  case text(String)
  /// Lines as they are, whatever surrounds them.
  case verbatim(String)
  /// A newline, or `flat` when the enclosing group fits on its line.
  case line(flat: String)
  case hardLine
  /// An empty line, without trailing blanks.
  case blankLine
  /// Printed only where the enclosing group is broken: Python's trailing comma.
  indirect case ifBroken(Doc)
  /// One of two spellings: where the enclosing group is broken, or where it fits.
  indirect case choice(broken: Doc, flat: Doc)
  indirect case nest(Doc)
  indirect case group(Doc)
  case concat([Doc])
  /// The lines on which this is printed belong to a place in the source.
  indirect case marked(SourceMark, Doc)

  package init(stringLiteral value: String) { self = .text(value) }

  package static let softLine = Doc.line(flat: "")
  package static let space = Doc.line(flat: " ")
  package static let empty = Doc.concat([])

  package static func + (left: Doc, right: Doc) -> Doc { .concat([left, right]) }

  package static func join(_ items: [Doc], _ separator: Doc) -> Doc {
    .concat(joined(items, [separator]))
  }

  private static func joined(_ items: [Doc], _ separators: [Doc]) -> [Doc] {
    var parts: [Doc] = []
    parts.reserveCapacity(items.count * (1 + separators.count))
    for (index, item) in items.enumerated() {
      if index > 0 { parts += separators }
      parts.append(item)
    }
    return parts
  }

  package static func lines(_ items: [Doc]) -> Doc { join(items, .hardLine) }

  /// `open a, b close` on one line when it fits, else one item a line, with a trailing comma if asked.
  package static func list(
    _ open: Doc, _ items: [Doc], _ close: Doc, trailingComma: Bool = true, padding: Doc = .softLine
  ) -> Doc {
    guard !items.isEmpty else { return open + close }
    var body = [padding] + joined(items, [",", .space])
    if trailingComma { body.append(.ifBroken(",")) }
    return .group(.concat([open, .nest(.concat(body)), padding, close]))
  }
}
