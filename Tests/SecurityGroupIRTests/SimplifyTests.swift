import SecurityGroupIR
import Testing

private let text = Term.input(InputID(0))
private let list = Term.input(InputID(1))
private let map = Term.input(InputID(2))
private let flag = Term.input(InputID(3))

private func number(_ value: Int) -> Term { .literal(.number(String(value))) }
private func strings(_ texts: String...) -> Term { .literal(.list(texts.map(Literal.string))) }

private func simplified(_ term: Term) -> Term {
  let types: [InputType] = [.string, .list(.string), .map(.string), .bool]
  return Program(
    inputs: types.enumerated().map { index, type in
      Input(name: "x\(index)", address: "var.x\(index)", type: type)
    }
  ).simplified(term)
}

@Suite("What is known of a term is computed")
struct SimplifyTests {
  @Test(
    "a condition whose answer is known is gone; one that is not stands without what is known of it",
    arguments: [
      (.equal(.text("a"), .text("a")), .text("yes")),
      (.equal(.text("a"), .text("b")), .text("no")),
      (.equal(number(1), .text("1")), .text("yes")),
      (.equal(text, text), .text("yes")),
      (.equal(text, .text("a")), nil),
      (.equal(strings("a"), strings("b")), nil),
      (.isLonger(strings("a", "b"), than: 1), .text("yes")),
      (.isLonger(strings("a", "b"), than: 2), .text("no")),
      (.isLonger(list, than: -1), .text("yes")),
      (.isLonger(list, than: 0), nil),
      (.isTrue(.literal(.bool(true))), .text("yes")),
      (.isTrue(.literal(.bool(false))), .text("no")),
      (.isTrue(flag), nil),
      (.not(.equal(.text("a"), .text("b"))), .text("yes")),
      (.all([]), .text("yes")),
      (.any([]), .text("no")),
      (.all([.isTrue(flag), .equal(.text("a"), .text("b"))]), .text("no")),
      (.any([.isTrue(flag), .equal(.text("a"), .text("a"))]), .text("yes")),
      (.all([.equal(text, text), .equal(.text("a"), .text("a"))]), .text("yes")),
      (.any([.isTrue(.literal(.bool(false))), .equal(.text("a"), .text("b"))]), .text("no")),
    ] as [(Condition, Term?)])
  func condition(_ condition: Condition, answer: Term?) {
    let term = Term.conditional(condition, then: .text("yes"), otherwise: .text("no"))
    #expect(simplified(term) == answer ?? term)
  }

  @Test("parts of a condition that decide nothing are gone, and so is a double negation")
  func parts() {
    let open = Condition.isTrue(flag)
    let asked = Condition.equal(text, .text("a"))
    func choice(_ condition: Condition) -> Term {
      .conditional(condition, then: .text("yes"), otherwise: .text("no"))
    }
    #expect(simplified(choice(.all([.equal(text, text), open]))) == choice(open))
    #expect(
      simplified(choice(.any([open, .isTrue(.literal(.bool(false)))]))) == choice(open))
    #expect(simplified(choice(.all([open, asked]))) == choice(.all([open, asked])))
    #expect(simplified(choice(.any([open, asked]))) == choice(.any([open, asked])))
    #expect(simplified(choice(.not(.not(open)))) == choice(open))
    #expect(
      simplified(choice(.not(open)))
        == .conditional(open, then: .text("no"), otherwise: .text("yes")))
    #expect(simplified(.conditional(open, then: text, otherwise: text)) == text)
  }

  @Test(
    "lists are joined, counted and indexed as far as their elements are known",
    arguments: [
      (.join(separator: ", ", strings("a", "b")), .text("a, b")),
      (.join(separator: "-", strings()), .text("")),
      (
        .join(separator: ",", .list([.element(text), .element(flag)])),
        .template([text, .text(","), flag])
      ),
      (.join(separator: ",", .list([.element(text), .each(list)])), nil),
      (.join(separator: ",", .literal(.list([.list([])]))), nil),
      (.join(separator: ",", list), nil),
      (.length(strings("a", "b")), number(2)),
      (.length(.list([.element(text), .element(text), .element(text)])), number(3)),
      (.length(.list([.element(text), .each(list)])), nil),
      (.length(list), nil),
      (.member(strings("a", "b"), key: .number("1")), .text("b")),
      (.member(strings("a", "b"), key: .number("2")), nil),
      (.member(.list([.element(text), .element(flag)]), key: .number("1")), flag),
      (.member(.list([.element(text), .each(list)]), key: .number("1")), nil),
      (.member(.list([.each(list), .element(text)]), key: .number("0")), nil),
      (
        .list([.each(.list([.element(text)])), .each(list)]), .list([.element(text), .each(list)])
      ),
      (.list([.each(strings("a")), .element(.text("b"))]), strings("a", "b")),
    ] as [(Term, Term?)])
  func lists(_ term: Term, expected: Term?) {
    #expect(simplified(term) == expected ?? term)
  }

  @Test(
    "maps are merged and looked into",
    arguments: [
      (
        .map([.entry(key: "b", value: .text("1")), .entry(key: "a", value: .text("2"))]),
        .literal(.object([.init("a", .string("2")), .init("b", .string("1"))]))
      ),
      (
        .map([.entry(key: "a", value: text), .each(.map([.entry(key: "a", value: flag)]))]),
        .map([.entry(key: "a", value: flag)])
      ),
      (.map([.each(map)]), map),
      (.map([.each(map), .entry(key: "a", value: text)]), nil),
      (
        .map([.entry(key: "b", value: text), .entry(key: "a", value: text), .each(map)]), nil
      ),
      (
        .member(
          .map([.entry(key: "a", value: text), .entry(key: "b", value: flag)]), key: .string("b")),
        flag
      ),
      (
        .member(
          .map([.entry(key: "a", value: text), .entry(key: "b", value: flag)]), key: .string("a")),
        text
      ),
      (.member(.literal(.object([.init("a", .string("1"))])), key: .string("a")), .text("1")),
      (.member(.literal(.object([.init("a", .string("1"))])), key: .string("b")), nil),
      (.member(map, key: .string("a")), nil),
    ] as [(Term, Term?)])
  func maps(_ term: Term, expected: Term?) {
    #expect(simplified(term) == expected ?? term)
  }

  @Test(
    "conversions that change nothing are gone; others are done where the value is known",
    arguments: [
      (.convert(text, .any), text),
      (.convert(text, .string), text),
      (.convert(flag, .string), nil),
      (.convert(.convert(text, .number), .number), .convert(text, .number)),
      (.convert(.convert(text, .number), .string), nil),
      (.convert(.text("true"), .bool), .literal(.bool(true))),
      (.convert(.text("false"), .bool), .literal(.bool(false))),
      (.convert(.text("1"), .bool), nil),
      (.convert(.literal(.bool(false)), .string), .text("false")),
      (.convert(.literal(.null), .string), .literal(.null)),
      (.convert(strings("80"), .list(.number)), .literal(.list([.number("80")]))),
      (.convert(strings("80", "a"), .list(.number)), nil),
      (.convert(.join(separator: ",", list), .string), .join(separator: ",", list)),
      (
        .convert(.conditional(.isTrue(flag), then: number(1), otherwise: text), .string),
        .conditional(.isTrue(flag), then: .text("1"), otherwise: text)
      ),
      (
        .convert(.conditional(.isTrue(flag), then: list, otherwise: strings()), .set(.string)), nil
      ),
    ] as [(Term, Term?)])
  func conversions(_ term: Term, expected: Term?) {
    #expect(simplified(term) == expected ?? term)
  }
}
