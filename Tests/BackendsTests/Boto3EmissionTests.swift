import Backends
import Diagnostics
import Foundation
import SecurityGroupIR
import Testing

/// Single points of what is emitted; whole scripts stand in `Tests/Fixtures/boto3`.
@Suite struct Boto3EmissionTests {
  private func emit(_ program: Program) -> (script: String, codes: [String]) {
    var sink = DiagnosticSink()
    let script = Boto3Backend().emit(program, into: &sink)
    return (script, sink.diagnostics.map(\.code.text))
  }

  private func group(_ rules: [Rule], vpc: Term? = .text("vpc-1"), tags: TagSet? = []) -> Program {
    Program(groups: [
      SecurityGroup(
        name: "web", address: "aws_security_group.web",
        identity: .created(.exact(.text("web")), description: .text("Web"), vpc: vpc), tags: tags,
        ingress: RuleSet(.exclusive, rules), egress: RuleSet(.exclusive, []), origin: at(1))
    ])
  }

  @Test(arguments: [
    ("2001:DB8::/32", "2001:db8::/32"), ("2001:0db9:0:0::/32", "2001:db9::/32"), ("::/0", "::/0"),
    ("0:0:0:0:0:0:0:0/0", "::/0"), ("2001:0:0:1:0:0:0:1/128", "2001:0:0:1::1/128"),
    ("2001:db8:0:1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128"), ("fe80:0::/10", "fe80::/10"),
    ("1:2:3:4:5:6:7::/112", "1:2:3:4:5:6:7:0/112"), ("no block", "no block"),
    ("1::2::3/8", "1::2::3/8"),
    ("1:2/8", "1:2/8"), ("", ""), (":::/0", ":::/0"),
  ])
  func ipv6BlocksAreSpelledAsEC2SpellsThem(_ text: String, _ canonical: String) {
    #expect(canonicalIPv6Block(text) == canonical)
  }

  @Test func onlyWhatIsNeededIsCarried() {
    let (script, _) = emit(group([tcp(80, .ipv4("10.0.0.0/8"), line: 2)], tags: nil))
    for word in [
      "create_tags", "only_one", "import re\n", "ipaddress", "adopt", "join_interface", "existing",
      "prevent_destroy", "hide", "is_given", "LookupError",
    ] {
      #expect(!script.contains(word), "\(word)")
    }
  }

  @Test func rulesOfOneKindShareALineAndLiteralsStandOnce() {
    let rules = [
      tcp(80, .ipv4("10.0.0.0/8"), "a", line: 2), tcp(80, .ipv4("10.0.0.0/8"), "a", line: 2),
      tcp(80, .ipv4("11.0.0.0/8"), "a", line: 2), tcp(80, .ipv4("12.0.0.0/8"), "b", line: 3),
    ]
    let (script, _) = emit(group(rules))
    #expect(script.contains(#"*tcp(80, ["10.0.0.0/8", "11.0.0.0/8"], "a"),"#))
    #expect(script.contains(#"*tcp(80, ["12.0.0.0/8"], "b"),"#))
  }

  @Test func aProtocolWithoutPortsIsNamedWithoutPorts() {
    let rule = Rule(
      IPProtocol(canonicalizing: "50"), ports(0, 0), .ipv4("10.0.0.0/8"), origin: at(2))
    #expect(emit(group([rule])).script.contains(#"[Rule("50", -1, -1, "10.0.0.0/8")]"#))
  }

  @Test func aNameThatAFilterTakesForAPatternIsAskedForWithWildcards() {
    var program = group([])
    #expect(!emit(program).script.contains("re.sub"))
    program.groups[0].identity = .created(
      .exact(.text("web [*]")), description: .text("Web"), vpc: .text("vpc-1"))
    #expect(emit(program).script.contains(#""Values": [re.sub(r"\W", "?", name)]"#))
  }

  @Test func aGroupWithoutNetworkStandsInTheDefaultOne() {
    let (script, _) = emit(group([], vpc: nil))
    #expect(script.contains("default_vpc_id = default_vpc(ec2)"))
    #expect(script.contains("vpc_id=default_vpc_id"))
  }

  @Test func namesThatPythonNeedsAreLeftToIt() {
    var program = group([])
    program.groups[0].name = "print"
    program.inputs = [Input(name: "class", address: "var.class", type: .string)]
    program.outputs = [Output(name: "class", value: .input(InputID(0)), origin: at(3))]
    let (script, _) = emit(program)
    #expect(script.contains("print_ = Group("))
    #expect(script.contains(#"add("--class", dest="class_", required=True)"#))
    #expect(script.contains(#"run.output("class", args.class_)"#))
  }

  @Test func aSecretHasNoDefaultAndNoReader() {
    var program = group([])
    program.inputs = [
      Input(
        name: "token", address: "var.token", type: .number, defaultValue: .number("42"),
        isSensitive: true)
    ]
    let (script, _) = emit(program)
    #expect(script.contains(#"add("--token", help="Better given as $TOKEN.")"#))
    #expect(!script.contains("42"))
  }

