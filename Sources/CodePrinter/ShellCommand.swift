/// A simple command on one line where it fits, else with its last words on lines of their own.
///
/// - Parameters:
///   - head: words that always share the first line.
///   - rows: each is kept together; broken, each stands on its own line after a backslash.
package func shellCommand(_ head: [String], rows: [[String]] = []) -> Doc {
  let tail = rows.map { Doc.ifBroken(" \\") + .space + .text($0.joined(separator: " ")) }
  return .group(.text(head.joined(separator: " ")) + .nest(.concat(tail)))
}

/// Prints a shell function whose paragraphs are made one after the other, with an empty line between
/// each two.
package struct ShellFunction {
  private var isEmpty = true

  /// `name() {`
  package init(_ name: String, to printer: inout Printer) {
    printer.write("\(name)() {")
    printer.level += 1
  }

  package mutating func add(_ paragraph: [Doc], to printer: inout Printer) {
    if !isEmpty { printer.newline() }
    printer.newline(printer.level * printer.layout.indent)
    printer.print(.lines(paragraph))
    isEmpty = false
  }

  /// `}`
  package mutating func end(whenEmpty command: String = ":", to printer: inout Printer) {
    if isEmpty { add([.text(command)], to: &printer) }
    printer.level -= 1
    printer.newline(printer.level * printer.layout.indent)
    printer.write("}")
  }
}

/// A section's headline, filled with dashes up to `width`.
package func shellSection(_ title: String, width: Int = 88) -> String {
  let text = "# --- \(title) "
  return text + String(repeating: "-", count: max(3, width - text.unicodeScalars.count))
}
