import Diagnostics
import FoundationEssentials
import Portolan
import Testing

private let examples = Explanations.all.filter { $0.example != nil }

@Test("The example of an explanation is answered with its code", arguments: examples)
func exampleHasItsCode(_ explanation: Explanation) throws {
  let folder =
    "\(FileManager.default.temporaryDirectory.path)/portolan-example-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let text = (explanation.example ?? "") + "\n"
  try text.write(toFile: "\(folder)/main.tf", atomically: true, encoding: .utf8)

  let diagnostics = compile(Request(path: folder), to: "boto3").diagnostics
  let codes = diagnostics.map(\.code.text)
  #expect(codes.contains(explanation.code), "reported instead: \(codes)")
}
