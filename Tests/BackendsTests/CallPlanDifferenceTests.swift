import Backends
import Diagnostics
import SecurityGroupIR
import Testing

private func plan(
  _ groups: [SecurityGroup], from account: [Account.Group], adopting adopted: [String] = []
) -> (text: String, codes: [String]) {
  var sink = DiagnosticSink()
  let options = EmitOptions(
    format: "text", account: Account(title: "describe.json", groups: account), adopted: adopted)
  let text = CallPlan().emit(canonicalize(Program(groups: groups)), options, into: &sink)
  return (text, sink.sorted.map(\.code.text))
}

private func operations(_ text: String) -> [String] {
  text.split(separator: "\n").prefix { $0 != "To undo it, in this order" }.compactMap { line in
    line.split(separator: " ").first { $0.hasPrefix("ec2:") }.map { String($0.dropFirst(4)) }
  }
}

private func group(
  _ name: String, ingress: [Rule] = [], ownership: RuleSet.Ownership = .exclusive,
  tags: TagSet? = nil, identity: SecurityGroup.Identity? = nil
) -> SecurityGroup {
  SecurityGroup(
    name: name, address: "aws_security_group.\(name)",
    identity: identity
      ?? .created(.exact(.text(name)), description: .text("Test"), vpc: .text("vpc-1")),
    tags: tags, ingress: RuleSet(ownership, ingress), egress: RuleSet(.additive, []), origin: at(1))
}

private func there(
  _ name: String, _ rules: [Account.Rule] = [], id: String? = nil, description: String = "Test",
  vpc: String = "vpc-1", tags: [Account.Tag] = []
) -> Account.Group {
  Account.Group(
    id: id ?? "sg-\(name)", name: name, description: description, vpc: vpc, tags: tags,
    rules: rules)
}

private func open(_ port: Int, _ block: String, _ description: String = "") -> Account.Rule {
  Account.Rule(
    id: "sgr-\(port)",
    RuleIdentity(.ingress, .tcp, ports: (port, port), .ipv4, block), description: description)
}

