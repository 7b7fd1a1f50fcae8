import SecurityGroupIR
import Testing

/// Not the one of Testing.
private typealias Attachment = SecurityGroupIR.Attachment

private func at(_ line: Int) -> Origin { Origin(file: "main.tf", line: line) }

/// A program with another input in every place that holds a term, and what that place is for.
private struct Marked {
  private(set) var uses: [TermUse] = []

  mutating func term(_ use: TermUse) -> Term {
    uses.append(use)
    return .input(InputID(uses.count - 1))
  }

  mutating func rule(_ kind: Peer.Kind, _ use: TermUse, line: Int) -> Rule {
    let (from, to) = (term(.port), term(.port))
    let description = term(.ruleDescription)
    return Rule(
      .tcp, .range(from: from, to: to),
      Peer(kind, kind == .ipv6 ? .each(term(use)) : .one(term(use))), description: description,
      origin: at(line))
  }

  mutating func program() -> Program {
    let lookup = Lookup(
      name: "vpc", address: "data.aws_vpc.vpc",
      kind: .describe(
        .init(
          operation: "DescribeVpcs", resultList: "Vpcs",
          ids: .init(parameter: "VpcIds", values: [term(.lookupArgument)]),
          filters: [.init("state", [term(.lookupArgument), term(.lookupArgument)])],
          attributes: ["id": "VpcId"])),
      region: term(.region), origin: at(1))
    func group(_ name: String, _ identity: SecurityGroup.Identity) -> SecurityGroup {
      SecurityGroup(
        name: name, address: "aws_security_group.\(name)", identity: identity, tags: nil,
        ingress: RuleSet(.additive, []), egress: RuleSet(.additive, []), origin: at(2))
    }
    var web = group(
      "web",
      .created(
        .exact(term(.groupName)), description: term(.groupDescription), vpc: term(.vpcID)))
    web.region = term(.region)
    web.ingress.rules = [rule(.ipv4, .ipv4Peer, line: 3), rule(.ipv6, .ipv6Peer, line: 4)]
    web.egress.rules = [
      rule(.prefixList, .prefixListPeer, line: 5), rule(.group, .groupPeer, line: 6),
    ]
    let others = [
      group(
        "any",
        .created(.prefix(term(.groupName)), description: term(.groupDescription), vpc: nil)),
      group("standard", .defaultGroup(vpc: term(.vpcID))),
      group("old", .existing(id: term(.existingGroupID))),
    ]
    let attachments = [
      Attachment(
        address: "a", group: term(.attachedGroup),
        target: .networkInterface(term(.networkInterface)),
        region: term(.region), origin: at(7)),
      Attachment(
        address: "b", group: term(.attachedGroup), target: .vpc(term(.vpcID)), origin: at(8)),
    ]
    let outputs = [Output(name: "out", value: term(.output), origin: at(9))]
    return Program(
      inputs: uses.indices.map { Input(name: "x\($0)", address: "var.x\($0)", type: .string) },
      lookups: [lookup], groups: [web] + others, attachments: attachments, outputs: outputs)
  }
}

@Suite("Walks over a program")
struct WalkTests {
  @Test("every term is visited once, with what it is for, and every one is replaced")
  func everyTerm() {
    var marked = Marked()
    let program = marked.program()
    var found: [Int: TermUse] = [:]
    var count = 0
    program.visitTerms { term, use, _ in
      count += 1
      if case .input(let id) = term { found[id.index] = use }
    }
    #expect(count == marked.uses.count)
    #expect(marked.uses.indices.map { found[$0] } == marked.uses.map(Optional.some))
    #expect(program.inputUses.allSatisfy { $0 })

    let replaced = program.mapTerms { term in
      if case .input(let id) = term { .text("term \(id.index)") } else { term }
    }
    #expect(replaced.inputUses.allSatisfy { !$0 })
    var texts: Set<String> = []
    replaced.visitTerms { term, _, _ in
      if let text = term.knownText { texts.insert(text) }
    }
    #expect(texts == Set(marked.uses.indices.map { "term \($0)" }))
  }

