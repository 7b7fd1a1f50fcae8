import FoundationEssentials
import Testing

private let folder = #filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex)
private let isRefreshing = ProcessInfo.processInfo.environment["PORTOLAN_REFRESH"] == "1"

private func scenarios() throws -> [Scenario] {
  try FileManager.default.contentsOfDirectory(atPath: "\(folder)/Scenarios").sorted().map {
    try Scenario(path: "\(folder)/Scenarios/\($0)")
  }
}

/// `PORTOLAN_REFRESH=1 swift test --filter scenario` writes down the answers given now, and fails
/// so that nobody takes it for a test.
@Test("The command line answers as the documents in Scenarios show", arguments: try scenarios())
func scenario(_ scenario: Scenario) throws {
  let steps = try scenario.run()
  #expect(!steps.isEmpty)
  var refreshed = scenario
  refreshed.steps = steps
  if isRefreshing, refreshed.text != scenario.text {
    try refreshed.text.write(toFile: scenario.path, atomically: true, encoding: .utf8)
    Issue.record("refreshed \(scenario.path)")
  }
  for (expected, actual) in zip(scenario.steps, steps) {
    #expect(
      actual.answer.joined(separator: "\n") == expected.answer.joined(separator: "\n"),
      "\(scenario.path): $ \(expected.command)")
  }
}
