import CodePrinter
import Testing

@Suite struct DocTests {
  @Test func aListStandsOnOneLineOrOneItemALine() {
    let list = Doc.list("f(", ["first", "second"], ")")
    #expect(list.render(width: 16, indent: 4) == "f(first, second)")
    #expect(list.render(width: 15, indent: 4) == "f(\n    first,\n    second,\n)")
  }

  @Test func aChoiceFollowsItsGroup() {
    let choice = Doc.group("a" + .softLine + .choice(broken: "long way", flat: "short"))
    #expect(choice.render(width: 6, indent: 2) == "ashort")
    #expect(choice.render(width: 5, indent: 2) == "a\nlong way")
  }

  @Test func whatFollowsAGroupOnItsLineCounts() {
    let call = Doc.list("(", ["ab"], ")", trailingComma: false) + ".end"
    #expect(call.render(width: 8, indent: 2) == "(ab).end")
    #expect(call.render(width: 7, indent: 2) == "(\n  ab\n).end")
  }
}
