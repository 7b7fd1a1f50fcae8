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

  /// The output `x` of a program with the inputs `a`, `b` and `c`, as the script tells it.
  private func written(_ type: InputType, _ value: Term) -> String {
    let inputs = ["a", "b", "c"].map { Input(name: $0, address: "var.\($0)", type: type) }
    let output = Output(name: "x", value: value, origin: at(1))
    let (script, _) = emit(canonicalize(Program(inputs: inputs, outputs: [output])))
    let start = #"    run.output("x", "#
    guard let found = script.range(of: start) else { return script }
    return String(script[found.upperBound...].prefix { $0 != "\n" }.dropLast())
  }

  @Test func equalitiesOfOneValueAreAMembership() {
    let (a, b, c) = (Term.input(InputID(0)), Term.input(InputID(1)), Term.input(InputID(2)))
    func written(_ condition: Condition) -> String {
      self.written(
        .string, .conditional(condition, then: .text("y"), otherwise: .text("n")))
    }
    let (ab, ax) = (Condition.equal(a, b), Condition.equal(.text("x"), a))
    let (cb, cx) = (Condition.equal(c, b), Condition.equal(c, .text("x")))
    #expect(written(.any([ab, ax])) == #""y" if args.a in [args.b, "x"] else "n""#)
    #expect(written(.any([cb, ab])) == #""y" if args.b in [args.c, args.a] else "n""#)
    #expect(written(.any([ax, cx])) == #""y" if args.a == "x" or args.c == "x" else "n""#)
    #expect(
      written(.any([ax, cx, ab]))
        == #""y" if args.a == "x" or args.c == "x" or args.a == args.b else "n""#
    )
    #expect(
      written(.any([ab, .any([ax, cx])]))
        == #""y" if args.a in [args.b, "x"] or args.c == "x" else "n""#)
    #expect(
      written(.all([.not(ab), .not(ax), .not(cx)]))
        == #""y" if args.a not in [args.b, "x"] and args.c != "x" else "n""#)
    #expect(
      written(.all([cx, .not(.any([ab, ax]))]))
        == #""y" if args.c == "x" and args.a not in [args.b, "x"] else "n""#)
  }

  @Test(
    arguments: [
      (.tuple([.string, .bool]), .number("1"), #""y" if args.a[1] else "n""#),
      (.list(.bool), .number("0"), #""y" if args.a[0] else "n""#),
      (.list(.any), .number("0"), #""y" if boolean(args.a[0]) else "n""#),
      (.object(["k": .bool]), .string("k"), #""y" if args.a["k"] else "n""#),
    ] as [(InputType, Literal, String)])
  func anElementIsTrueOrText(_ type: InputType, _ key: Literal, _ text: String) {
    let condition = Condition.isTrue(.member(.input(InputID(0)), key: key))
    #expect(
      written(type, .conditional(condition, then: .text("y"), otherwise: .text("n"))) == text)
  }

  @Test(
    arguments: [
      (.tuple([.string, .string]), #"add("--a", nargs="*", required=True)"#),
      (.tuple([.string, .number]), #"add("--a", type=json_value, required=True)"#),
      (.any, #"add("--a", type=json_value, required=True)"#),
    ] as [(InputType, String)])
  func whatHasPartsIsWordsWhereAllOfItIsText(_ type: InputType, _ flag: String) {
    let part = Term.member(.input(InputID(0)), key: .number("0"))
    var program = group([], tags: [.entry(key: "a", value: part)])
    program.inputs = [Input(name: "a", address: "var.a", type: type)]
    #expect(emit(program).script.contains(flag))
  }

  @Test func anObjectThatIsUsedAsTagsIsAMapOfTexts() {
    var program = group([], tags: [.each(.input(InputID(0)))])
    program.inputs = [Input(name: "a", address: "var.a", type: .object(["n": .number]))]
    program.outputs = [
      Output(name: "n", value: .member(.input(InputID(0)), key: .string("n")), origin: at(1))
    ]
    let (script, _) = emit(program)
    #expect(script.contains(#"add("--a", type=string_map, required=True)"#))
    #expect(script.contains(#"run.output("n", args.a["n"])"#))
  }

  @Test func aPortThatIsPartOfAnInputIsCheckedBeforeAnyCall() {
    let port = Term.member(.input(InputID(0)), key: .number("0"))
    let range = Ports.range(from: port, to: .literal(.number("90")))
    var program = group([
      Rule(.tcp, .range(from: port, to: port), .ipv4("10.0.0.0/8"), origin: at(2)),
      Rule(.tcp, range, .ipv4("10.0.0.0/8"), origin: at(3)),
    ])
    program.inputs = [Input(name: "ports", address: "var.ports", type: .list(.number))]
    let (script, _) = emit(program)
    #expect(
      script.contains(
        "\n    ports_0 = whole_number(\"main.tf:2\", args.ports[0])\n    session = "))
    #expect(script.contains(#"*tcp(ports_0, ["10.0.0.0/8"])"#))
    #expect(script.contains(#"Rule("tcp", ports_0, 90, "10.0.0.0/8")"#))
  }

  @Test func outputsAloneFollowTheDocumentation() {
    let output = Output(name: "x", value: .text("y"), origin: at(1))
    let (script, _) = emit(Program(outputs: [output]))
    #expect(script.contains("says.\"\"\"\n    run.output(\"x\", \"y\")\n"))
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
