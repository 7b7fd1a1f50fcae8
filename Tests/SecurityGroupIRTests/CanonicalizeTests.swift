import SecurityGroupIR
import Testing

private func at(_ line: Int, _ file: String = "main.tf") -> Origin {
  Origin(file: file, line: line)
}
private func number(_ value: Int) -> Term { .literal(.number(String(value))) }
private let input = Term.input(InputID(0))

private func rule(
  _ port: Int, _ peer: Peer, _ description: Term? = nil, tags: TagSet = [],
  at origin: Origin = at(1)
) -> Rule {
  Rule(
    .tcp, .range(from: number(port), to: number(port)), peer, description: description, tags: tags,
    origin: origin)
}

/// The canonical form of a program with one group.
private func group(_ rules: [Rule] = [], tags: TagSet = [], inputType: InputType = .list(.string))
  -> SecurityGroup
{
  canonicalize(
    Program(
      inputs: [Input(name: "cidrs", address: "var.cidrs", type: inputType)],
      groups: [
        SecurityGroup(
          name: "web", address: "aws_security_group.web",
          identity: .created(.exact(.text("web")), description: .text("Web"), vpc: nil), tags: tags,
          ingress: RuleSet(.exclusive, rules), egress: RuleSet(.exclusive, []), origin: at(1))
      ])
  ).groups[0]
}

/// A term by itself in canonical form, where input 0 has the given type.
private func simplified(_ term: Term, inputType: InputType = .string) -> Term {
  canonicalize(
    Program(
      inputs: [Input(name: "x", address: "var.x", type: inputType)],
      outputs: [Output(name: "out", value: term, origin: at(1))])
  ).outputs[0].value
}

