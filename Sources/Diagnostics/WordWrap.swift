/// Breaks a text into lines of at most `width` columns, at blanks; a longer word stays whole.
///
/// Line breaks of the text are kept. A line that is indented is shown as it is: it is an example or
/// a list, whose breaks have a meaning.
package func wrapped(_ text: String, width: Int) -> [String] {
  if text.utf8.count <= width, text.isWrapped { return [text] }
  return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
    line.hasPrefix("  ") ? [displayable(String(line))] : wrappedWords(of: line, width: width)
  }
}

private func wrappedWords(of line: Substring, width: Int) -> [String] {
  var lines: [String] = []
  var current = ""
  var column = 0
  for word in line.split(separator: " ") {
    let word = displayable(String(word))
    let columns = displayWidth(of: word)
    if column > 0, column + 1 + columns > width {
      lines.append(current)
      current = word
      column = columns
    } else {
      current += column == 0 ? word : " " + word
      column += column == 0 ? columns : columns + 1
    }
  }
  return lines + [current]
}

extension String {
  /// One line of printable words with a blank between two: the form in which it is shown anyway.
  fileprivate var isWrapped: Bool {
    let bytes = utf8Span.span
    var isBlank = true
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x20 || byte > 0x7E || byte == 0x20 && isBlank { return false }
      isBlank = byte == 0x20
    }
    return !isBlank
  }
}
