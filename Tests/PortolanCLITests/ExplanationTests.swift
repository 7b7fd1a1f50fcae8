import FoundationEssentials
import Portolan
import Testing

/// What the sources call by a diagnostic code: `"area/kebab-name"`, with the file it stands in.
private func codesInSources() throws -> [String: String] {
  let tests = #filePath.prefix(
    upTo: #filePath.firstRange(of: "/Tests/")?.lowerBound ?? #filePath.endIndex)
  let folder = "\(tests)/Sources"
  let areas = Set(Explanations.all.compactMap { $0.code.split(separator: "/").first })
  var found: [String: String] = [:]
  for file in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
  where file.hasSuffix(".swift") && !file.hasPrefix("Portolan/Explanations") {
    let source = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    for match in source.matches(of: /(Diagnostic\(\s*)?"([a-z0-9]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)"/) {
      // A helper may be handed the code, so any such text counts if its area is known.
      if match.1 != nil || areas.contains(match.2) { found["\(match.2)/\(match.3)"] = file }
    }
  }
  return found
}

@Test("Every code that the sources report can be explained, and nothing else is")
func everyCodeIsExplained() throws {
  let reported = try codesInSources()
  let explained = Set(Explanations.all.map(\.code))
  #expect(!reported.isEmpty)
  for (code, file) in reported.sorted(by: { $0.key < $1.key }) where !explained.contains(code) {
    Issue.record(
      "\(code), reported in \(file), has no explanation in Sources/Portolan/Explanations*.swift")
  }
  for code in explained.sorted() where reported[code] == nil {
    Issue.record("\(code) is explained, but nothing reports it")
  }
}

@Test(
  "Explanations are complete, distinct and say more than their title", arguments: Explanations.all)
func explanationForm(_ explanation: Explanation) {
  #expect(Explanations.all.count { $0.code == explanation.code } == 1)
  #expect(explanation.code.split(separator: "/").count == 2)
  #expect(!explanation.title.hasSuffix("."))
  // The last line is the end of a sentence, or an indented example.
  let last = explanation.body.split(separator: "\n").last ?? ""
  #expect(last.hasSuffix(".") || last.hasPrefix("  "))
  #expect(explanation.body.count > explanation.title.count)
  if let example = explanation.example { #expect(!example.hasSuffix("\n")) }
}
