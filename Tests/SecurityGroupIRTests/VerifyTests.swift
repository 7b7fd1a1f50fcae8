import SecurityGroupIR
import Testing

/// Not the one of Testing.
private typealias Attachment = SecurityGroupIR.Attachment

private let here = Origin(file: "main.tf", line: 1)

private func program(
  inputs: [Input] = [], groups: [SecurityGroup] = [], outputs: [Term] = [],
  folded: [FoldedVariable] = [], attachments: [Attachment] = []
) -> Program {
  Program(
    inputs: inputs, groups: groups, attachments: attachments,
    outputs: outputs.enumerated().map {
      Output(name: "out_\($0.offset)", value: $0.element, origin: here)
    }, folded: folded)
}

private func group(
  _ name: String = "web", ingress: [Rule] = [], tags: TagSet? = [], existing: Bool = false
) -> SecurityGroup {
  SecurityGroup(
    name: name, address: "aws_security_group.\(name)",
    identity: existing
      ? .existing(id: .text("sg-1"))
      : .created(.exact(.text("web")), description: .text("Web"), vpc: nil),
    tags: tags, ingress: RuleSet(.exclusive, ingress), egress: RuleSet(.exclusive, []), origin: here
  )
}

private func rule(
  _ name: String = "tcp",
  _ ports: Ports = .range(from: .literal(.number("22")), to: .literal(.number("22"))),
  _ peer: Peer = .ipv4("10.0.0.0/8"), _ description: Term? = nil,
  tags: TagSet? = [], ignored: IgnoredTags = .none
) -> Rule {
  Rule(
    IPProtocol(canonicalizing: name), ports, peer, description: description, tags: tags,
    ignoredTags: ignored, origin: here)
}

private func attachment(_ name: String, _ group: Term = .text("sg-1"), to id: Term) -> Attachment {
  Attachment(address: name, group: group, target: .networkInterface(id), origin: here)
}

private func input(_ name: String) -> Input {
  Input(name: name, address: "var.\(name)", type: .list(.string))
}

@Suite("Verification")
struct VerifyTests {
  @Test("nothing is said of a sound program")
  func sound() {
    let each = Peer(.ipv4, .each(.input(InputID(0))))
    let sound = program(
      inputs: [input("cidrs")],
      groups: [
        group(ingress: [
          rule(), rule("udp"), rule("-1", .unspecified),
          // Two lists may turn out to have nothing in common.
          rule("tcp", .unspecified, each, .text("a")), rule("tcp", .unspecified, each, .text("b")),
        ]),
        group("legacy", tags: nil, existing: true),
      ],
      outputs: [.group(GroupID(0), .id)],
      attachments: [
        attachment("a", .group(GroupID(0), .id), to: .text("eni-1")),
        attachment("b", .group(GroupID(0), .id), to: .text("eni-2")),
      ])
    #expect(verify(sound) == [])
  }

