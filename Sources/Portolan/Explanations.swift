/// What `portolan explain CODE` prints: what a diagnostic means in general, and what to do.
package struct Explanation: Sendable {
  package let code: String
  package let title: String
  /// Paragraphs, separated by empty lines.
  package let body: String
  /// A configuration that is answered with this code.
  package let example: String?

  package init(_ code: String, _ title: String, _ body: String, example: String? = nil) {
    self.code = code
    self.title = title
    self.body = body
    self.example = example
  }
}

/// One list for each area, which is the part of a code before the slash.
package enum Explanations {
  package static let all: [Explanation] =
    [hcl, json, terraform, binding, resource + limits, backend, cli, portolan].flatMap { list in
      list.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    }

  package static subscript(code: String) -> Explanation? { all.first { $0.code == code } }
}
