import SecurityGroupIR
import Testing

private let text = Term.input(InputID(0))
private let list = Term.input(InputID(1))
private let map = Term.input(InputID(2))
private let flag = Term.input(InputID(3))

private func number(_ text: String) -> Term { .literal(.number(text)) }
private func strings(_ texts: String...) -> Term { .literal(.list(texts.map(Literal.string))) }

private func simplified(_ term: Term) -> Term {
  let types: [InputType] = [.string, .list(.string), .map(.string), .bool]
  return Program(
    inputs: types.enumerated().map { index, type in
      Input(name: "x\(index)", address: "var.x\(index)", type: type)
    }
  ).simplified(term)
}

@Suite("Terms at the edge of what is known")
struct SimplifyEdgeTests {
  @Test(
    "a choice is text only where both of its values are",
    arguments: [
      (.convert(.conditional(.isTrue(flag), then: text, otherwise: .text("a")), .string), nil),
      (
        .convert(.conditional(.isTrue(flag), then: text, otherwise: number("1")), .string),
        .conditional(.isTrue(flag), then: text, otherwise: .text("1"))
      ),
      (
        .convert(.conditional(.isTrue(flag), then: number("1"), otherwise: text), .string),
        .conditional(.isTrue(flag), then: .text("1"), otherwise: text)
      ),
    ] as [(Term, Term?)])
  func choices(term: Term, expected: Term?) {
    guard case .convert(let inner, _) = term else { return }
    #expect(simplified(term) == expected ?? inner)
  }

  @Test(
    "only what has one spelling is converted",
    arguments: [
      (number("80"), .number, number("80")),
      (.literal(.bool(true)), .bool, .literal(.bool(true))),
      (.text("-5"), .number, number("-5")), (.text("0"), .number, number("0")),
      (.text("+5"), .number, nil), (.text("05"), .number, nil), (.text("1.5"), .number, nil),
      (.text(""), .number, nil), (.text("True"), .bool, nil), (number("1"), .bool, nil),
      (.literal(.bool(true)), .number, nil), (strings("a"), .string, nil),
      (.literal(.list([.number("1"), .bool(false)])), .list(.string), strings("1", "false")),
      (.literal(.list([.null])), .list(.number), .literal(.list([.null]))),
      (strings("1"), .set(.number), nil),
      (.literal(.object([])), .map(.string), nil),
    ] as [(Term, InputType, Term?)])
  func conversions(term: Term, type: InputType, expected: Term?) {
    #expect(simplified(.convert(term, type)) == expected ?? .convert(term, type))
  }

  @Test(
    "an element that is not there is left to be asked for",
    arguments: [
      (.member(strings("a"), key: .number("0")), .text("a")),
      (.member(strings("a"), key: .number("1")), nil),
      (.member(strings("a"), key: .number("-1")), nil),
      (.member(strings("a"), key: .number("0.5")), nil),
      (.member(strings("a"), key: .string("0")), nil),
      (.member(.list([.element(text), .element(flag)]), key: .number("2")), nil),
      (.member(.list([.element(text), .element(flag)]), key: .number("-1")), nil),
      (.member(.list([.element(text), .each(list)]), key: .number("0")), text),
      // The same letters in other code points are another name.
      (.member(.literal(.object([.init("\u{E9}", .null)])), key: .string("e\u{301}")), nil),
      (.member(.map([.entry(key: "\u{E9}", value: text)]), key: .string("e\u{301}")), nil),
      (.member(.map([.each(map), .entry(key: "b", value: text)]), key: .string("a")), nil),
    ] as [(Term, Term?)])
  func members(term: Term, expected: Term?) {
    #expect(simplified(term) == expected ?? term)
  }

  @Test("names that only look alike are two names; of one name the last value counts")
  func names() {
    let parts: [MapPart] = [
      .entry(key: "e\u{301}", value: text), .entry(key: "\u{E9}", value: flag),
      .entry(key: "b", value: text), .entry(key: "b", value: flag),
    ]
    #expect(
      simplified(.map(parts))
        == .map([
          .entry(key: "b", value: flag), .entry(key: "e\u{301}", value: text),
          .entry(key: "\u{E9}", value: flag),
        ]))
    let open: [MapPart] = [
      .entry(key: "b", value: text), .each(map), .entry(key: "a", value: text),
      .entry(key: "b", value: flag),
    ]
    #expect(
      simplified(.map(open))
        == .map([.each(map), .entry(key: "a", value: text), .entry(key: "b", value: flag)]))
  }

  @Test("texts beside each other are one, and empty ones are none")
  func templates() {
    #expect(
      simplified(
        .template([
          .text("a"), .literal(.bool(true)), .template([.text(""), text, .text("b")]), .text("c"),
          .text(""), flag, number("1.5"),
        ]))
        == .template([.text("atrue"), text, .text("bc"), flag, .text("1.5")]))
    #expect(simplified(.template([.text(""), .text("")])) == .text(""))
    #expect(simplified(.template([flag])) == .convert(flag, .string))
    #expect(
      simplified(.template([.literal(.null), .text("a")]))
        == .template([.literal(.null), .text("a")]))
  }

  @Test("a length is compared where the list is known, at its very length and beside it")
  func lengths() {
    func answer(_ list: Term, _ count: Int) -> Term {
      simplified(
        .conditional(.isLonger(list, than: count), then: .text("yes"), otherwise: .text("no")))
    }
    #expect(answer(strings(), -1) == .text("yes"))
    #expect(answer(strings(), 0) == .text("no"))
    #expect(answer(strings("a"), 0) == .text("yes"))
    #expect(answer(strings("a"), 1) == .text("no"))
    #expect(answer(.list([.each(list)]), -1) == .text("yes"))
  }
}
