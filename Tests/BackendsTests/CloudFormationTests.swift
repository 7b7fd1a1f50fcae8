import Backends
import Diagnostics
import SecurityGroupIR
import Testing

/// Not the one of Testing.
private typealias Attachment = SecurityGroupIR.Attachment

/// The template of a program, and the codes of what was said about it.
private func template(_ program: Program) -> (text: String, codes: [String]) {
  var sink = DiagnosticSink()
  let text = CloudFormation().emit(canonicalize(program), into: &sink)
  return (text, sink.sorted.map(\.code.text))
}

private func group(
  _ name: String, ingress: [Rule] = [], egress: [Rule] = [everything(.ipv4("0.0.0.0/0"), line: 9)],
  tags: TagSet = []
) -> SecurityGroup {
  SecurityGroup(
    name: name, address: "aws_security_group.\(name)",
    identity: .created(.exact(.text(name)), description: .text("Test"), vpc: .text("vpc-01234567")),
    tags: tags, ingress: RuleSet(.exclusive, ingress), egress: RuleSet(.exclusive, egress),
    origin: at(1))
}

private func peerGroup(_ index: Int) -> Peer { Peer(.group, .one(.group(GroupID(index), .id))) }

/// The logical ids of a template: what stands two levels deep in Resources.
private func resources(_ text: String) -> [String] {
  let lines = text.split(separator: "\n").map(String.init)
  guard let start = lines.firstIndex(of: "  \"Resources\": {") else { return [] }
  return lines[(start + 1)...].prefix { $0 != "  }," && $0 != "  }" }
    .filter { $0.hasPrefix("    \"") }
    .compactMap { $0.split(separator: "\"").dropFirst().first.map(String.init) }
}

