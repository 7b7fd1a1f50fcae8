import Diagnostics
import FoundationEssentials
import SecurityGroupIR
import Terraform
import Testing

/// `Tests/Fixtures/traps`: what naive translators get wrong, each with a configuration and what it
/// becomes. `PORTOLAN_REFRESH=traps` rewrites what is expected, and fails.
@Suite("Traps") struct TrapTests {
  struct Trap: CustomTestStringConvertible {
    /// `1.6b: a block without a source is nothing, not everything`
    var title: String
    var configuration: String
    var outcome: String

    var testDescription: String { title }

    var text: String { "=== \(title)\n\(configuration)\n---\n\(outcome)\n" }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/traps")

  private static let files: [(path: URL, traps: [Trap])] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
      let path = folder.appending(path: name)
      let text = (try? Data(contentsOf: path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      return (path, traps(in: text))
    }
  }()

  private static func traps(in text: String) -> [Trap] {
    var traps: [Trap] = []
    var isOutcome = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        traps.append(Trap(title: String(line.dropFirst(4)), configuration: "", outcome: ""))
        isOutcome = false
      } else if line == "---" {
        isOutcome = true
      } else if let last = traps.indices.last, isOutcome {
        traps[last].outcome += line + "\n"
      } else if let last = traps.indices.last {
        traps[last].configuration += line + "\n"
      }
    }
    return traps.map { trap in
      var trap = trap
      while trap.configuration.hasSuffix("\n") { trap.configuration.removeLast() }
      while trap.outcome.hasSuffix("\n") { trap.outcome.removeLast() }
      return trap
    }
  }

  @Test("is avoided", arguments: files.flatMap(\.traps))
  func isAvoided(_ trap: Trap) {
    #expect(outcome(trap.configuration) == trap.outcome)
  }

  @Test("there are traps") func areThere() {
    #expect(Self.files.count == 5)
    #expect(Self.files.allSatisfy { !$0.traps.isEmpty })
  }

  @Test(
    "refresh", .enabled(if: ProcessInfo.processInfo.environment["PORTOLAN_REFRESH"] == "traps"))
  func refresh() throws {
    for (path, traps) in Self.files {
      let text = traps.map { trap in
        var trap = trap
        trap.outcome = outcome(trap.configuration)
        return trap.text
      }.joined(separator: "\n")
      try Data(text.utf8).write(to: path)
    }
    Issue.record("The traps were refreshed: read what changed.")
  }
}

/// Errors and warnings with their places, and the program where there are no errors.
private func outcome(_ main: String) -> String {
  let (frontEnd, sources, findings) = FrontEnd.read(
    files: ModuleFiles(inMemory: ["main.tf": main]), environment: [:], arguments: [])
  var sink = findings
  var program = Program()
  if let frontEnd, !findings.hasErrors {
    let bindings = frontEnd.initialBindings(into: &sink)
    let (lowered, _, found) = frontEnd.lower(bindings)
    sink.absorb(found)
    program = canonicalize(lowered)
  }
  let lines = sink.sorted.filter { $0.severity == .error || $0.severity == .warning }.map {
    diagnostic in
    let places = diagnostic.labels.map { label in
      "\(sources[label.location.file].position(of: label.location.span.start).line)"
    }
    return
      "\(diagnostic.severity.rawValue) \(diagnostic.code.text) at \(places.joined(separator: ", "))"
  }
  var unique: [String] = []
  for line in lines where !unique.contains(line) { unique.append(line) }
  let faults = sink.hasErrors ? [] : verify(program)
  return (unique + faults + (sink.hasErrors ? [] : [summary(program)])).joined(separator: "\n")
}