@Suite("Call plan from a known state")
struct CallPlanDifferenceTests {
  @Test("what EC2 takes for the same rule is the same rule")
  func identities() {
    func identity(
      _ name: String, _ ports: (from: Int, to: Int)?, _ kind: Peer.Kind = .ipv4,
      _ peer: String = "10.0.0.0/8"
    ) -> RuleIdentity {
      RuleIdentity(.ingress, IPProtocol(canonicalizing: name), ports: ports, kind, peer)
    }
    for name in ["tcp", "udp", "icmp", "icmpv6"] {
      #expect(identity(name, nil) == identity(name, (-1, -1)))
      #expect(identity(name, nil) != identity(name, (-1, 0)))
    }
    #expect(identity("50", nil) == identity("50", (0, 65_535)))
    #expect(identity("-1", nil) == identity("all", (1, 2)))
    #expect(identity("6", (1, 2)) == identity("tcp", (1, 2)))
    #expect(
      identity("tcp", nil, .ipv6, "2001:DB8:0::/32") == identity("tcp", nil, .ipv6, "2001:db8::/32")
    )
    #expect(identity("tcp", nil, .group, "sg-1") != identity("tcp", nil, .prefixList, "sg-1"))
  }

  @Test("what is there as it shall be needs no call")
  func nothing() {
    let (text, codes) = plan(
      [group("web", ingress: [tcp(80, .ipv4("10.0.0.0/8"), "web", line: 3)])],
      from: [there("web", [open(80, "10.0.0.0/8", "web")])])
    #expect(codes == [])
    #expect(
      text == """
        Plan from what describe.json shows to the configuration: 1 security group, 1 ingress rule \
        + 0 egress rules

        Nothing to do: no call is needed.

        aws_security_group.web                                                         main.tf:1

          -  ingress  tcp 80  10.0.0.0/8  "web"  sgr-80                                main.tf:3
               no call: it is there

        Outputs

          web_id  "sg-web"

        """)
  }

  @Test("authorized first, then described, then revoked; in all groups together")
  func order() {
    let text = plan(
      [
        group("a", ingress: [tcp(81, .ipv4("10.0.0.0/8"), line: 2)]),
        group(
          "b",
          ingress: [
            tcp(80, .ipv4("10.0.0.0/8"), line: 3), tcp(443, .ipv4("10.0.0.0/8"), "new", line: 4),
          ]),
      ],
      from: [
        there("a", [open(80, "10.0.0.0/8")]), there("b", [open(443, "10.0.0.0/8", "old")]),
      ]
    ).text
    #expect(
      operations(text) == [
        "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupIngress",
        "UpdateSecurityGroupRuleDescriptionsIngress", "RevokeSecurityGroupIngress",
      ])
  }

  @Test("foreign rules stay where the rules are additive")
  func additive() {
    let web = group("web", ownership: .additive)
    #expect(operations(plan([web], from: [there("web", [open(80, "10.0.0.0/8")])]).text) == [])
  }

  @Test("blocks are compared as EC2 spells them")
  func spelling() {
    let rule = tcp(80, Peer(.ipv6, .one(.text("2001:DB8::/32"))), line: 2)
    let present = Account.Rule(
      id: "sgr-1", RuleIdentity(.ingress, .tcp, ports: (80, 80), .ipv6, "2001:0db8:0::/32"))
    #expect(
      operations(plan([group("web", ingress: [rule])], from: [there("web", [present])]).text) == [])
  }

  @Test("where the quota leaves no room, only as many rules are revoked first as are needed")
  func quota() {
    let wanted = (1...60).map { tcp($0, .ipv4("10.0.0.0/8"), line: $0) }
    // Fifty stay, eight go: there is room for two, and the other eight need that of eight.
    let present =
      (11...60).map { open($0, "10.0.0.0/8") } + (61...68).map { open($0, "10.0.0.0/8") }
    let text = plan([group("web", ingress: wanted)], from: [there("web", present)]).text
    #expect(
      operations(text) == [
        "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress",
        "AuthorizeSecurityGroupIngress",
      ])
    #expect(text.contains("The quota leaves no room for the rules that follow."))
    #expect(text.contains("       tcp 2  10.0.0.0/8"))
  }

  @Test("a group may already have more rules than the quota that is documented")
  func raisedQuota() {
    let wanted = (2...71).map { tcp($0, .ipv4("10.0.0.0/8"), line: $0) }
    let present = (1...70).map { open($0, "10.0.0.0/8") }
    #expect(
      operations(plan([group("web", ingress: wanted)], from: [there("web", present)]).text)
        == ["RevokeSecurityGroupIngress", "AuthorizeSecurityGroupIngress"])
  }

  @Test("tags are given, replaced and taken away; those of nobody's business stay")
  func tags() {
    let present = [Account.Tag("Name", "old"), Account.Tag("Gone", "x")]
    let account = [there("web", tags: present)]
    let text = plan([group("web", tags: [tag("Name", "web"), tag("New", "1")])], from: account).text
    #expect(operations(text) == ["CreateTags", "DeleteTags"])
    #expect(operations(plan([group("web", tags: nil)], from: account).text) == [])
  }

  @Test("a group that is missing is made, with its rules, before anything is authorized")
  func missing() {
    let text = plan([group("web", ingress: [tcp(80, .ipv4("10.0.0.0/8"), line: 2)])], from: []).text
    #expect(operations(text).first == "CreateSecurityGroup")
    #expect(operations(text).last == "AuthorizeSecurityGroupIngress")
  }

  @Test("what cannot change is an error")
  func fixed() {
    #expect(
      plan([group("web")], from: [there("web", description: "Other")]).codes
        == ["account/fixed-description"])
    #expect(plan([group("web")], from: [there("web", vpc: "vpc-2")]).codes == [])
    #expect(
      plan([group("web", tags: [])], from: [there("web", vpc: "vpc-2")]).codes
        == ["account/group-elsewhere"])
  }

  @Test("groups that the program does not make must be shown")
  func notShown() {
    let legacy = group("legacy", identity: .existing(id: .text("sg-1")))
    #expect(plan([legacy], from: []).codes == ["account/group-not-shown"])
    let standard = group("std", identity: .defaultGroup(vpc: nil))
    #expect(plan([standard], from: [there("web")]).codes == ["account/group-not-shown"])
    #expect(
      plan([standard], from: [there("default"), there("default", id: "sg-2", vpc: "vpc-2")]).codes
        == ["account/several-groups"])
    #expect(plan([standard], from: [there("default")]).codes == [])
  }

  @Test("a generated name is known by its tags, else somebody must say")
  func generated() {
    let web = group(
      "web", tags: [tag("Name", "web")],
      identity: .created(.prefix(.text("web-")), description: .text("Test"), vpc: .text("vpc-1")))
    let name = "web-202601010000000000" + "00000001"
    let own = there(name, id: "sg-1", tags: [Account.Tag("Name", "web")])
    let changed = there(name, id: "sg-1", tags: [Account.Tag("Name", "odd")])
    #expect(operations(plan([web], from: [own]).text) == [])
    #expect(plan([web], from: [changed]).codes == ["account/several-groups"])
    #expect(operations(plan([web], from: [changed], adopting: ["sg-1"]).text) == ["CreateTags"])
    #expect(
      operations(plan([web], from: [changed], adopting: ["none"]).text).first
        == "CreateSecurityGroup")
    let planned = there("web-" + stableHash("aws_security_group.web"), tags: own.tags)
    #expect(operations(plan([web], from: [planned, changed]).text) == [])
  }

  @Test("one peer in two ways is one rule, which has one description")
  func contradiction() {
    func rules(_ second: String) -> [Rule] {
      [
        tcp(80, Peer(.group, .one(.text("sg-1"))), "one", line: 2),
        tcp(80, Peer(.group, .one(.text("sg-1")), account: "444455556666"), second, line: 3),
      ]
    }
    #expect(plan([group("web", ingress: rules("one"))], from: [there("web")]).codes == [])
    #expect(
      plan([group("web", ingress: rules("two"))], from: [there("web")]).codes
        == ["account/rules-contradict"])
  }

  @Test("what a description does not tell of a group is asked for")
  func describedAnew() {
    var sink = DiagnosticSink()
    let program = Program(
      groups: [group("web")],
      outputs: [Output(name: "arn", value: .group(GroupID(0), .arn), origin: at(9))])
    func text(_ arn: String?) -> String {
      var web = there("web")
      web.arn = arn
      let account = Account(title: "describe.json", groups: [web])
      return CallPlan().emit(
        canonicalize(program), EmitOptions(format: "text", account: account), into: &sink)
    }
    let arn = "arn:aws:ec2:eu-west-1:444455556666:security-group/sg-web"
    #expect(operations(text(arn)) == [])
    #expect(text(arn).contains("  arn  \"\(arn)\"\n"))
    #expect(operations(text(nil)) == ["DescribeSecurityGroups"])
    #expect(text(nil).contains("  arn  ${web.described.SecurityGroups[0].SecurityGroupArn}\n"))
  }

  @Test("half of a description is no description")
  func incomplete() {
    var web = there("web")
    web.statedRules = 1
    #expect(plan([group("web")], from: [web]).codes == ["account/rules-not-shown"])
  }
}

