/// Diagnostics as a JSON array, for programs.
package func renderJSON(_ diagnostics: [Diagnostic], sources: SourceMap) -> String {
  JSONValue.array(diagnostics.map { json(of: $0, sources) }).document
}

private func json(of diagnostic: Diagnostic, _ sources: SourceMap) -> JSONValue {
  var members: [JSONValue.Member] = [
    .init("code", .string(diagnostic.code.text)),
    .init("severity", .string(diagnostic.severity.rawValue)),
    .init("summary", .string(diagnostic.summary)),
    .init("detail", .string(diagnostic.detail)),
  ]
  members += place(diagnostic.labels.first?.location, sources)
  members += [
    .init("label", .text(diagnostic.labels.first?.text)),
    .init(
      "labels",
      .array(
        diagnostic.labels.dropFirst().map { label in
          .object(place(label.location, sources) + [.init("label", .string(label.text))])
        })),
    .init("notes", .strings(diagnostic.notes)),
    .init(
      "fixes",
      .array(
        diagnostic.fixes.map { fix in
          .object(
            [.init("title", .string(fix.title))] + place(fix.location, sources) + [
              .init("replacement", .string(fix.replacement)),
              .init("applicability", .string(fix.applicability.rawValue)),
            ])
        })),
  ]
  if !diagnostic.variables.isEmpty {
    members.append(.init("variables", .strings(diagnostic.variables)))
  }
  return .object(members)
}

/// Lines and columns count from one; the end is past the last character.
private func place(_ location: SourceLocation?, _ sources: SourceMap) -> [JSONValue.Member] {
  let file = location.map { sources[$0.file] }
  let start = location.flatMap { file?.position(of: $0.span.start) }
  let end = location.flatMap { file?.position(of: $0.span.end) }
  func number(_ integer: Int?) -> JSONValue { integer.map(JSONValue.integer) ?? .null }
  return [
    .init("file", .text(file?.path)),
    .init("line", number(start?.line)),
    .init("column", number(start?.column)),
    .init("endLine", number(end?.line)),
    .init("endColumn", number(end?.column)),
  ]
}
