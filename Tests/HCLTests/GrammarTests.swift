import Diagnostics
import FoundationEssentials
import HCL
import Testing

// grammars/hcl.ebnf and the parser are held together: each names the other's rules, and what the
// grammar makes the parser takes.

@Suite("Grammar") struct GrammarTests {
  let grammar: Grammar

  init() throws { grammar = try Grammar(read("grammars/hcl.ebnf")) }

  @Test(
    "Every rule that is mentioned is defined, and every rule is reached from a file or a whole expression"
  )
  func completeness() {
    var reached: Set<String> = []
    var waiting = ["file", "wholeExpression", "directive"]
    while let name = waiting.popLast() {
      guard reached.insert(name).inserted else { continue }
      guard let rule = grammar.rules[name] else {
        Issue.record("no rule \(name)")
        continue
      }
      waiting += Grammar.mentions(in: rule.form)
    }
    #expect(reached.sorted() == grammar.order.sorted())
  }

  @Test("The code cites every rule of the grammar, and no other")
  func citations() throws {
    let files = [
      "LexCode", "LexTemplate", "Parser", "ParseStructure", "ParseExpression", "ParseTraversal",
      "ParseCollection", "ParseFor", "ParseTemplate", "TemplateText", "TemplateFold",
    ]
    var cited: Set<String> = []
    for file in files {
      let lines = try read("Sources/HCL/\(file).swift").split(separator: "\n")
      for line in lines where line.contains("/// Rule") || line.contains("/// rules") {
        // The names stand in the first sentence, before a colon if there is one.
        let end = line.firstRange(of: ". ")?.lowerBound ?? line.endIndex
        let names = line[..<end].prefix { $0 != ":" }
          .split(separator: "`", omittingEmptySubsequences: false)
        cited.formUnion(stride(from: 1, to: names.count, by: 2).map { String(names[$0]) })
      }
    }
    #expect(cited.sorted() == grammar.order.sorted())
  }

  @Test("Sentences of the grammar parse", arguments: [("file", 2_000), ("wholeExpression", 3_000)])
  func sentences(rule: String, count: Int) throws {
    var made = 0
    var failures = 0
    for seed in 0..<count {
      guard let sentence = try sentence(of: rule, seed: UInt64(seed)) else { continue }
      made += 1
      let complaints = complaints(about: Array(sentence.utf8), rule: rule)
      if !complaints.isEmpty, failures < 5 {
        failures += 1
        Issue.record("\(complaints)\n\(sentence)")
      }
    }
    #expect(made > count / 3)
  }

  @Test("Damaged sentences end in a tree and in diagnostics that lie in the text, in its order")
  func mutations() throws {
    var dice = Dice(seed: 1)
    for seed in 0..<1_500 {
      guard let sentence = try sentence(of: "file", seed: UInt64(seed)) else { continue }
      var bytes = Array(sentence.utf8)
      for _ in 0...dice.roll(3) { damage(&bytes, &dice) }
      var sink = DiagnosticSink()
      let tree = Parser.parse(file: FileID(0), bytes: bytes, into: &sink)
      _ = SyntaxDump(tree: tree).file()
      let spans = sink.diagnostics.flatMap { $0.labels.map(\.location.span) }
      #expect(spans.allSatisfy { $0.start <= $0.end && $0.end <= UInt32(bytes.count) })
      let starts = sink.diagnostics.compactMap { $0.labels.first?.location.span.start }
      #expect(starts == starts.sorted())
    }
  }

  private func sentence(of rule: String, seed: UInt64) throws -> String? {
    var generator = SentenceGenerator(grammar: grammar, seed: seed)
    do {
      return try generator.sentence(of: rule)
    } catch is SentenceGenerator.DeadEnd {
      return nil
    }
  }

  private func complaints(about bytes: [UInt8], rule: String) -> [String] {
    var sink = DiagnosticSink()
    if rule == "file" {
      _ = Parser.parse(file: FileID(0), bytes: bytes, into: &sink)
    } else {
      _ = Parser.parseExpression(file: FileID(0), bytes: bytes, into: &sink)
    }
    // The grammar does not say that a name is set once.
    return sink.diagnostics.map(\.summary).filter { $0 != "Attribute redefined" }
  }

  /// Flips, deletes, doubles, moves or cuts off some bytes.
  private func damage(_ bytes: inout [UInt8], _ dice: inout Dice) {
    guard !bytes.isEmpty else { return }
    let place = dice.roll(bytes.count)
    let end = min(bytes.count, place + 1 + dice.roll(8))
    switch dice.roll(6) {
    case 0: bytes[place] ^= UInt8(1 << dice.roll(8))
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: dice.roll(bytes.count))
    case 4: bytes.removeSubrange(place...)
    default: bytes[place] = dice.pick(Array("\"{}[]()$%~\n\\<=.#\0".utf8) + [0xFF])
    }
  }
}

/// A file of this repository.
private func read(_ path: String) throws -> String {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
}