@Suite("Call plan as text")
struct CallPlanTextTests {
  @Test("texts cannot steer the terminal, and wide letters keep the columns")
  func hostile() {
    let rules = [
      tcp(80, .ipv4("10.0.0.0/8"), "a\u{1B}[2J\u{202E}b", line: 2),
      tcp(81, .ipv4("10.0.0.0/8"), "日本", line: 3), tcp(82, .ipv4("10.0.0.0/8"), "${x}", line: 4),
    ]
    var sink = DiagnosticSink()
    let program = canonicalize(Program(groups: [group("web", ingress: rules)]))
    let text = CallPlan().emit(program, EmitOptions(format: "text"), into: &sink)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("       tcp") }.map(String.init)
    #expect(
      lines == [
        "       tcp 80  10.0.0.0/8  \"a\\u{1b}[2J\\u{202e}b\"" + String(repeating: " ", count: 31)
          + "main.tf:2",
        "       tcp 81  10.0.0.0/8  \"日本\"" + String(repeating: " ", count: 46) + "main.tf:3",
        "       tcp 82  10.0.0.0/8  \"$${x}\"" + String(repeating: " ", count: 45) + "main.tf:4",
      ])
  }
}

extension CallPlanTextTests {
  @Test("numbers of calls stand below each other")
  func numbers() {
    let text = plan((1...34).map { group("g\($0)", tags: []) }, from: []).text
    for line in ["\n 99  ec2:", "\n100  ec2:", "\n102  ec2:"] { #expect(text.contains(line)) }
  }
}

@Suite("curl")
struct CurlTests {
  private func script(_ program: Program, _ options: EmitOptions = EmitOptions()) -> String {
    var sink = DiagnosticSink()
    return CurlBackend().emit(canonicalize(program), options, into: &sink)
  }

  @Test("names are those of the Query API; the way back is remembered at once")
  func names() {
    let web = group(
      "web", ingress: [tcp(443, .ipv4("10.0.0.0/8"), "it's", line: 2)], tags: [tag("Name", "a b")])
    let text = script(Program(groups: [web]))
    #expect(
      text.contains(
        """
          request main.tf:1 CreateSecurityGroup \\
            GroupName=web \\
            GroupDescription=Test \\
            VpcId=vpc-1 \\
            TagSpecification.1.ResourceType=security-group \\
            TagSpecification.1.Tag.1.Key=Name \\
            "TagSpecification.1.Tag.1.Value=a b"
          web_id=$(element groupId)
          undo DeleteSecurityGroup "GroupId=$web_id"
        """))
    #expect(
      text.contains(
        """
          rule tcp 443 ipv4 10.0.0.0/8 "it's"
          change main.tf:2 AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress "GroupId=$web_id"
        """))
  }

  @Test("only the functions that are needed are there")
  func functions() {
    let text = script(
      Program(groups: [group("web")]),
      EmitOptions(account: Account(title: "describe.json", groups: [there("web")])))
    #expect(!text.contains("rule()") && !text.contains("flat()"))
    #expect(text.contains("request()"))
  }
}
