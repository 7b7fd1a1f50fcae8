/// How the documents of a language are laid out.
package struct Layout: Sendable {
  /// Groups that fit in so many columns stay on one line.
  package var width: Int
  /// The blanks of one level.
  package var indent: Int

  package init(width: Int, indent: Int) {
    self.width = width
    self.indent = indent
  }

  package static let json = Layout(width: 88, indent: 2)
}
