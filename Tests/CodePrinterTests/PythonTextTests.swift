import CodePrinter
import Testing

/// Expressions of every kind, in each other.
private func expressions(depth: Int, seed: inout UInt64) -> PythonExpression {
  func draw(_ count: Int) -> Int {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(seed >> 33) % count
  }
  func inner() -> PythonExpression { expressions(depth: depth - 1, seed: &seed) }
  func word() -> String { String(repeating: "w", count: 1 + draw(draw(8) == 0 ? 90 : 14)) }
  switch depth == 0 ? draw(3) : draw(14) {
  case 0: return .name("n" + word())
  case 1:
    return .string(["", "a\"b'", "é {x} "][draw(3)] + word() + (draw(4) == 0 ? " " + word() : ""))
  case 2: return .name("None")
  case 3: return .attribute(inner(), "a" + word())
  case 4: return .element(inner(), key: .string(word()))
  case 5, 6, 7:
    let count = draw(5)
    return .call(
      draw(3) == 0 ? .attribute(.name(word()), "call") : .name(word()),
      (0..<count).map { _ in .init(draw(2) == 0 ? "k" + word() : nil, inner()) })
  case 8: return .list((0..<draw(5)).map { _ in draw(3) == 0 ? .starred(inner()) : inner() })
  case 9:
    return .dictionary(
      (0..<draw(4)).map { _ in draw(4) == 0 ? .each(inner()) : .pair(key: word(), value: inner()) })
  case 10: return .operation(["+", "or"][draw(2)], [inner(), inner()])
  case 11: return .conditional(condition: .name(word()), inner(), inner())
  case 12: return .comprehension(value: inner(), name: "each", list: inner())
  default: return .formatted([.text(word()), .value(.name("x")), .text(" {" + word())])
  }
}

@Test("What is printed without a document looks as its document does")
func printedAsTheirDocuments() {
  var seed: UInt64 = 7
  for number in 0..<3_000 {
    let expression = expressions(depth: 1 + number % 4, seed: &seed)
    let layout = Layout(width: 40 + number % 50, indent: 4)
    let whole = Printout(layout) { printer in
      printer.level = 1
      printer.newline(4)
      printer.print("name = " + (expression.docOfStatement ?? expression.doc))
    }
    let parts = Printout(layout) { printer in
      printer.level = 1
      var body = PythonBody()
      body.add(.assign("name", expression), to: &printer)
    }
    #expect(parts.text == whole.text)
  }
}

@Test("An operation that does not fit on the line of its statement stands in parentheses")
func brokenStatement() {
  let printout = Printout(Layout(width: 30, indent: 4)) { printer in
    var body = PythonBody()
    for length in [3, 20] {
      let name = PythonExpression.name(String(repeating: "x", count: length))
      body.add(
        .assign("value", .operation("or", [.operation("and", [.name("a"), .name("b")]), name])),
        to: &printer)
    }
  }
  #expect(
    printout.text == """

      value = (a and b) or xxx
      value = (
          (a and b)
          or xxxxxxxxxxxxxxxxxxxx
      )
      """)
}

@Test("What binds less tightly stands in one pair of parentheses, on one line or on several")
func brackets() {
  let choice = PythonExpression.conditional(
    condition: .name("bbbbb"), .name("aaaaa"), .name("ccccc"))
  func text(_ expression: PythonExpression, _ width: Int = 80) -> String {
    expression.doc.render(width: width, indent: 4)
  }
  #expect(text(.element(choice, key: .name("0"))) == "(aaaaa if bbbbb else ccccc)[0]")
  #expect(text(choice.dot("x")) == "(aaaaa if bbbbb else ccccc).x")
  #expect(text(.list([.starred(choice)])) == "[*(aaaaa if bbbbb else ccccc)]")
  #expect(
    text(.comprehension(value: .name("x"), name: "x", list: choice))
      == "[x for x in (aaaaa if bbbbb else ccccc)]")
  #expect(
    text(.operation("+", [.name("x"), .operation("+", [choice, .name("y")])]), 20) == """
      x
      + (
          aaaaa
          if bbbbb
          else ccccc
      )
      + y
      """)
  #expect(
    text(.operation("or", [.name("x"), .negation(.operation("and", [choice, .name("y")]))]), 36)
      == """
      x
      or not (
          (aaaaa if bbbbb else ccccc)
          and y
      )
      """)
}

@Test("A comprehension that fits on a line of its own has one")
func comprehension() {
  let list = PythonExpression.comprehension(
    value: .name("each").dot("attribute"), name: "each", list: .name("list"))
  let doc = "attributes = " + list.doc
  #expect(
    doc.render(width: 40, indent: 4) == """
      attributes = [
          each.attribute for each in list
      ]
      """)
  #expect(
    doc.render(width: 30, indent: 4) == """
      attributes = [
          each.attribute
          for each in list
      ]
      """)
}

@Test("Choices behind each other are one row of branches")
func branches() {
  let inner = PythonExpression.conditional(condition: .name("d"), .name("c"), .name("e"))
  let choice = PythonExpression.conditional(condition: .name("b"), .name("a"), inner)
  #expect(choice.doc.render(width: 40, indent: 4) == "a if b else c if d else e")
  #expect(
    choice.doc.render(width: 20, indent: 4) == """
      (
          a
          if b
          else c
          if d
          else e
      )
      """)
}
