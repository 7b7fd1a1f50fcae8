/// YAML text that is being written, with what decides about spaces and line breaks.
struct YAMLOutput {
  /// Words between double quotes go to a new line beyond this column.
  private static let width = 80

  private(set) var text = ""
  /// The column at which lines begin; -1 before the first collection.
  var indent = -1
  /// Nothing but indentation and indicators stands on the line.
  private(set) var isIndentation = true
  var isOpenEnded = false
  private var column = 0
  private var isAfterSpace = true

  /// Goes to the indentation of a line, a new one if the current one is in use.
  mutating func beginLine() {
    let indent = max(0, indent)
    if !isIndentation || column > indent || column == indent && !isAfterSpace { breakLine() }
    while column < indent { put(" ") }
    isAfterSpace = true
    isIndentation = true
  }

  /// A text that is written as it is, after a space if need be.
  mutating func word(_ word: String, isApart: Bool = true) {
    indicator(word, isApart: isApart)
    isIndentation = false
  }

  /// `-`, `?` or `:` before a node, which leaves room for another one on the line.
  mutating func indicator(_ indicator: String, isApart: Bool = true) {
    if isApart, !isAfterSpace { put(" ") }
    for scalar in indicator.unicodeScalars { put(scalar) }
    isAfterSpace = false
    isOpenEnded = false
  }

  mutating func doubleQuoted(_ value: String, mayFold: Bool) {
    word("\"")
    // Terraform looks for a byte order mark at the start only, and escapes all that follows it.
    let escapesAll = value.unicodeScalars.first == "\u{FEFF}"
    let scalars = Array(value.unicodeScalars)
    var isAfterBlank = false
    for (index, scalar) in scalars.enumerated() {
      let isInside = index > 0 && index + 1 < scalars.count
      if escapesAll || scalar.needsYAMLEscape {
        for part in scalar.yamlEscape.unicodeScalars { put(part) }
      } else if scalar == " ", mayFold, !isAfterBlank, column > YAMLOutput.width, isInside {
        beginLine()
        if scalars[index + 1] == " " { put("\\") }
      } else {
        put(scalar)
      }
      isAfterBlank = scalar == " " && !escapesAll
    }
    word("\"", isApart: false)
  }

  /// `|`, its indicators and the lines of the text.
  mutating func literal(_ value: String, indentation: Int) {
    word("|" + value.yamlLiteralHints(indentation: indentation))
    breakLine()
    isIndentation = true
    isAfterSpace = true
    var isNewLine = true
    for scalar in value.unicodeScalars {
      if scalar.isYAMLBreak {
        put(scalar)
        column = 0
      } else {
        if isNewLine { beginLine() }
        put(scalar)
      }
      isNewLine = scalar.isYAMLBreak
      isIndentation = isNewLine
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    text.unicodeScalars.append(scalar)
    column += 1
  }

  private mutating func breakLine() {
    put("\n")
    column = 0
  }
}

extension String {
  /// The indentation where the text does not show it, and what becomes of the line breaks at its end.
  fileprivate func yamlLiteralHints(indentation: Int) -> String {
    let scalars = unicodeScalars
    var hints = ""
    if let first = scalars.first, first == " " || first.isYAMLBreak { hints += "\(indentation)" }
    let trailingBreaks = scalars.reversed().prefix(2).prefix(while: \.isYAMLBreak).count
    if trailingBreaks == 0 { return hints + "-" }
    return trailingBreaks == 2 || scalars.count == 1 ? hints + "+" : hints
  }
}
