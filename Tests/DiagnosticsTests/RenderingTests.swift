import Diagnostics
import FoundationEssentials
import Testing

private let folder = #filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex)
private let isRefreshing = ProcessInfo.processInfo.environment["PORTOLAN_REFRESH"] == "1"

private func documents() throws -> [RenderingDocument] {
  try FileManager.default.contentsOfDirectory(atPath: "\(folder)/Rendering").sorted().map {
    try RenderingDocument(path: "\(folder)/Rendering/\($0)")
  }
}

/// `PORTOLAN_REFRESH=1 swift test --filter Rendering` writes down what the renderers print now, and
/// fails so that nobody takes it for a test.
@Test("Diagnostics are rendered as the documents in Rendering show", arguments: try documents())
func rendering(_ document: RenderingDocument) throws {
  let actual = document.rendering()
  #expect(document.sections.contains { RenderingDocument.rendered.contains($0.title) })
  if isRefreshing, actual.text != document.text {
    try actual.text.write(toFile: document.path, atomically: true, encoding: .utf8)
    Issue.record("refreshed \(document.path)")
  }
  for (expected, actual) in zip(document.sections, actual.sections) {
    #expect(actual.body == expected.body, "\(document.path), section \(expected.title)")
  }
}
