/// One thing to tell the user, as data; renderers turn it into text, JSON or SARIF.
package struct Diagnostic: Sendable {
  /// Stable and explainable: `portolan explain hcl/unclosed-block`.
  package var code: DiagnosticCode
  package var severity: Severity
  /// A headline without names from the configuration: "Unsupported argument".
  package var summary: String
  /// Full sentences: what is wrong, why, what to do; "Did you mean …?" where there is a guess.
  package var detail: String
  /// The first is the primary one; a diagnostic about a whole run has none.
  package var labels: [Label]
  /// Further sentences, among them the values seen: `var.port is "http"`.
  package var notes: [String]
  package var fixes: [Fix]
  /// Names of input variables whose value would help; only for codes that say so.
  package var variables: [String]

  package init(
    _ code: DiagnosticCode, _ severity: Severity = .error, summary: String, detail: String,
    at location: SourceLocation? = nil, label: String = "", notes: [String] = [],
    fixes: [Fix] = [], variables: [String] = []
  ) {
    self.code = code
    self.severity = severity
    self.summary = summary
    self.detail = detail
    self.labels = location.map { [Label(location: $0, text: label)] } ?? []
    self.notes = notes
    self.fixes = fixes
    self.variables = variables
  }

  /// The same diagnostic with a second place, such as the first of two definitions.
  package func also(at location: SourceLocation, _ text: String) -> Diagnostic {
    var copy = self
    copy.labels.append(Label(location: location, text: text))
    return copy
  }
}

package struct DiagnosticCode: Hashable, Sendable, ExpressibleByStringLiteral {
  package let text: String

  package init(stringLiteral text: String) { self.text = text }
}

package enum Severity: String, Sendable, CaseIterable {
  case error, warning, note
  /// A fault of Portolan's own.
  case `internal`
}

/// A span and what is to be said about it.
package struct Label: Sendable {
  package var location: SourceLocation
  package var text: String

  package init(location: SourceLocation, text: String) {
    self.location = location
    self.text = text
  }
}

/// A change of the source that would remove the problem.
package struct Fix: Sendable {
  package enum Applicability: String, Sendable {
    case safe, unsafe, displayOnly
  }

  package var title: String
  package var location: SourceLocation
  package var replacement: String
  package var applicability: Applicability

  package init(
    _ title: String, at location: SourceLocation, replacement: String,
    _ applicability: Applicability = .safe
  ) {
    self.title = title
    self.location = location
    self.replacement = replacement
    self.applicability = applicability
  }
}

/// Where stages report; a stage goes on after an error as far as it can.
package struct DiagnosticSink: Sendable {
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  package var hasErrors: Bool {
    diagnostics.contains { $0.severity == .error || $0.severity == .internal }
  }

  package mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  package mutating func absorb(_ other: DiagnosticSink) { diagnostics += other.diagnostics }

  /// In the order of the source: by file, start and code; those without a place come first.
  package var sorted: [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      let a = left.element.labels.first?.location
      let b = right.element.labels.first?.location
      switch (a, b) {
      case (nil, nil): return left.offset < right.offset
      case (nil, _): return true
      case (_, nil): return false
      case (let a?, let b?):
        if a.file != b.file { return a.file < b.file }
        if a.span.start != b.span.start { return a.span.start < b.span.start }
        let codes = (left.element.code.text, right.element.code.text)
        return codes.0 == codes.1 ? left.offset < right.offset : codes.0 < codes.1
      }
    }.map(\.element)
  }
}
