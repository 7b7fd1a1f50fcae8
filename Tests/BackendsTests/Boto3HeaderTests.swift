import Backends
import Diagnostics
import SecurityGroupIR
import Testing

private func script(_ program: Program) -> [String] {
  var sink = DiagnosticSink()
  return Boto3Backend().emit(program, into: &sink).split(
    separator: "\n", omittingEmptySubsequences: false
  ).map(String.init)
}

private func group(_ name: String, _ rules: RuleSet = RuleSet(.exclusive, [])) -> SecurityGroup {
  SecurityGroup(
    name: name, address: "aws_security_group.\(name)",
    identity: .created(.exact(.text(name)), description: .text("d"), vpc: .text("vpc-1")),
    tags: [], ingress: rules, egress: RuleSet(.exclusive, []), origin: at(1))
}

/// The head of a script, at the limits of its lines.
@Suite struct Boto3HeaderTests {
  @Test(
    arguments: [
      ([], "Print what the configuration says."),
      (["web"], "Create or update the security group web."),
      (["a", "b"], "Create or update the security groups a and b."),
      (["a", "b", "c"], "Create or update the security groups a, b and c."),
      // Of 76 columns, and of 77.
      (
        ["of_this_account", "of_another_account"],
        "Create or update the security groups of_this_account and of_another_account."
      ),
      (["of_this_account", "of_another_accounts"], "Create or update 2 security groups."),
      ([String(repeating: "a", count: 40)], "Create or update a security group."),
    ] as [([String], String)])
  func theSummaryFitsOnALine(_ names: [String], _ summary: String) {
    let line = script(Program(groups: names.map { group($0) }))[1]
    #expect(line == "\"\"\"" + summary)
  }

  @Test(
    arguments: [
      ([true], "Attach a security group to a network interface."),
      ([false], "Attach a security group to a VPC."),
      ([true, true], "Attach security groups to network interfaces."),
      ([false, false], "Attach security groups to VPCs."),
      ([true, false], "Attach security groups to network interfaces and VPCs."),
    ] as [([Bool], String)])
  func theSummaryOfAttachments(_ areAtInterfaces: [Bool], _ summary: String) {
    let attachments = areAtInterfaces.enumerated().map { index, isAtInterface in
      SecurityGroupIR.Attachment(
        address: "a.b[\(index)]", group: .text("sg-1"),
        target: isAtInterface
          ? .networkInterface(.text("eni-\(index)")) : .vpc(.text("vpc-\(index)")),
        origin: at(1))
    }
    #expect(script(Program(attachments: attachments))[1] == "\"\"\"" + summary)
  }

  @Test(
    arguments: [
      ([], "Translated by Portolan."), (["a.tf"], "Translated from a.tf by Portolan."),
      (["a.tf", "b.tf"], "Translated from a.tf and 1 more by Portolan."),
      (["a.tf", "b.tf", "c.tf"], "Translated from a.tf and 2 more by Portolan."),
      (["a\"\\\u{1F}\u{7F}~\u{E9}.tf"], "Translated from a''??~?.tf by Portolan."),
    ] as [([String], String)])
  func theSourcesAreNamed(_ sources: [String], _ sentence: String) {
    let line = script(Program(sources: sources, groups: [group("web")]))[3]
    #expect(line == sentence + " Running it again changes nothing.")
  }

  /// `    ./web.py` has 12 columns, `--aaa… ...` those of the name and 6 more.
  @Test(arguments: [(67, false), (68, true)])
  func theUsageIsWrapped(_ length: Int, _ isWrapped: Bool) {
    let name = String(repeating: "a", count: length)
    let program = Program(
      inputs: [Input(name: name, address: "var.\(name)", type: .string)], groups: [group("web")])
    let lines = script(program)
    #expect(lines.contains("    ./web.py --\(name) ...") == !isWrapped)
    #expect(lines.contains("    ./web.py \\") == isWrapped)
    #expect(lines.contains("        --\(name) ...") == isWrapped)
    #expect(lines[1].hasPrefix("r\"\"\"") == isWrapped)
  }

  /// The places of rules that are resources of their own share a line as long as they fit on it.
  @Test(arguments: [(73, true), (74, false)])
  func placesShareALine(_ length: Int, _ isShared: Bool) {
    let files = [String(repeating: "a", count: length - 3), "b.tf"]
    let rules = files.map { file in
      Rule(
        .tcp, ports(1, 1), .ipv4("10.0.0.0/8"), description: .text(file), tags: [],
        origin: Origin(file: file, line: 1))
    }
    let lines = script(Program(groups: [group("web", RuleSet(.additive, rules))]))
    #expect(lines.contains { $0.hasSuffix(":1, b.tf:1") } == isShared)
    #expect(lines.contains { $0.hasSuffix("# b.tf:1") } == !isShared)
  }
}
