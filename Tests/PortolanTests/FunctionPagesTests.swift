import FoundationEssentials
import Portolan
import Testing

/// Examples are evaluated where there is nothing but the language.
private func emptyModule() throws -> String {
  let folder =
    "\(FileManager.default.temporaryDirectory.path)/portolan-examples-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  return folder
}

@Test("The example of a function has the value that stands beside it")
func examplesHold() throws {
  let folder = try emptyModule()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let session = EvaluationSession(Request(path: folder))
  #expect(FunctionPages.all.count > 100)
  for page in FunctionPages.all {
    let answer = try #require(session.answer(page.example.expression))
    #expect(
      answer.json.hasPrefix(#"{"value": \#(page.example.json), "type": "#),
      "\(page.example.expression) is \(answer.json)")
    #expect(page.example.expression.contains(page.name + "("))
  }
}

@Test(
  "A signature names what a function takes and gives",
  arguments: [
    ("cidrsubnet", "cidrsubnet(prefix string, newbits number, netnum number) string"),
    ("join", "join(separator string, lists list(string)...) string"),
    ("keys", "keys(inputMap any) any"),
    ("templatefile", "templatefile(path string, vars any) any"),
    ("timestamp", "timestamp() string"),
  ])
func signatures(_ name: String, _ signature: String) {
  #expect(FunctionPages[name]?.signature == signature)
}

@Test("Pages stand in the order of their names, each once")
func pagesAreInOrder() {
  let names = FunctionPages.all.map(\.name)
  #expect(names == Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
}
