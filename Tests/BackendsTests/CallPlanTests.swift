import Backends
import Diagnostics
import SecurityGroupIR
import Testing

private func plan(_ program: Program) -> (text: String, codes: [String]) {
  var sink = DiagnosticSink()
  let text = CallPlan().emit(canonicalize(program), into: &sink)
  return (text, sink.sorted.map(\.code.text))
}

/// The ids of a plan's calls, in order.
private func calls(_ text: String) -> [String] {
  text.split(separator: "\n").filter { $0.hasPrefix("      \"id\": ") }
    .compactMap { $0.split(separator: "\"").dropFirst(3).first.map(String.init) }
}

private func group(
  _ name: String, _ identity: SecurityGroup.Identity? = nil, ingress: [Rule] = [],
  egress: [Rule] = [], tags: TagSet? = []
) -> SecurityGroup {
  SecurityGroup(
    name: name, address: "aws_security_group.\(name)",
    identity: identity
      ?? .created(.exact(.text(name)), description: .text("Test"), vpc: .text("vpc-1")),
    tags: tags, ingress: RuleSet(.exclusive, ingress), egress: RuleSet(.exclusive, egress),
    origin: at(1))
}

@Suite("Call plan")
struct CallPlanTests {
  @Test("groups come first, rules second; the egress that EC2 gives is revoked before any is given")
  func order() {
    let text = plan(peeringProgram).text
    #expect(
      calls(text) == [
        "shop", "pay",
        "shop.default_egress", "shop.default_egress_ipv6", "shop.ingress",
        "pay.default_egress", "pay.default_egress_ipv6", "pay.ingress",
      ])
  }

  @Test("the egress that EC2 gives is left alone where the configuration wants just that")
  func defaultEgress() {
    let wanted = everything(.ipv4("0.0.0.0/0"), line: 2)
    #expect(
      calls(plan(Program(groups: [group("web", egress: [wanted])])).text)
        == ["web", "web.default_egress_ipv6"])
    let described = everything(.ipv4("0.0.0.0/0"), "out", line: 2)
    #expect(
      calls(plan(Program(groups: [group("web", egress: [described])])).text)
        == ["web", "web.default_egress", "web.default_egress_ipv6", "web.egress"])
  }

  @Test("rules of the same traffic share a permission; lists are loops, spliced among others")
  func permissions() {
    let list = Input(name: "cidrs", address: "var.cidrs", type: .list(.string))
    let web = group(
      "web",
      ingress: [
        tcp(443, .ipv4("10.0.0.0/8"), "a", line: 1),
        tcp(80, Peer(.ipv4, .each(.input(InputID(0)))), line: 2),
        tcp(443, Peer(.ipv4, .each(.input(InputID(0)))), "b", line: 3),
        tcp(443, Peer(.ipv6, .one(.text("::/0"))), line: 4),
      ])
    let text = plan(Program(inputs: [list], groups: [web])).text
    #expect(
      text.contains(
        """
                "IpPermissions": [
                  {
                    "IpProtocol": "tcp",
                    "FromPort": 443,
                    "ToPort": 443,
                    "IpRanges": [
                      {
                        "CidrIp": "10.0.0.0/8",
                        "Description": "a"
                      },
                      {
                        "$each": "cidrs",
                        "as": { "CidrIp": { "$item": true }, "Description": "b" }
                      }
                    ],
                    "Ipv6Ranges": [{ "CidrIpv6": "::/0" }]
                  },
                  {
                    "IpProtocol": "tcp",
                    "FromPort": 80,
                    "ToPort": 80,
                    "IpRanges": { "$each": "cidrs", "as": { "CidrIp": { "$item": true } } }
                  }
                ]
        """))
  }

  @Test("rule tags need a call of their own")
  func ruleTags() {
    var tagged = tcp(1, .ipv4("10.0.0.0/8"), line: 1)
    tagged.tags = [tag("Name", "one")]
    let rules = [
      tagged, tcp(2, .ipv4("10.0.0.0/8"), line: 2), tcp(3, .ipv4("10.0.0.0/8"), line: 3),
    ]
    #expect(
      calls(plan(Program(groups: [group("web", ingress: rules)])).text).suffix(2)
        == ["web.ingress", "web.ingress_2"])
  }

  @Test("the default group is found, tagged and emptied")
  func defaultGroup() {
    let standard = group("std", .defaultGroup(vpc: nil), tags: [tag("Name", "closed")])
    let text = plan(Program(groups: [standard])).text
    #expect(
      calls(text) == [
        "std.vpc", "std", "std.tags", "std.present", "std.revoke_ingress", "std.revoke_egress",
      ])
    #expect(text.contains(#""SecurityGroupRules[?!IsEgress].SecurityGroupRuleId""#))
  }

  @Test("a generated name depends on the address alone")
  func generatedNames() {
    let made = SecurityGroup.Identity.created(
      .prefix(.text("web-")), description: .text("Test"), vpc: nil)
    let text = plan(Program(groups: [group("a", made), group("b", made)])).text
    #expect(text.contains("\"GroupName\": \"web-\(stableHash("aws_security_group.a"))\""))
    #expect(text.contains("\"GroupName\": \"web-\(stableHash("aws_security_group.b"))\""))
    #expect(stableHash("") == "811c9dc5")
    #expect(stableHash("foobar") == "bf9cf968")
  }

  @Test("a generated name is one text, whatever its prefix is made of")
  func prefixOfParts() {
    let stage = Input(name: "stage", address: "var.stage", type: .string)
    let made = SecurityGroup.Identity.created(
      .prefix(.template([.input(InputID(0)), .text("-")])), description: .text("Test"), vpc: nil)
    let text = plan(Program(inputs: [stage], groups: [group("a", made)])).text
    let hash = stableHash("aws_security_group.a")
    #expect(text.contains(#""GroupName": { "$concat": [{ "$input": "stage" }, "-\#(hash)"] },"#))
  }

  @Test("a text is no port")
  func port() {
    func codes(_ type: InputType, _ port: Term) -> Set<String> {
      let input = Input(name: "port", address: "var.port", type: type)
      let rule = Rule(.tcp, .range(from: port, to: port), .ipv4("10.0.0.0/8"), origin: at(2))
      return Set(plan(Program(inputs: [input], groups: [group("web", ingress: [rule])])).codes)
    }
    let port = Term.input(InputID(0))
    #expect(codes(.number, port) == [])
    #expect(codes(.any, port) == [])
    #expect(codes(.string, .convert(port, .number)) == ["binding/value-needed"])
  }

  @Test("JMESPath computes what a call answers")
  func computed() {
    let zones = Lookup(
      name: "zones", address: "data.aws_availability_zones.here",
      kind: .describe(
        .init(
          operation: "DescribeAvailabilityZones", resultList: "Zones", filters: [],
          attributes: ["names": "Name"], isPlural: true)), origin: at(1))
    let names = Term.lookup(LookupID(0), attribute: "names")
    func expect(_ value: Term, port: Term = .literal(.number("1")), _ path: String) {
      let rule = Rule(.tcp, .range(from: port, to: port), .ipv4("10.0.0.0/8"), origin: at(2))
      let web = group("web", ingress: [rule], tags: [.entry(key: "a", value: value)])
      let (text, codes) = plan(Program(lookups: [zones], groups: [web]))
      #expect(codes == [])
      #expect(text.contains("\"\(path)\""), "\(text)")
    }
    expect(
      .join(separator: ",", .list([.each(names), .element(.text("x"))])),
      "join(',', [(Zones[].Name), 'x'][])")
    expect(
      .join(
        separator: "",
        .conditional(
          .isLonger(names, than: 1), then: names, otherwise: .literal(.list([.string("x")])))),
      #"join('', ((length((Zones[].Name)) > `1`) && [(Zones[].Name)] || [`[\"x\"]`]) | [0])"#)
    expect(
      .conditional(
        .equal(.join(separator: "", names), .text("it's")), then: .text(#"a`\"#),
        otherwise: .text("")),
      ##"(((join('', (Zones[].Name))) == (`\"it's\"`)) && [`\"a\\`\\\\\"`] || ['']) | [0]"##)
    let first = Term.member(names, key: .number("0"))
    expect(first, port: .convert(first, .number), "to_number((Zones[].Name) | [0])")
  }

  @Test("a lookup by what another lookup or a group gives comes after it")
  func lookupOrder() {
    func lookup(_ name: String, _ value: Term) -> Lookup {
      Lookup(
        name: name, address: "data.aws_vpc.\(name)",
        kind: .describe(
          .init(
            operation: "DescribeVpcs", resultList: "Vpcs", filters: [.init("vpc-id", [value])],
            attributes: ["id": "VpcId"])), origin: at(1))
    }
    let program = Program(
      lookups: [
        lookup("first", .lookup(LookupID(1), attribute: "id")),
        lookup("second", .group(GroupID(0), .vpcID)),
      ], groups: [group("web")])
    #expect(calls(plan(program).text).prefix(3) == ["web", "second", "first"])
  }

  @Test("a sensitive default is not printed, and its input becomes required")
  func sensitive() {
    let secret = Input(
      name: "secret", address: "var.secret", type: .string, defaultValue: .string("s3cret"),
      isSensitive: true)
    let text = plan(
      Program(
        inputs: [secret],
        groups: [group("web", tags: [.entry(key: "a", value: .input(InputID(0)))])])
    ).text
    #expect(!text.contains("s3cret"))
    #expect(text.contains(#""required": true,"#))
  }

  @Test("what a plan has no word for asks for the variables it depends on")
  func inexpressible() {
    let flag = Input(name: "on", address: "var.on", type: .bool)
    let text = Term.template([.text("on: "), .convert(.input(InputID(0)), .string)])
    var sink = DiagnosticSink()
    let program = Program(
      inputs: [flag], groups: [group("web", tags: [.entry(key: "a", value: text)])])
    _ = CallPlan().emit(canonicalize(program), into: &sink)
    #expect(sink.diagnostics.map(\.code.text) == ["binding/value-needed"])
    #expect(sink.diagnostics.map(\.variables) == [["on"]])
  }
}
