import CodePrinter
import Testing

private let layout = Layout(width: 20, indent: 2)
private let web = SourceMark(file: "main.tf", line: 1)

@Test("What is printed leaves in pieces, and all of it together is what was printed")
func pieces() {
  var pieces: [[UInt8]] = []
  var printer = Printer(layout) { pieces.append($0) }
  var expected = ""
  for number in 1...20_000 {
    printer.print(.text("line \(number) ä"))
    printer.newline()
    expected += "line \(number) ä\n"
  }
  #expect(pieces.count > 3)
  printer.finish()
  #expect(pieces.allSatisfy { $0.count < 2 * Printer.pieceLength })
  #expect(String(decoding: pieces.joined(), as: UTF8.self) == expected)
}

@Test("A group knows its column on a line whose beginning has left already")
func columnsBehindPieces() {
  let group = Doc.list("f(", ["first", "second"], ")")
  let printout = Printout(layout) { printer in
    for _ in 0...Printer.pieceLength / 7 {
      printer.write("before ")
      printer.newline()
    }
    printer.write("0123456")
    printer.print(group)
  }
  #expect(printout.text.hasSuffix("0123456f(\n  first,\n  second,\n)"))
}

@Test("What was printed beside stands where it is appended, and so do its marks")
func printingBeside() {
  let printout = Printout(layout) { printer in
    printer.write("head")
    printer.newline()
    var body = printer.beside()
    body.print("a" + Doc.hardLine + Doc.text("b").marked(web))
    printer.write("imports of the body")
    printer.newline()
    printer.append(body)
  }
  #expect(printout.text == "head\nimports of the body\na\nb")
  #expect(printout.marks.map(\.lines) == [4...4])
}

@Test("JSON that is printed in parts looks like the tree", arguments: [0, 1, 2, 29, 30, 200])
func partsOfJSON(count: Int) {
  let rows = (0..<count).map { number -> JSON in ["number": .number(number), "text": "row"] }
  let long: JSON = ["text": .string(String(repeating: "x", count: 90)), "short": 1]
  let tree = JSON.section([
    .init("version", 1), .init("rows", .array(rows)), .init("mixed", .array(rows + [long])),
    .init("words", .strings(rows.map { _ in "word" })),
    .init("sections", .array(rows.map { .section([.init("row", $0)]) })),
    .init("beside", .section([.init("a", 1), .init("b", 2)])),
  ])
  let printout = Printout(.json) { printer in
    printer.openSection()
    var beside = printer.beside()
    beside.openSection("beside")
    var second = beside.beside()
    second.add([.init("b", 2)])
    beside.add("a", 1)
    beside.append(second)
    beside.close()
    printer.add("version", 1)
    printer.add("rows", rows) { $0 }
    printer.add("mixed", rows + [long]) { $0 }
    printer.add("words", rows) { _ in "word" }
    printer.openArray("sections")
    for row in rows { printer.add(.section([.init("row", row)])) }
    printer.close()
    printer.append(beside)
    printer.close()
  }
  #expect(printout.text == tree.text)
}

@Test("A vocabulary knows its words and nothing that only contains them")
func vocabulary() {
  let words = ["run", "Group", "é", "x1"]
  var used = UsedWords(of: Vocabulary(words))
  for (place, word) in words.enumerated() {
    #expect(used.vocabulary.contains(word) && !used.contains(word))
    #expect(used.insert(place) && !used.insert(place))
    #expect(used.contains(word) && used.contains(place))
  }
  #expect(!used.vocabulary.contains("Groups") && !used.vocabulary.contains(""))
  let code = Array("x1 run(Groups)".utf8)
  #expect(used.contains(code.span, 3..<6) && !used.contains(code.span, 7..<13))
}
