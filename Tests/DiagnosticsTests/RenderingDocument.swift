import Diagnostics
import FoundationEssentials
import Testing

/// A test of the renderers as a document: diagnostics, the files they point into, what is expected.
///
/// Places are marked in the files, as `«1:name»`, and may contain each other. A section begins with
/// `== diagnostic SEVERITY CODE`, `== file PATH`, `== text`, `== text in colour`, `== json` or
/// `== sarif`; what stands before the first one says what the test shows.
struct RenderingDocument: CustomTestStringConvertible, Sendable {
  struct Section {
    var title: String
    var body: String
  }

  let path: String
  var prose = ""
  var sections: [Section] = []

  init(path: String) throws {
    self.path = path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("== ") {
        sections.append(Section(title: String(line.dropFirst(3)), body: ""))
      } else if sections.isEmpty {
        prose += line + "\n"
      } else {
        sections[sections.count - 1].body += line + "\n"
      }
    }
  }

  var testDescription: String { path.split(separator: "/").last.map(String.init) ?? path }

  var text: String {
    prose + sections.map { "== \($0.title)\n\($0.body)" }.joined()
  }

  /// The sections that a renderer writes.
  static let rendered = ["text", "text in colour", "json", "sarif"]

  /// The document as it is when the renderers' output is right.
  func rendering() -> RenderingDocument {
    let (diagnostics, sources) = input()
    var copy = self
    for index in sections.indices where Self.rendered.contains(sections[index].title) {
      copy.sections[index].body =
        switch sections[index].title {
        case "text", "text in colour":
          DiagnosticRendererText(
            sources: sources, isColoured: sections[index].title == "text in colour"
          ).render(diagnostics).replacing("\u{1B}", with: "␛")
        case "json": renderJSON(diagnostics, sources: sources)
        default:
          DiagnosticRendererSARIF(sources: sources, version: "1.2.3", directory: "infra/") {
            .init(title: "Title of \($0.text)", help: "Help for \($0.text).")
          }.render(diagnostics)
        }
    }
    return copy
  }

  private func input() -> ([Diagnostic], SourceMap) {
    var sources = SourceMap()
    var places: [String: Diagnostics.SourceLocation] = [:]
    for section in sections where section.title.hasPrefix("file ") {
      let marked = MarkedText(section.body)
      let path = String(section.title.dropFirst("file ".count))
      let id = sources.add(SourceFile(path: path, bytes: Array(marked.text.utf8)))
      for (name, span) in marked.spans { places[name] = Diagnostics.SourceLocation(id, span) }
    }
    let diagnostics = sections.filter { $0.title.hasPrefix("diagnostic ") }
      .map { diagnostic($0, places) }
    return (diagnostics, sources)
  }

  /// Lines of `key: value`; `label 1: text`, `fix 2 safe: title => replacement`.
  private func diagnostic(_ section: Section, _ places: [String: Diagnostics.SourceLocation])
    -> Diagnostic
  {
    let words = section.title.split(separator: " ").map(String.init)
    var result = Diagnostic(
      DiagnosticCode(stringLiteral: words[2]), Severity(rawValue: words[1]) ?? .error,
      summary: "", detail: "")
    for line in section.body.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      let key = parts[0].split(separator: " ").map(String.init)
      let value = String((parts.count > 1 ? parts[1] : "").drop { $0 == " " })
        .replacing("\\n", with: "\n")
      switch key[0] {
      case "summary": result.summary = value
      case "detail": result.detail = value
      case "note": result.notes.append(value)
      case "variable": result.variables.append(value)
      case "label":
        if let place = places[key[1]] { result.labels.append(Label(location: place, text: value)) }
      case "fix":
        guard let place = places[key[1]], let arrow = value.firstRange(of: " => ") else { continue }
        result.fixes.append(
          Fix(
            String(value[..<arrow.lowerBound]), at: place,
            replacement: String(value[arrow.upperBound...]),
            Fix.Applicability(rawValue: key[2]) ?? .safe))
      default: Issue.record("unknown line: \(line)")
      }
    }
    return result
  }
}

/// `a «1:b «2:c» d»` → `a b c d` and the spans of 1 and 2.
private struct MarkedText {
  private(set) var text = ""
  private(set) var spans: [String: SourceSpan] = [:]

  init(_ marked: String) {
    var open: [(name: String, start: Int)] = []
    var rest = marked.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "«":
        let name = rest.prefix { $0 != ":" }
        rest = rest.dropFirst(name.count + 1)
        open.append((String(name), text.utf8.count))
      case "»":
        guard let mark = open.popLast() else { continue }
        spans[mark.name] = SourceSpan(UInt32(mark.start), UInt32(text.utf8.count))
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
