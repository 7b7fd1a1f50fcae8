import Backends
import CodePrinter
import Diagnostics
import SecurityGroupIR
import Testing

private func script(_ program: Program) -> String {
  var sink = DiagnosticSink()
  return AWSCLIBackend().emit(canonicalize(program), into: &sink)
}

/// The script's functions, without the call of `run` at its end.
private func functions(_ program: Program) -> String {
  String(script(program).dropLast("run \"$@\"\n".count))
}

/// Every call fails, and says so where a test can see it.
private let noAWS = "aws() { echo \"called: $*\" >&2; return 9; }\n"

@Suite struct AWSCLITests {
  @Test(arguments: ShellPrograms.all.map(\.name))
  func everyProgramIsBash(_ name: String) throws {
    let program = try #require(ShellPrograms.named(name))
    var sink = DiagnosticSink()
    let text = AWSCLIBackend().emit(canonicalize(program), into: &sink)
    #expect(sink.diagnostics.isEmpty)
    #expect(AWSCLIBackend().emit(canonicalize(program), into: &sink) == text)
    let check = try runBash("bash -n <<'PORTOLAN_END'\n\(text)PORTOLAN_END\n")
    #expect(check.status == 0 && check.errors.isEmpty, "\(check.errors)")
  }

  @Test func theDeclarationIsOneLineARule() {
    let text = script(railsProgram)
    #expect(
      text.contains(
        """
          at main.tf:28 # aws_security_group.rails_sg
          ensure_group rails_sg "$VPC_ID" \\
            "Allow inbound traffic for PostgreSQL, Rails, Redis, and SSH" \\
            Name rails_sg
          rails_sg_id=$group
        """))
    #expect(
      text.contains(
        """
          at main.tf:28 # rules of aws_security_group.rails_sg
          rules_of "$rails_sg_id" ingress egress
          ingress tcp 2222 "$SSH_CIDR_BLOCKS" "SSH"
          ingress tcp 80 "$HTTP_CIDR_BLOCKS" "Rails HTTP"
          ingress tcp 443 "$HTTPS_CIDR_BLOCKS" "Rails HTTPS"
          ingress tcp 5432 "$POSTGRES_CIDR_BLOCKS" "PostgreSQL"
          ingress tcp 6379 "$REDIS_CIDR_BLOCKS" "Redis"
          egress -1 all 0.0.0.0/0
        }
        """))
  }

  @Test func inputsAreTheThreeCasesOfAVariable() {
    let text = script(railsProgram)
    #expect(text.contains("\n  : \"${VPC_ID:?VPC that holds the security group.}\"\n"))
    #expect(text.contains("\n  : \"${SSH_CIDR_BLOCKS?IPv4 CIDR blocks, separated by spaces}\"\n"))
    #expect(text.contains("\n  : \"${HTTP_CIDR_BLOCKS=0.0.0.0/0}\"\n"))
  }

  @Test(arguments: [
    ("lookup() {", ["runnable", "everything"]),
    ("ensure_generated_group() {", ["bastion", "runnable", "everything", "ignored"]),
    ("adopt_default_group() {", ["runnable", "everything"]),
    ("take_marker() {", ["peering", "runnable", "everything", "regions", "ignored"]),
    ("squeeze_in() {", ["rails", "alb", "bastion", "runnable", "everything", "regions"]),
    ("attach_interface() {", ["runnable", "everything"]),
    ("hide_secrets() {", ["runnable", "everything"]),
    ("check_ipv6() {", ["runnable", "everything"]),
    ("json_list() {", ["runnable", "everything"]),
    ("by_region() {", ["regions"]),
    ("tags_of", ["runnable", "everything", "ignored"]),
    ("own_tags() {", ["runnable", "everything", "ignored"]),
    ("ignored_of", ["runnable", "everything"]),
    ("are_of_sibling() {", ["runnable", "everything", "ignored"]),
  ])
  func onlyWhatTheProgramNeeds(part: String, users: [String]) {
    for (name, program) in ShellPrograms.all {
      #expect(script(program).contains(part) == users.contains(name), "\(part) in \(name)")
    }
  }

  @Test func rulesThatAreResourcesSayWhereTheyComeFrom() {
    let text = script(peeringProgram)
    #expect(
      text.contains("  at main.tf:16\n  ingress tcp 443 \"$pay_id\" \"Secure API calls\"\n"))
    #expect(text.contains("\n  rules_of \"$shop_id\"\n"))
  }

  @Test func foldedVariablesStandInTheHeader() {
    let text = script(bastionProgram)
    #expect(text.contains("\n# Fixed when it was translated:\n#   trusted = {\"home\":"))
    #expect(text.contains("(main.tf:22: for_each needs to know how many blocks there are)\n"))
  }

  @Test func aSensitiveDefaultIsNotPrinted() {
    var program = railsProgram
    program.inputs[0].isSensitive = true
    program.inputs[0].defaultValue = .string("vpc-secret")
    #expect(!script(program).contains("vpc-secret"))
    #expect(script(program).contains("read -rsp \"VPC_ID (VPC that holds the security group.): \""))
  }

  @Test(arguments: [
    ["SSH_CIDR_BLOCKS": "10.0.0.0/33"], ["SSH_CIDR_BLOCKS": "10.0.0.1/8"],
    ["SSH_CIDR_BLOCKS": "10.0.0.0/8,10.1.0.0/16"], ["SSH_CIDR_BLOCKS": "*"],
    ["SSH_CIDR_BLOCKS": "256.0.0.0/8"], ["SSH_CIDR_BLOCKS": "010.0.0.0/8"],
    ["SSH_CIDR_BLOCKS": "$(id)"], ["VPC_ID": "main"], ["VPC_ID": ""],
  ])
  func aTypoStopsBeforeAnyCall(input: [String: String]) throws {
    let good = [
      "VPC_ID": "vpc-1", "SSH_CIDR_BLOCKS": "", "POSTGRES_CIDR_BLOCKS": "10.0.0.0/8",
      "REDIS_CIDR_BLOCKS": "192.0.2.1/32 0.0.0.0/0",
    ]
    let text = noAWS + script(railsProgram)
    #expect(try runBash(text, good).errors.contains("called: ec2 describe-security-groups "))
    let result = try runBash(text, good.merging(input) { _, new in new })
    let name = try #require(input.keys.first)
    #expect(result.status == 1)
    #expect(result.output.isEmpty && !result.errors.contains("called"))
    #expect(result.errors.contains(name), "\(result.errors)")
  }

  @Test(
    arguments: [
      ("2001:DB8:0:0:0:0:0:0/32", "2001:db8::/32"), ("::/0", "::/0"), ("0::0/0", "::/0"),
      ("2001:db8:0:1:0:0:0:1/128", "2001:db8:0:1::1/128"),
      ("1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128"),
      ("1:0:2:3:4:5:6:7/128", "1:0:2:3:4:5:6:7/128"), ("0:0:1:0:0:0:0:0/48", "0:0:1::/48"),
      ("fe80::/10", "fe80::/10"), ("::1/128", "::1/128"),
      ("1:2:3:4:5:6:0:0/96", "1:2:3:4:5:6::/96"),
      ("0:1:2:3:4:5:0:0/96", "0:1:2:3:4:5::/96"), ("ff00::/7", nil),
      ("2001:db8::1/64", nil), ("2001:db8::/129", nil), ("1:2:3/48", nil), ("::1::/128", nil),
      ("1:2:3:4:5:6:7:8::/128", nil), ("12345::/16", nil), ("10.0.0.0/8", nil), ("g::/16", nil),
    ] as [(String, String?)])
  func addressesAreSpelledAsEC2SpellsThem(given: String, expected: String?) throws {
    let program = try #require(ShellPrograms.named("everything"))
    let environment = [
      "VPC_ID": "vpc-1", "OFFICE_CIDRS": "", "LEGACY_SG_ID": "sg-1", "TOKEN": "t",
      "IPV6_CIDRS": given,
    ]
    let result = try runBash(
      functions(program) + "check_ipv6 IPV6_CIDRS\necho \"$IPV6_CIDRS\"\n", environment)
    #expect(result.output == (expected.map { $0 + "\n" } ?? ""), "\(result.errors)")
    #expect((result.status == 0) == (expected != nil))
    if let expected, let known = canonicalCIDR(given, .ipv6) { #expect(known == expected) }
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("it's", #""it's""#), ("a\"b\\c", #""a\"b\\c""#),
    ("tab\tline\n", #""tab\u0009line\u000a""#), ("\u{1}\u{1f}", #""\u0001\u001f""#),
    ("é😀", #""é😀""#), ("", #""""#), ("& \\n & $(id) `id`", #""& \\n & $(id) `id`""#),
  ])
  func textBecomesJSON(text: String, expected: String) throws {
    let environment = [
      "VPC_ID": "vpc-1", "SSH_CIDR_BLOCKS": "", "POSTGRES_CIDR_BLOCKS": "",
      "REDIS_CIDR_BLOCKS": "", "TEXT": text,
    ]
    let result = try runBash(functions(railsProgram) + "json \"$TEXT\"\n", environment)
    #expect(result.output == expected)
  }

  /// The program ignores `a.b|c`, `it's` and what begins with `kubernetes.io/`.
  @Test(arguments: [
    ("a.b|c", "", true), ("it's", "", true), ("kubernetes.io/x", "", true),
    ("kubernetes.io/", "", true), ("a.b", "", false), ("c", "", false), ("axb|c", "", false),
    ("its", "", false), ("xkubernetes.io/x", "", false), ("kubernetesxio/x", "", false),
    ("it's", "it's", false), ("it's", "it", true),
  ])
  func onlyTagsThatAreIgnoredAndNotWantedStay(key: String, wanted: String, stays: Bool) throws {
    let text = script(ignoredTagsProgram)
    let statement = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("  ignored_tags=") })
    let result = try runBash(
      functions(ignoredTagsProgram) + statement
        + "\nown_tags \"$(tag_text \"$KEY\" 1)\" \"$(tag_text \"$WANTED\" 2)\"\n",
      ["KEY": key, "WANTED": wanted])
    #expect(result.output == (stays ? "" : "\(key)\u{1D}1\u{1C}"), "\(result.errors)")
  }

  @Test func nothingInvisibleStandsInAComment() {
    var program = railsProgram
    program.sources = ["a\u{200b}"]
    #expect(script(program).contains("\n# Translated from a? by Portolan."))
  }

  /// Two lists, a flag, and what is made of them; no groups.
  private func outputs(_ value: (_ words: Term, _ flags: Term, _ on: Term) -> Term) -> Program {
    let inputs = [
      Input(name: "words", address: "var.words", type: .list(.string)),
      Input(name: "flags", address: "var.flags", type: .list(.bool)),
      Input(name: "on", address: "var.on", type: .bool),
    ]
    let terms = inputs.indices.map { Term.input(InputID($0)) }
    return Program(
      inputs: inputs,
      outputs: [
        Output(name: "all", value: .list(terms.map(ListPart.element)), origin: at(1)),
        Output(name: "it", value: value(terms[0], terms[1], terms[2]), origin: at(2)),
      ])
  }

  @Test(arguments: [("true", "[\"a\",\"b\"]"), ("false", "[\"none\"]")])
  func anOutputThatMayBeEitherOfTwoListsIsJSON(on: String, expected: String) throws {
    let program = outputs { words, _, on in
      .conditional(.isTrue(on), then: words, otherwise: .literal(.list([.string("none")])))
    }
    let result = try runBash(
      script(program), ["WORDS": "a b", "FLAGS": "true false", "ON": on])
    #expect(
      result.output.contains("all = [[\"a\",\"b\"],[true,false],\(on)]\nit = \(expected)\n"),
      "\(result.output)\(result.errors)")
  }

  @Test func numbersInAnOutputAreNumbers() throws {
    let program = outputs { words, flags, on in
      .map([
        .entry(key: "n", value: .length(words)),
        .entry(
          key: "more",
          value: .conditional(
            .isLonger(flags, than: 1), then: .literal(.bool(true)),
            otherwise: .literal(.bool(false)))),
        .entry(
          key: "some",
          value: .conditional(
            .isTrue(on), then: .list([.element(words), .element(.length(flags))]),
            otherwise: .literal(.list([])))),
      ])
    }
    let result = try runBash(script(program), ["WORDS": "a b", "FLAGS": "true", "ON": "true"])
    #expect(
      result.output.contains(#"it = {"more":false,"n":2,"some":[["a","b"],1]}"#),
      "\(result.output)\(result.errors)")
  }

  @Test(arguments: ["plan", "apply", "destroy"])
  func aProgramWithoutGroupsIsAScript(verb: String) throws {
    let text = script(outputs { words, _, _ in words })
    let result = try runBash(
      "set -- \(verb) --yes\n" + text, ["WORDS": "a b", "FLAGS": "", "ON": "true"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("it = a b\n") == (verb == "apply"))
  }

  @Test(arguments: [
    ("eu-west-1", "aws amazonaws.com"), ("cn-north-1", "aws-cn amazonaws.com.cn"),
    ("us-gov-west-1", "aws-us-gov amazonaws.com"), ("us-iso-east-1", "aws-iso c2s.ic.gov"),
    ("us-isob-east-1", "aws-iso-b sc2s.sgov.gov"), ("eu-isoe-west-1", "aws-iso-e cloud.adc-e.uk"),
    ("us-isof-south-1", "aws-iso-f csp.hci.ic.gov"), ("eusc-de-east-1", "aws-eusc amazonaws.eu"),
  ])
  func everyPartitionIsKnown(region: String, expected: String) throws {
    let lookup = Lookup(
      name: "here", address: "data.aws_partition.here", kind: .partition, origin: at(1))
    let parts = ["partition", "dns_suffix"].map { Term.lookup(LookupID(0), attribute: $0) }
    let program = Program(
      lookups: [lookup],
      outputs: [
        Output(name: "it", value: .template([parts[0], .text(" "), parts[1]]), origin: at(2))
      ])
    let result = try runBash("aws() { echo \(region); }\n" + script(program))
    #expect(result.output.contains("it = \(expected)\n"), "\(result.errors)")
  }

  /// A lookup by a list of names.
  private func filter(_ values: (Term) -> Term) -> Program {
    let lookup = Lookup(
      name: "vpcs", address: "data.aws_vpcs.here",
      kind: .describe(
        .init(
          operation: "DescribeVpcs", resultList: "Vpcs",
          filters: [.init("tag:Name", [values(.input(InputID(0)))])],
          attributes: ["ids": "VpcId"], isPlural: true)), origin: at(1))
    return Program(
      inputs: [Input(name: "names", address: "var.names", type: .list(.string))],
      lookups: [lookup],
      outputs: [
        Output(
          name: "second",
          value: .member(.lookup(LookupID(0), attribute: "ids"), key: .number("1")), origin: at(2))
      ])
  }

  @Test(arguments: [("vpc-1\tvpc-2", "vpc-2"), ("vpc-1", ""), ("", "")])
  func anElementIsTheOneOfItsNumber(found: String, expected: String) throws {
    let program = filter { .list([.element(.text("head, office")), .each($0)]) }
    let aws = #"""
      aws() { echo "$*" >&9; printf '%s' "${FOUND//$'\t'/ }"; }
      exec 9>&2
      """#
    let result = try runBash(
      aws + "\n" + script(program), ["NAMES": "a b", "FOUND": found])
    #expect(result.output.contains("second = \(expected)\n"), "\(result.output)\(result.errors)")
    #expect(
      result.errors.contains(#"--filters {"Name":"tag:Name","Values":["a","b","head, office"]}"#),
      "\(result.errors)")
  }

  @Test func aBlankInOneOfTwoListsIsReported() {
    let program = filter {
      .conditional(
        .isLonger($0, than: 0), then: $0, otherwise: .literal(.list([.string("head, office")])))
    }
    var sink = DiagnosticSink()
    _ = AWSCLIBackend().emit(canonicalize(program), into: &sink)
    #expect(sink.diagnostics.map(\.code) == ["shell/value-not-computable"])
  }

  @Test func whatAShellCannotTakeApartIsReported() {
    var sink = DiagnosticSink()
    _ = AWSCLIBackend().emit(canonicalize(everythingProgram), into: &sink)
    #expect(!sink.diagnostics.isEmpty)
    #expect(sink.diagnostics.allSatisfy { $0.code == "shell/value-not-computable" })
  }

  @Test func aCharacterThatEC2CannotHoldIsReported() {
    var program = railsProgram
    program.groups[0].tags = [tag("Name", "a\u{1d}b")]
    var sink = DiagnosticSink()
    _ = AWSCLIBackend().emit(canonicalize(program), into: &sink)
    #expect(sink.diagnostics.map(\.code) == ["shell/control-character"])
  }
}
