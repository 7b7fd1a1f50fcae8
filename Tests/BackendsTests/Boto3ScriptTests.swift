import Backends
import Diagnostics
import Foundation
import SecurityGroupIR
import Testing

/// The scripts of the sample programs stand in `Tests/Fixtures/boto3`, to be read and to be run.
/// `PORTOLAN_REFRESH=boto3 swift test --filter Boto3ScriptTests` writes them anew.
@Suite struct Boto3ScriptTests {
  @Test(arguments: SamplePrograms.all.map(\.name))
  func isAsRecorded(_ name: String) throws {
    let program = try #require(SamplePrograms.all.first { $0.name == name }).program
    var sink = DiagnosticSink()
    let script = Boto3Backend().emit(program, into: &sink)
    #expect(sink.diagnostics.isEmpty)

    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/boto3/\(name).py").standardized
    if ProcessInfo.processInfo.environment["PORTOLAN_REFRESH"] == "boto3" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(script.utf8).write(to: file)
      Issue.record("\(name).py was written anew; run the test again")
    }
    let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(script == recorded)
  }
}