  @Test("tags are visited and replaced as one term; a rule without any has none to visit")
  func tags() {
    let input = Term.input(InputID(0))
    var rule = Rule(.all, .unspecified, .ipv4("10.0.0.0/8"), origin: at(2))
    rule.tags = [.entry(key: "a", value: input), .each(input)]
    var bare = rule
    bare.tags = []
    let group = SecurityGroup(
      name: "web", address: "aws_security_group.web", identity: .existing(id: .text("sg-1")),
      tags: [.each(input)], ingress: RuleSet(.additive, [rule, bare]),
      egress: RuleSet(.additive, []), origin: at(1))
    let program = Program(
      inputs: [Input(name: "x", address: "var.x", type: .map(.string))], groups: [group])
    func uses(_ program: Program) -> [TermUse] {
      var uses: [TermUse] = []
      program.visitTerms { _, use, _ in uses.append(use) }
      return uses
    }
    #expect(uses(program) == [.existingGroupID, .tags, .ruleTags, .ipv4Peer, .ipv4Peer])
    let replaced = program.mapTerms { $0 == input ? .text("t") : $0 }
    #expect(replaced.groups[0].tags == [.each(.text("t"))])
    #expect(
      replaced.groups[0].ingress.rules[0].tags
        == [.entry(key: "a", value: .text("t")), .each(.text("t"))])
  }

  @Test("what another step needs is made before it, whatever the order of the source")
  func makingOrder() {
    func lookup(_ name: String, ids: [Term] = [], filter: [Term] = [], region: Term? = nil)
      -> Lookup
    {
      Lookup(
        name: name, address: "data.aws_vpc.\(name)",
        kind: .describe(
          .init(
            operation: "DescribeVpcs", resultList: "Vpcs",
            ids: ids.isEmpty ? nil : .init(parameter: "VpcIds", values: ids),
            filters: filter.isEmpty ? [] : [.init("state", filter)], attributes: ["id": "VpcId"])),
        region: region, origin: at(1))
    }
    func group(_ name: String, _ identity: SecurityGroup.Identity, tags: TagSet? = nil)
      -> SecurityGroup
    {
      SecurityGroup(
        name: name, address: "aws_security_group.\(name)", identity: identity, tags: tags,
        ingress: RuleSet(.additive, []), egress: RuleSet(.additive, []), origin: at(2))
    }
    func id(_ index: Int) -> Term { .group(GroupID(index), .id) }
    func found(_ index: Int) -> Term { .lookup(LookupID(index), attribute: "id") }
    let program = Program(
      lookups: [
        lookup("a", ids: [found(1)]), lookup("b", filter: [id(0)]), lookup("c", region: found(3)),
        lookup("d"),
      ],
      groups: [
        group("made", .created(.exact(.text("x")), description: .text("d"), vpc: id(1))),
        group("old", .existing(id: id(2)), tags: [.entry(key: "of", value: id(3))]),
        group("standard", .defaultGroup(vpc: .text("vpc-1"))),
        group("any", .created(.prefix(.text("x")), description: id(4), vpc: nil)),
        group("last", .created(.exact(.text("y")), description: .text("d"), vpc: nil)),
      ])
    #expect(
      program.makingOrder == [
        .group(GroupID(2)), .group(GroupID(4)), .group(GroupID(3)), .group(GroupID(1)),
        .group(GroupID(0)), .lookup(LookupID(1)), .lookup(LookupID(0)), .lookup(LookupID(3)),
        .lookup(LookupID(2)),
      ])
  }

  @Test("a rule counts over a family of addresses by its peer; a group and a prefix list over both")
  func quota() {
    let families: [Peer.Kind] = [.ipv4, .ipv6]
    #expect(
      Peer.Kind.allCases.map { kind in families.map(kind.counts(over:)) } == [
        [true, false], [false, true], [true, true], [true, true],
      ])
  }

  @Test("the spelling of a block alone is mended where its host bits are kept")
  func hostBits() {
    for (text, kind, kept) in [
      ("10.1.2.3/8", Peer.Kind.ipv4, "10.1.2.3/8"), ("10.1.2.3/08", .ipv4, "10.1.2.3/8"),
      ("2001:DB8:0::1/32", .ipv6, "2001:db8::1/32"), ("10.0.0.0/08", .ipv4, "10.0.0.0/8"),
    ] {
      #expect(canonicalCIDR(text, kind, keepingHostBits: true) == kept, "\(text)")
    }
    #expect(canonicalCIDR("pl-1", .prefixList) == nil)
    #expect(canonicalCIDR("1.2.3.4/32", .group) == nil)
  }
}