@Suite("CloudFormation")
struct CloudFormationTests {
  @Test("a program without unknown lists is a plain template, rules within their groups")
  func plain() {
    let web = group(
      "web",
      ingress: [
        tcp(443, .ipv4("0.0.0.0/0"), "HTTPS", line: 3),
        Rule(
          IPProtocol(canonicalizing: "icmpv6"), ports(-1, -1), Peer(.ipv6, .one(.text("::/0"))),
          origin: at(4)),
        Rule(IPProtocol(canonicalizing: "50"), ports(0, 0), .ipv4("10.0.0.0/8"), origin: at(5)),
        tcp(22, Peer(.prefixList, .one(.text("pl-12345678"))), line: 6),
        tcp(
          5432, Peer(.group, .one(.text("sg-0123456789abcdef0")), account: "444455556666"), line: 7),
      ], tags: [tag("Name", "web")])
    let (text, codes) = template(Program(sources: ["main.tf"], groups: [web]))
    #expect(codes == [])
    #expect(
      text == """
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Description": "Security group web, translated from main.tf by Portolan.",
          "Metadata": {
            "Portolan": {
              "Deploy": [
                "aws cloudformation deploy --template-file FILE --stack-name NAME",
                "Add --no-execute-changeset to look at the changes first.",
                "For many accounts and Regions: aws cloudformation create-stack-set with this template."
              ]
            }
          },
          "Resources": {
            "Web": {
              "Type": "AWS::EC2::SecurityGroup",
              "Metadata": {
                "Source": "aws_security_group.web (main.tf:1)",
                "IngressSources": [
                  "main.tf:3",
                  "main.tf:4",
                  "main.tf:5",
                  "main.tf:6",
                  "main.tf:7"
                ],
                "EgressSources": ["main.tf:9"],
                "cfn-lint": { "config": { "ignore_checks": ["W3687"] } }
              },
              "Properties": {
                "GroupName": "web",
                "GroupDescription": "Test",
                "VpcId": "vpc-01234567",
                "SecurityGroupIngress": [
                  {
                    "Description": "HTTPS",
                    "IpProtocol": "tcp",
                    "FromPort": 443,
                    "ToPort": 443,
                    "CidrIp": "0.0.0.0/0"
                  },
                  {
                    "IpProtocol": "icmpv6",
                    "FromPort": -1,
                    "ToPort": -1,
                    "CidrIpv6": "::/0"
                  },
                  {
                    "IpProtocol": "50",
                    "CidrIp": "10.0.0.0/8"
                  },
                  {
                    "IpProtocol": "tcp",
                    "FromPort": 22,
                    "ToPort": 22,
                    "SourcePrefixListId": "pl-12345678"
                  },
                  {
                    "IpProtocol": "tcp",
                    "FromPort": 5432,
                    "ToPort": 5432,
                    "SourceSecurityGroupId": "sg-0123456789abcdef0",
                    "SourceSecurityGroupOwnerId": "444455556666"
                  }
                ],
                "SecurityGroupEgress": [{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0" }],
                "Tags": [{ "Key": "Name", "Value": "web" }]
              }
            }
          },
          "Outputs": {
            "WebId": { "Value": { "Fn::GetAtt": ["Web", "GroupId"] } }
          }
        }

        """)
  }

  @Test("a list that stays an input is a loop over a parameter, guarded against the empty list")
  func loops() {
    let (text, codes) = template(railsProgram)
    #expect(codes == [])
    #expect(
      resources(text) == [
        "RailsSg",
        "Fn::ForEach::RailsSgTcp2222FromSshCidrBlocks",
        "Fn::ForEach::RailsSgTcp80FromHttpCidrBlocks",
        "Fn::ForEach::RailsSgTcp443FromHttpsCidrBlocks",
        "Fn::ForEach::RailsSgTcp5432FromPostgresCidrBlocks",
        "Fn::ForEach::RailsSgTcp6379FromRedisCidrBlocks",
      ])
    #expect(text.contains(#""Transform": "AWS::LanguageExtensions","#))
    #expect(text.contains(#""VpcId": {"# + "\n" + #"      "Type": "AWS::EC2::VPC::Id","#))
    #expect(
      text.contains(#""HttpCidrBlocks": { "Type": "CommaDelimitedList", "Default": "0.0.0.0/0" },"#)
    )
    #expect(text.contains(#""Condition": "HasSshCidrBlocks","#))
    #expect(text.contains(#""CidrIp": { "Ref": "Cidr" }"#))
  }

  @Test(
    "a rule that closes a circle is a resource of its own; egress stays within its group if it can")
  func circles() {
    // alb → app by egress, app → alb by ingress; each admits itself.
    let alb = group(
      "alb", ingress: [tcp(1, peerGroup(0), line: 2)], egress: [tcp(80, peerGroup(1), line: 3)])
    let app = group("app", ingress: [tcp(80, peerGroup(0), line: 4)])
    let (text, codes) = template(Program(groups: [alb, app]))
    #expect(codes == [])
    #expect(resources(text) == ["Alb", "App", "AlbTcp1FromAlb", "AppTcp80FromAlb"])
  }

  @Test("all rules of a circle of egress are resources, and the groups get the rule for no egress")
  func egressCircle() {
    let names = ["a", "b", "c"]
    let ring = names.indices.map { index in
      group(names[index], egress: [tcp(4000, peerGroup((index + 1) % 3), line: index + 2)])
    }
    let (text, codes) = template(Program(groups: ring))
    #expect(codes == Array(repeating: "cloudformation/no-egress", count: 3))
    #expect(resources(text).suffix(3) == ["ATcp4000ToB", "BTcp4000ToC", "CTcp4000ToA"])
    #expect(text.components(of: #""CidrIp": "127.0.0.1/32""#) == 3)
  }

  @Test("a list in egress must be known unless another egress rule stands within the group")
  func egressLists() {
    let list = Input(name: "cidrs", address: "var.cidrs", type: .list(.string))
    let each = Peer(.ipv4, .each(.input(InputID(0))))
    func refused(_ egress: [Rule]) -> [String] {
      let program = Program(inputs: [list], groups: [group("web", egress: egress)])
      return legalize(canonicalize(program), for: CloudFormation().capabilities)
        .refusals.flatMap(\.addresses)
    }
    let known = tcp(443, .ipv4("10.0.0.0/8"), line: 2)
    #expect(refused([tcp(22, each, line: 1)]) == ["var.cidrs"])
    #expect(refused([tcp(22, each, line: 1), tcp(1, peerGroup(0), line: 2)]) == ["var.cidrs"])
    #expect(refused([tcp(22, each, line: 1), known]) == [])
    #expect(refused([everything(each, line: 1), known]) == ["var.cidrs"])
  }

  @Test("no name of a resource depends on another rule", arguments: SamplePrograms.all.map(\.name))
  func stableNames(name: String) throws {
    let program = canonicalize(try #require(SamplePrograms.all.first { $0.name == name }).program)
    let all = Set(resources(template(program).text))
    for (index, group) in program.groups.enumerated() {
      for number in group.ingress.rules.indices {
        var fewer = program
        fewer.groups[index].ingress.rules.remove(at: number)
        // A broken circle may let another rule move into its group, but none gets another name.
        let renamed = Set(resources(template(fewer).text)).subtracting(all)
        #expect(renamed.isEmpty)
      }
    }
  }

  @Test("parameters, loop variables and resources share their names with nobody")
  func namespace() {
    let inputs = ["web", "cidr", "list"].map {
      Input(name: $0, address: "var.\($0)", type: .list(.string))
    }
    let web = group(
      "web", ingress: [0, 1, 2].map { tcp($0, Peer(.ipv4, .each(.input(InputID($0)))), line: $0) })
    let text = template(Program(inputs: inputs, groups: [web])).text
    #expect(resources(text).first == "Web2")
    #expect(text.contains(#"{ "Ref": "Cidr2" }"#))
  }

  @Test("addresses with the same digits have different names")
  func addressNames() {
    let legacy = SecurityGroup(
      name: "legacy", address: "var.legacy", identity: .existing(id: .text("sg-12345678")),
      tags: nil,
      ingress: RuleSet(
        .additive,
        [
          tcp(22, .ipv4("11.1.0.0/16"), line: 1), tcp(22, .ipv4("1.11.0.0/16"), line: 2),
          tcp(22, Peer(.ipv6, .one(.text("::/0"))), line: 3),
        ]),
      egress: RuleSet(.additive, []), origin: at(1))
    #expect(
      resources(template(Program(groups: [legacy])).text) == [
        "LegacyTcp22From11x1x0x0x16", "LegacyTcp22From1x11x0x0x16", "LegacyTcp22FromAnywhereIpv6",
      ])
  }

  @Test(
    "text is data: nothing in it is a reference",
    arguments: [
      ("plain", #""Value": "plain""#),
      ("${VpcId}", #""Value": { "Fn::Join": ["", ["$", "{VpcId}"]] }"#),
      ("a $${b} ${c", #""Value": { "Fn::Join": ["", ["a $$", "{b} $", "{c"]] }"#),
      (#"" } ] \"#, #""Value": "\" } ] \\""#),
    ])
  func text(value: String, expected: String) {
    let (text, codes) = template(Program(groups: [group("web", tags: [tag("note", value)])]))
    #expect(codes == [])
    #expect(text.contains(expected))
  }

  @Test("templates are substitutions where no text could be mistaken for one")
  func templates() {
    func value(_ parts: [Term]) -> String {
      template(
        Program(
          inputs: [Input(name: "env", address: "var.env", type: .string)],
          groups: [group("web", tags: [.entry(key: "k", value: .template(parts))])])
      ).text
    }
    let env = Term.input(InputID(0))
    #expect(value([.text("web-"), env]).contains(#"{ "Fn::Sub": "web-${Env}" }"#))
    #expect(
      value([.text("$"), env, .text("{x}")]).contains(
        #"{ "Fn::Join": ["", ["$", { "Ref": "Env" }, "{x}"]] }"#))
  }

  @Test("parameters have the most telling type; a sensitive default is not printed")
  func parameters() {
    let inputs = [
      Input(name: "port", address: "var.port", type: .number, defaultValue: .number("443")),
      Input(name: "cidr", address: "var.cidr", type: .string),
      Input(name: "peer", address: "var.peer", type: .string),
      Input(name: "on", address: "var.on", type: .bool, defaultValue: .bool(true)),
      Input(
        name: "secret", address: "var.secret", type: .string, defaultValue: .string("s3cret"),
        isSensitive: true),
      Input(name: "unused", address: "var.unused", type: .string),
      Input(name: "zones", address: "var.zones", type: .list(.string)),
    ]
    func term(_ index: Int) -> Term { .input(InputID(index)) }
    let web = group(
      "web",
      ingress: [
        Rule(.tcp, .range(from: term(0), to: term(0)), Peer(.ipv4, .one(term(1))), origin: at(1)),
        tcp(1, Peer(.group, .one(term(2))), line: 2),
      ],
      tags: [
        .entry(key: "on", value: .convert(term(3), .string)), .entry(key: "s", value: term(4)),
        .entry(key: "z", value: .member(term(6), key: .number("1"))),
      ])
    let (text, codes) = template(Program(inputs: inputs, groups: [web]))
    #expect(codes == [])
    #expect(
      text.contains(
        #""Port": { "Type": "Number", "Default": 443, "MinValue": -1, "MaxValue": 65535 },"#))
    #expect(text.contains(#""AllowedPattern": "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$""#))
    #expect(text.contains(#""Peer": { "Type": "AWS::EC2::SecurityGroup::Id" },"#))
    #expect(text.contains(#""AllowedValues": ["true", "false"]"#))
    #expect(text.contains(#""Secret": { "Type": "String", "NoEcho": true },"#))
    #expect(text.contains(#"{ "Fn::Select": [1, { "Ref": "Zones" }] }"#))
    #expect(!text.contains("s3cret"))
    #expect(!text.contains("Unused"))
  }

  @Test("what a template cannot say is said to the user")
  func inexpressible() {
    var adopted = group("std")
    adopted.identity = .defaultGroup(vpc: nil)
    var elsewhere = group("web")
    elsewhere.region = .text("eu-west-1")
    var owned = group("old")
    owned.identity = .existing(id: .text("sg-12345678"))
    var tagged = tcp(1, .ipv4("10.0.0.0/8"), line: 1)
    tagged.tags = [tag("a", "b")]
    let cases: [([SecurityGroup], [String])] = [
      ([adopted, group("web")], ["cloudformation/default-group"]),
      ([group("a"), elsewhere], ["cloudformation/several-regions"]),
      ([elsewhere], ["cloudformation/region"]),
      ([owned], ["cloudformation/foreign-rules"]),
      ([group("web", ingress: [tagged])], ["cloudformation/rule-tags"]),
      ([group("web", egress: [])], ["cloudformation/no-egress"]),
      ([group("web", tags: [tag("a", "{{resolve:ssm:x}}")])], ["cloudformation/dynamic-reference"]),
      ([], ["cloudformation/no-resources"]),
    ]
    for (groups, expected) in cases {
      #expect(template(Program(groups: groups)).codes == expected)
    }
    let attachment = Attachment(
      address: "aws_network_interface_sg_attachment.x", group: .group(GroupID(0), .id),
      target: .networkInterface(.text("eni-1")), region: .text("eu-west-1"), origin: at(9))
    #expect(
      template(Program(groups: [group("web")], attachments: [attachment])).codes == [
        "cloudformation/interface-attachment", "cloudformation/several-regions",
      ])
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
