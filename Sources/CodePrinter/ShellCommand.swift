/// A simple command on one line where it fits, else with its last words on lines of their own.
///
/// - Parameters:
///   - head: words that always share the first line.
///   - rows: each is kept together; broken, each stands on its own line after a backslash.
package func shellCommand(_ head: [String], rows: [[String]] = []) -> Doc {
  let tail = rows.map { Doc.ifBroken(" \\") + .space + .text($0.joined(separator: " ")) }
  return .group(.text(head.joined(separator: " ")) + .nest(.concat(tail)))
}

/// `name() {`, the body, `}`.
///
/// - Parameter body: paragraphs, with an empty line between each two.
package func shellFunction(_ name: String, _ body: [Doc]) -> Doc {
  .text("\(name)() {") + .nest(.hardLine + .join(body, .blankLine)) + .hardLine + "}"
}

/// A section's headline, filled with dashes up to `width`.
package func shellSection(_ title: String, width: Int = 88) -> String {
  let text = "# --- \(title) "
  return text + String(repeating: "-", count: max(3, width - text.unicodeScalars.count))
}