  @Test(
    "each invariant has a sentence of its own",
    arguments: [
      (program(inputs: [input("a"), input("a")]), "a is the name of two things."),
      (program(inputs: [input("web")], groups: [group()]), "web is the name of two things."),
      (program(inputs: [input("vpc-id")]), "\"vpc-id\" is no identifier."),
      (program(inputs: [input("")]), "\"\" is no identifier."),
      (program(inputs: [input("größe")]), "\"größe\" is no identifier."),
      (program(outputs: [.input(InputID(0))]), "main.tf:1, output: there is no input 0."),
      (
        program(outputs: [.template([.group(GroupID(3), .id)])]),
        "main.tf:1, output: there is no group 3."
      ),
      (
        program(outputs: [.lookup(LookupID(0), attribute: "id")]),
        "main.tf:1, output: there is no lookup 0."
      ),
      (
        program(outputs: [.literal(.object([.init("b", .null), .init("a", .null)]))]),
        "main.tf:1, output: b stands before a."
      ),
      (
        program(
          inputs: [input("a")],
          folded: [.init(name: "a", type: .string, value: nil, reason: .given)]),
        "a is an input and a folded variable."
      ),
      (
        program(inputs: [
          Input(name: "a", address: "var.a", type: .string, defaultValue: .null)
        ]),
        "a may be null, which leaves arguments out."
      ),
      (
        program(folded: [
          .init(name: "a", type: .string, value: .null, isSensitive: true, reason: .given)
        ]),
        "a is sensitive, but its value is told."
      ),
      (
        program(groups: [group(tags: nil)]),
        "aws_security_group.web is made here, but its tags are nobody's."
      ),
      (
        program(groups: [group(existing: true)]),
        "aws_security_group.web is not made here, but is to be tagged."
      ),
      (
        program(
          groups: [group(tags: nil, existing: true)], outputs: [.group(GroupID(0), .name)]),
        "main.tf:1, output: nothing tells the name of web, which is not made here."
      ),
      (
        program(groups: [group(ingress: [rule(), rule("6")])]),
        "aws_security_group.web, ingress at main.tf:1: another rule has this protocol, ports and peer."
      ),
      (
        program(groups: [group(ingress: [rule("-1")])]),
        "aws_security_group.web, ingress at main.tf:1: every protocol has no ports."
      ),
      (
        program(groups: [
          group(ingress: [rule("tcp", .unspecified, .ipv4("10.0.0.0/8"), .text(""))])
        ]),
        "aws_security_group.web, ingress at main.tf:1: an empty description."
      ),
      (
        program(groups: [group(ingress: [rule("tcp", .unspecified, Peer(.ipv4, .each(.list([]))))])]
        ),
        "aws_security_group.web, ingress at main.tf:1: a list that should be split."
      ),
      (
        program(groups: [group(ingress: [rule("tcp", .unspecified, Peer(.ipv4, .one(.list([]))))])]
        ),
        "aws_security_group.web, ingress at main.tf:1: more than one peer."
      ),
      (
        program(groups: [group(ingress: [rule("tcp", .unspecified, .ipv4(""))])]),
        "aws_security_group.web, ingress at main.tf:1: no peer."
      ),
      (
        program(groups: [
          group(tags: [.entry(key: "a", value: .text("1")), .entry(key: "a", value: .text("2"))])
        ]),
        "aws_security_group.web: tag a twice."
      ),
      (
        program(groups: [group(tags: [.entry(key: "aws:a", value: .text("1"))])]),
        "aws_security_group.web: tag aws:a belongs to AWS."
      ),
      (
        program(groups: [
          group(ingress: [
            rule(
              "tcp", .unspecified, .ipv4("10.0.0.0/8"), tags: nil, ignored: IgnoredTags(keys: ["a"])
            )
          ])
        ]),
        "aws_security_group.web, ingress at main.tf:1: tags to leave alone where all tags are "
          + "nobody's business."
      ),
      (
        program(groups: [
          group(ingress: [
            rule(
              "tcp", .unspecified, .ipv4("10.0.0.0/8"), tags: [],
              ignored: IgnoredTags(keys: ["ab"], prefixes: ["a"]))
          ])
        ]),
        "aws_security_group.web, ingress at main.tf:1: tags to leave alone out of order or twice."
      ),
      (program(attachments: [attachment("a", to: .text(""))]), "a: no target."),
      (
        program(attachments: [attachment("a", .list([]), to: .text("e"))]),
        "a: more than one group."
      ),
      (
        program(attachments: [attachment("a", to: .text("e")), attachment("b", to: .text("e"))]),
        "b does what a does."
      ),
      (
        program(attachments: [attachment("a", .group(GroupID(0), .id), to: .text("e"))]),
        "main.tf:1, attachedGroup: there is no group 0."
      ),
    ] as [(Program, String)])
  func broken(program: Program, sentence: String) {
    #expect(verify(program) == [sentence])
  }
}

@Suite("Roles of inputs")
struct InputRoleTests {
  @Test("an input is what its uses ask for; text where they disagree or do not ask")
  func roles() {
    func term(_ index: Int) -> Term { .input(InputID(index)) }
    var web = group(ingress: [
      rule(
        "tcp", .range(from: term(1), to: .convert(term(1), .number)), Peer(.ipv4, .each(term(2)))),
      rule("tcp", .unspecified, Peer(.ipv6, .one(term(3)))),
      rule(
        "tcp", .unspecified, Peer(.prefixList, .each(.list([.element(term(4)), .each(term(5))])))),
      rule("tcp", .unspecified, Peer(.group, .one(term(6))), term(0)),
      rule("udp", .unspecified, Peer(.ipv4, .each(term(7)))),
      rule("udp", .unspecified, Peer(.ipv6, .each(term(7)))),
      rule("udp", .unspecified, Peer(.ipv4, .one(.template([term(8), .text("/32")])))),
    ])
    let choice = Term.conditional(.isTrue(term(10)), then: term(0), otherwise: term(11))
    web.identity = .created(.exact(.text("web")), description: .text("Web"), vpc: choice)
    web.region = term(9)
    let names = [
      "vpc", "port", "cidrs", "cidr6", "list", "lists", "peer", "mixed", "address", "region",
      "choice", "other", "unused",
    ]
    let program = program(inputs: names.map(input), groups: [web])
    #expect(
      program.inputRoles == [
        .vpcID, .port, .ipv4CIDR, .ipv6CIDR, .prefixList, .prefixList, .groupID, .text, .text,
        .region, .text, .vpcID, .text,
      ])
    #expect(program.inputUses == names.map { $0 != "unused" })
  }
}
