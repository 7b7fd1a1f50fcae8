import CodePrinter
import Testing

private let web = SourceMark(file: "main.tf", line: 1)
private let rule = SourceMark(file: "main.tf", line: 5)

private func lines(_ printout: Printout) -> [String] {
  printout.marks.map { "\($0.mark.line): \($0.lines.lowerBound)-\($0.lines.upperBound)" }
}

@Test("Marks tell the lines on which their content is printed, those within others too")
func marksOfLines() {
  let items = (1...3).map { Doc.text("item \($0)") }
  let doc: Doc = .lines([
    "head",
    Doc.marked(web, "web {" + .nest(.hardLine + items[0].marked(rule)) + .hardLine + "}"),
    .verbatim("one\n\ntwo"),
    Doc.list("[", items, "]").marked(rule),
  ])
  #expect(
    doc.render(width: 80, indent: 2) == """
      head
      web {
        item 1
      }
      one

      two
      [item 1, item 2, item 3]
      """)
  #expect(lines(doc.print(width: 80, indent: 2)) == ["1: 2-4", "5: 3-3", "5: 8-8"])
  #expect(lines(doc.print(width: 10, indent: 2)) == ["1: 2-4", "5: 3-3", "5: 8-12"])
}

@Test("A mark of nothing is no mark; one that begins with a new line begins on that line")
func emptyMarks() {
  let doc: Doc = "a" + Doc.empty.marked(web) + (Doc.hardLine + "b").marked(rule)
  #expect(lines(doc.print(width: 80, indent: 2)) == ["5: 2-2"])
}

@Test("Marked JSON is printed as it is without marks")
func markedJSON() {
  let row: JSON = ["name": "a", "port": 1]
  func table(_ row: JSON) -> JSON { .section([.init("rows", [row, row]), .init("one", row)]) }
  let printout = table(row.marked(rule)).printout
  #expect(printout.text == table(row).text)
  #expect(lines(printout) == ["5: 3-3", "5: 4-4", "5: 6-6"])
}
