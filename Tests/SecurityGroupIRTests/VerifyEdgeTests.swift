import SecurityGroupIR
import Testing

/// Not the one of Testing.
private typealias Attachment = SecurityGroupIR.Attachment

private let here = Origin(file: "main.tf", line: 1)
private let place = "aws_security_group.web, ingress at main.tf:1: "

private func program(_ rules: [Rule], ignored: IgnoredTags = .none) -> Program {
  Program(groups: [
    SecurityGroup(
      name: "web", address: "aws_security_group.web",
      identity: .created(.exact(.text("web")), description: .text("Web"), vpc: nil), tags: [],
      ignoredTags: ignored, ingress: RuleSet(.exclusive, rules), egress: RuleSet(.exclusive, []),
      origin: here)
  ])
}

private func rule(
  _ name: String = "tcp", _ ports: Ports = .unspecified, _ peer: Peer = .ipv4("10.0.0.0/8")
) -> Rule {
  Rule(IPProtocol(canonicalizing: name), ports, peer, tags: [], origin: here)
}

private func output(_ term: Term) -> Program {
  Program(outputs: [Output(name: "out", value: term, origin: here)])
}

private func attachment(_ group: Term, _ target: Attachment.Target) -> Program {
  Program(attachments: [Attachment(address: "a", group: group, target: target, origin: here)])
}

@Suite("Verification, case by case")
struct VerifyEdgeTests {
  @Test(
    "what a rule may not be has a sentence of its own",
    arguments: [
      (rule(""), "no protocol."),
      (
        rule("tcp", .range(from: .text("http"), to: .literal(.number("80")))),
        "a port that is no whole number."
      ),
      (
        rule("tcp", .range(from: .literal(.number("80")), to: .literal(.number("80.5")))),
        "a port that is no whole number."
      ),
      (
        rule("tcp", .unspecified, Peer(.ipv4, .one(.text("10.0.0.0/8")), account: "1")),
        "an account beside a peer that is no group."
      ),
      (
        rule("tcp", .unspecified, Peer(.ipv4, .each(.literal(.list([]))))),
        "a list that should be split."
      ),
      (rule("tcp", .unspecified, Peer(.ipv4, .one(.map([])))), "more than one peer."),
      (rule("tcp", .unspecified, Peer(.ipv4, .one(.literal(.list([]))))), "more than one peer."),
      (rule("tcp", .unspecified, Peer(.ipv4, .one(.literal(.object([]))))), "more than one peer."),
      (rule("tcp", .unspecified, Peer(.ipv4, .one(.literal(.null)))), "no peer."),
    ] as [(Rule, String)])
  func rules(rule: Rule, sentence: String) {
    #expect(verify(program([rule])) == [place + sentence])
  }

  @Test("two groups of other accounts, two kinds of peer and two protocols are different rules")
  func different() {
    let all = ["1", "2"].map {
      rule("tcp", .unspecified, Peer(.group, .one(.text("sg-1")), account: $0))
    }
    #expect(verify(program(all + [rule(), rule("udp")])) == [])
    #expect(verify(program([rule(), rule("udp"), rule()])).count == 1)
    var described = rule()
    described.description = .text("other words")
    #expect(verify(program([rule(), described])).count == 1)
  }

  @Test("a description of nothing is none, and has to be absent")
  func description() {
    var described = rule()
    described.description = .literal(.null)
    #expect(verify(program([described])) == [place + "an empty description."])
    described.description = .text("x")
    #expect(verify(program([described])) == [])
  }

  @Test("tags to leave alone are in order; a single tag may be anybody's but AWS's")
  func tags() {
    #expect(
      verify(program([], ignored: IgnoredTags(keys: ["b", "a"]))) == [
        "aws_security_group.web: tags to leave alone out of order or twice."
      ])
    #expect(verify(program([], ignored: IgnoredTags(keys: ["a", "b"], prefixes: ["c"]))) == [])
    var tagged = rule()
    tagged.tags = [.entry(key: "aws", value: .text("1")), .entry(key: "aws:", value: .text("2"))]
    #expect(verify(program([tagged])) == [place + "tag aws: belongs to AWS."])
  }

  @Test(
    "what a term may not be has a sentence of its own",
    arguments: [
      (.member(.literal(.list([])), key: .bool(true)), "a member is named by text or by a number"),
      (.literal(.number("")), "\"\" is no number"),
      (.literal(.list([.string("a"), .number("a")])), "\"a\" is no number"),
      (.literal(.object([.init("a", .number("-"))])), "\"-\" is no number"),
      (
        .literal(.object([.init("a", .null), .init("a", .null)])), "a stands before a"
      ),
      (.template([.input(InputID(0)), .text("a")]), "there is no input 0"),
      (
        .conditional(.isTrue(.input(InputID(1))), then: .text("a"), otherwise: .text("b")),
        "there is no input 1"
      ),
      (.map([.entry(key: "a", value: .group(GroupID(0), .id))]), "there is no group 0"),
    ] as [(Term, String)])
  func terms(term: Term, sentence: String) {
    #expect(verify(output(term)) == ["main.tf:1, output: \(sentence)."])
  }

  @Test(
    "a sound literal has nothing said of it",
    arguments: [
      .null, .bool(true), .number("0"), .number("-1.5e9"), .string(""), .list([.null]),
      .object([.init("A", .null), .init("a", .null), .init("\u{E9}", .null)]),
    ] as [Literal])
  func sound(literal: Literal) {
    #expect(verify(output(.literal(literal))) == [])
  }

  @Test(
    "an attachment has one group and one target",
    arguments: [
      (.text(""), .text("e"), "no group"), (.literal(.null), .text("e"), "no group"),
      (.map([]), .text("e"), "more than one group"),
      (.literal(.list([])), .text("e"), "more than one group"),
      (.literal(.object([])), .text("e"), "more than one group"),
      (.text("sg-1"), .literal(.null), "no target"),
      (.text("sg-1"), .list([]), "more than one target"),
    ] as [(Term, Term, String)])
  func attachments(group: Term, target: Term, sentence: String) {
    #expect(verify(attachment(group, .networkInterface(target))) == ["a: \(sentence)."])
    #expect(verify(attachment(group, .vpc(target))) == ["a: \(sentence)."])
  }

  @Test(
    "a name is a letter or an underscore, then letters, digits and underscores",
    arguments: [
      ("a", true), ("Z_9az", true), ("_0", true), ("zA", true), ("9a", false), ("a/", false),
      ("a:", false), ("a@", false), ("a[", false), ("a`", false), ("a{", false), ("a b", false),
    ])
  func names(name: String, isName: Bool) {
    let program = Program(inputs: [Input(name: name, address: "x", type: .string)])
    #expect(verify(program) == (isName ? [] : ["\"\(name)\" is no identifier."]))
  }

  @Test("outputs have a name each; an input of another address may be called like a variable")
  func otherNames() {
    let twice = Program(
      outputs: [1, 2].map { Output(name: "out", value: .text("\($0)"), origin: here) })
    #expect(verify(twice) == ["out is the name of two outputs."])
    let folded = Program(
      inputs: [Input(name: "a", address: "aws_vpc.a", type: .string)],
      folded: [.init(name: "a", type: .string, value: nil, reason: .given)])
    #expect(verify(folded) == [])
    let told = Program(folded: [.init(name: "a", type: .string, value: .null, reason: .given)])
    #expect(verify(told) == [])
  }
}
