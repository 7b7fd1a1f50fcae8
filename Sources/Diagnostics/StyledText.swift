/// What a piece of a text diagnostic is, from which its colour follows.
enum TextStyle: Hashable, Sendable {
  case plain
  /// The headline's text.
  case strong
  /// Line numbers, bars and arrows.
  case gutter
  case primary(Severity)
  case secondary
  case help
  case removed, added

  /// The parameters of the terminal's "select graphic rendition" sequence.
  fileprivate var graphicRendition: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .gutter, .secondary: "1;34"
    case .primary(.error), .primary(.internal): "1;31"
    case .primary(.warning): "1;33"
    case .primary(.note): "1;32"
    case .help: "1;36"
    case .removed: "31"
    case .added: "32"
    }
  }
}

/// One line of output. Pieces are put side by side, or at a column as on squared paper.
struct StyledLine {
  private var scalars: [(scalar: Unicode.Scalar, style: TextStyle)] = []

  init() {}

  init(_ text: String, _ style: TextStyle) { append(text, style) }

  mutating func append(_ text: String, _ style: TextStyle = .plain) {
    scalars += text.unicodeScalars.map { ($0, style) }
  }

  mutating func append(_ line: StyledLine) { scalars += line.scalars }

  /// Puts a text over what stands at `column`, counted from zero. Left of it there may be only
  /// characters that are one column wide.
  mutating func put(_ text: String, at column: Int, _ style: TextStyle) {
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      pad(to: column + offset + 1)
      scalars[column + offset] = (scalar, style)
    }
  }

  mutating func pad(to column: Int) {
    while scalars.count < column { scalars.append((" ", .plain)) }
  }

  /// Without blanks at its end.
  func text(isColoured: Bool) -> String {
    let end = scalars.lastIndex { $0.scalar != " " }.map { $0 + 1 } ?? 0
    var out = String.UnicodeScalarView()
    var style = TextStyle.plain
    for (scalar, next) in scalars[..<end] {
      if isColoured, next != style, scalar != " " {
        if style != .plain { out.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
        if let rendition = next.graphicRendition {
          out.append(contentsOf: "\u{1B}[\(rendition)m".unicodeScalars)
        }
        style = next
      }
      out.append(scalar)
    }
    if isColoured, style != .plain { out.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
    return String(out)
  }
}