@Suite("Canonical form")
struct CanonicalizeTests {
  @Test("a list of peers becomes one rule for each known element and one for each unknown part")
  func split() {
    let peers = Term.list([
      .element(.text("10.0.0.0/8")), .each(input),
      .each(.literal(.list([.string("172.16.0.0/12")]))),
    ])
    #expect(
      group([rule(22, Peer(.ipv4, .each(peers)))]).ingress.rules.map(\.peer) == [
        .ipv4("10.0.0.0/8"), Peer(.ipv4, .each(input)), .ipv4("172.16.0.0/12"),
      ])
  }

  @Test("an empty list of peers is no rule")
  func emptyList() {
    #expect(group([rule(22, Peer(.ipv4, .each(.literal(.list([])))))]).ingress.rules.isEmpty)
    #expect(group([rule(22, Peer(.ipv4, .each(.list([]))))]).ingress.rules.isEmpty)
  }

  @Test("addresses have one spelling; what is none is left alone")
  func addresses() {
    func peer(_ kind: Peer.Kind, _ text: String) -> Peer {
      group([rule(22, Peer(kind, .one(.text(text))))]).ingress.rules[0].peer
    }
    #expect(peer(.ipv4, "10.1.2.3/8") == .ipv4("10.0.0.0/8"))
    #expect(peer(.ipv6, "2001:DB8:0::/32") == Peer(.ipv6, .one(.text("2001:db8::/32"))))
    #expect(peer(.ipv4, "nowhere") == .ipv4("nowhere"))
    #expect(peer(.prefixList, "pl-1") == Peer(.prefixList, .one(.text("pl-1"))))
    #expect(
      peer(.group, "111122223333/sg-1")
        == Peer(.group, .one(.text("sg-1")), account: "111122223333"))
  }

  @Test("the same rule twice is one rule, another description makes it another")
  func duplicates() {
    let rules = [
      rule(22, .ipv4("10.0.0.0/8"), .text("SSH"), at: at(3)),
      rule(22, .ipv4("10.9.9.9/8"), .text("SSH"), at: at(4)),
      rule(22, .ipv4("10.0.0.0/8"), .text("shell"), at: at(5)),
      rule(
        22, .ipv4("10.0.0.0/8"), .text("SSH"), tags: [.entry(key: "a", value: .text("b"))],
        at: at(6)),
    ]
    #expect(group(rules).ingress.rules.map(\.origin.line) == [3, 5, 6])
  }

  @Test("rules stand in the order of the source")
  func order() {
    let rules = [
      rule(3, .ipv4("10.0.0.0/8"), at: at(9, "z.tf")), rule(1, .ipv4("10.0.0.0/8"), at: at(7)),
      rule(2, .ipv4("10.0.0.0/8"), at: at(7)), rule(0, .ipv4("10.0.0.0/8"), at: at(2)),
    ]
    let ports = group(rules).ingress.rules.compactMap { rule -> Int? in
      if case .range(let from, _) = rule.ports { from.knownInteger } else { nil }
    }
    #expect(ports == [0, 1, 2, 3])
  }

  @Test("two rules are put in order, and one of two that are the same is left out")
  func twoRules() {
    let (first, second) = (rule(22, .ipv4("10.0.0.0/8")), rule(80, .ipv4("10.0.0.0/8"), at: at(2)))
    #expect(group([second, first]).ingress.rules == [first, second])
    #expect(group([first, first]).ingress.rules == [first])
  }

  @Test("every protocol has no ports, an empty description is none")
  func emptiness() {
    var all = rule(0, .ipv4("0.0.0.0/0"), .text(""))
    all.protocol = .all
    let canonical = group([all]).ingress.rules[0]
    #expect(canonical.ports == .unspecified)
    #expect(canonical.description == nil)
    #expect(
      group([rule(1, .ipv4("0.0.0.0/0"), .literal(.null))]).ingress.rules[0].description == nil)
  }

  @Test(
    "of tags with the same key the last counts; a null tag is none; known ones stand in byte order")
  func tags() {
    #expect(
      group(tags: [
        .entry(key: "b", value: .text("1")), .entry(key: "a", value: .text("2")),
        .each(.literal(.object([.init("B", .string("3")), .init("b", .string("4"))]))),
        .entry(key: "c", value: .text("5")), .entry(key: "c", value: .literal(.null)),
      ]).tags == [
        .entry(key: "B", value: .text("3")), .entry(key: "a", value: .text("2")),
        .entry(key: "b", value: .text("4")),
      ])
  }

  @Test("tags that are not known yet keep their place, and a null behind them")
  func unknownTags() {
    let tags: TagSet = [
      .entry(key: "z", value: .literal(.null)), .entry(key: "b", value: .text("1")), .each(input),
      .entry(key: "a", value: .literal(.null)),
    ]
    #expect(group(tags: tags, inputType: .map(.string)).tags == Array(tags.dropFirst()))
  }

  @Test(
    "terms are computed as far as they are known",
    arguments: [
      (.template([.text("a"), .template([.text("b"), number(1)])]), .text("ab1")),
      (.template([]), .text("")),
      (.template([input]), input),
      (
        .template([.text(""), .convert(input, .string), .text("-")]),
        .template([input, .text("-")])
      ),
      (.convert(number(80), .string), .text("80")),
      (.convert(.literal(.bool(true)), .string), .text("true")),
      (.convert(.text("80"), .number), number(80)),
      (.convert(.text("080"), .number), .convert(.text("080"), .number)),
      (.convert(input, .string), input),
      (.convert(input, .number), .convert(input, .number)),
      (.member(.list([.element(input), .each(input)]), key: .number("0")), input),
      (
        .member(.list([.each(input), .element(input)]), key: .number("1")),
        .member(.list([.each(input), .element(input)]), key: .number("1"))
      ),
      (.member(.map([.each(input), .entry(key: "a", value: input)]), key: .string("a")), input),
      (
        .member(.map([.entry(key: "a", value: input), .each(input)]), key: .string("a")),
        .member(.map([.entry(key: "a", value: input), .each(input)]), key: .string("a"))
      ),
      (.member(.literal(.object([.init("a", .null)])), key: .string("a")), .literal(.null)),
      (.list([.element(.text("a")), .each(.list([]))]), .literal(.list([.string("a")]))),
      (.list([.each(input)]), input),
    ] as [(Term, Term)])
  func terms(term: Term, expected: Term) {
    #expect(simplified(term) == expected)
  }

  @Test("tags to leave alone are in order, each said once")
  func ignoredTags() {
    let ignored = IgnoredTags(keys: ["b", "x-1", "a", "b"], prefixes: ["x-y", "x-", "c"])
    let expected = IgnoredTags(keys: ["a", "b"], prefixes: ["c", "x-"])
    var tagged = rule(1, .ipv4("10.0.0.0/8"))
    tagged.ignoredTags = ignored
    #expect(group([tagged]).ingress.rules.map(\.ignoredTags) == [expected])
    tagged.tags = nil
    #expect(group([tagged]).ingress.rules.map(\.ignoredTags) == [.none])

    var web = group(tags: [])
    web.ignoredTags = ignored
    #expect(canonicalize(Program(groups: [web])).groups[0].ignoredTags == expected)
    web.tags = nil
    #expect(canonicalize(Program(groups: [web])).groups[0].ignoredTags == .none)
  }

  @Test("text of what may be no text is a conversion")
  func conversion() {
    #expect(simplified(.template([input]), inputType: .number) == .convert(input, .string))
  }

  @Test("canonicalizing twice is canonicalizing once", arguments: 0..<400)
  func idempotent(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let once = canonicalize(randomProgram(&random))
    let isStable = canonicalize(once) == once
    #expect(isStable)
  }
}