  @Test func eachRegionHasAClient() {
    var program = group([])
    program.groups.append(program.groups[0])
    program.groups[1].name = "west"
    program.groups[1].region = .text("eu-west-1")
    let (script, _) = emit(program)
    #expect(script.contains(#"ec2_eu_west_1 = session.client("ec2", region_name="eu-west-1")"#))
    #expect(script.contains("west = Group(\n        ec2_eu_west_1,"))
  }

  @Test func groupsComeAfterWhatTheirTagsReferTo() {
    var program = group([])
    program.groups.append(program.groups[0])
    program.groups[1].name = "front"
    program.groups[0].tags = [.entry(key: "front", value: .group(GroupID(1), .id))]
    let (script, codes) = emit(program)
    #expect(codes.isEmpty)
    let front = script.range(of: "ensure_groups(run, front)")
    let web = script.range(of: "ensure_groups(run, web)")
    #expect(front.flatMap { front in web.map { front.lowerBound < $0.lowerBound } } == true)

    program.groups[1].tags = [.entry(key: "web", value: .group(GroupID(0), .id))]
    #expect(emit(program).codes == ["boto3/circular-reference"])
  }

  @Test(arguments: [
    Peer(.group, .one(.text("web"))), Peer(.prefixList, .one(.text("sg-1"))),
    Peer(.ipv6, .one(.text("10.0.0.0/8"))), .ipv4("::/0"),
  ])
  func aPeerOfAnotherKindIsAnError(_ peer: Peer) {
    #expect(emit(group([tcp(80, peer, line: 2)])).codes == ["boto3/peer-of-another-kind"])
  }

  @Test func conversionsAreTerraforms() {
    var program = group([])
    program.inputs = [
      Input(name: "flag", address: "var.flag", type: .bool),
      Input(name: "count", address: "var.count", type: .number),
      Input(name: "names", address: "var.names", type: .object(["a": .string])),
    ]
    let member = Term.member(.input(InputID(2)), key: .string("a"))
    program.outputs = [
      Output(name: "a", value: .template([.text("{"), .input(InputID(0))]), origin: at(1)),
      Output(name: "b", value: .convert(.input(InputID(1)), .string), origin: at(1)),
      Output(name: "c", value: .template([.text("{"), member]), origin: at(1)),
      Output(name: "d", value: .convert(.text("8"), .number), origin: at(1)),
    ]
    let (script, _) = emit(program)
    #expect(script.contains(#"run.output("a", f"{{{as_text(args.flag)}")"#))
    #expect(script.contains(#"run.output("b", as_text(args.count))"#))
    #expect(script.contains(#"run.output("c", "{" + args.names["a"])"#))
    #expect(script.contains(#"run.output("d", as_text(number("8")))"#))
  }

  @Test func aSecretIsHiddenBeforeAnythingIsShown() {
    var program = group([])
    program.inputs = [
      Input(name: "token", address: "var.token", type: .string, isSensitive: true),
      Input(name: "name", address: "var.name", type: .string),
    ]
    let (script, _) = emit(program)
    #expect(script.contains("says.\"\"\"\n    run.hide(args.token)\n"))
    #expect(!script.contains("was \"{old.description}\""), "an old value may be a secret, too")
  }

  @Test func aGroupThatMustStayRefusesToBeDestroyed() {
    var program = group([])
    #expect(!emit(program).script.contains("prevent_destroy"))
    program.groups[0].preventsDestroy = true
    let (script, _) = emit(program)
    #expect(script.contains("tags={},\n        prevent_destroy=True,\n    )"))
    #expect(script.contains("prevent_destroy keeps"))
  }

  @Test func aNewGroupIsMarkedOnlyWhereNothingElseWouldCloseIt() {
    var program = group([])
    #expect(!emit(program).script.contains("UNFINISHED"))
    program.groups[0].egress = RuleSet(.additive, [])
    #expect(emit(program).script.contains("finish_group(run, group)"))
  }

  /// The flag of a provider's Region is the script's own; any other variable of that name has its.
  @Test(arguments: [
    (true, "--region", #"add("--region", required=True)"#),
    (
      false, "--input-region",
      #"add("--region", help="AWS Region, if not that of the environment")"#
    ),
  ])
  func aVariableForTheRegion(_ isOfTheProvider: Bool, _ flag: String, _ line: String) {
    var program = group([])
    program.inputs = [Input(name: "region", address: "var.region", type: .string)]
    if isOfTheProvider {
      program.groups[0].region = .input(InputID(0))
    } else {
      program.groups[0].tags = [.entry(key: "region", value: .input(InputID(0)))]
    }
    #expect(program.inputSpellings.map(\.flag) == [flag])
    let (script, _) = emit(program)
    #expect(script.contains(line))
    #expect(script.contains("session = aws_session(args.profile, args.region)"))
  }

  @Test func aRegionThatIsFixedIsNotAskedFor() {
    var program = group([])
    program.groups[0].region = .text("eu-west-1")
    let (script, _) = emit(program)
    #expect(!script.contains("--region"))
    #expect(script.contains("session = aws_session(args.profile)"))
  }
}
