import Backends
import Diagnostics
import SecurityGroupIR
import Testing

private func runbook(_ program: Program) -> String {
  var sink = DiagnosticSink()
  return RunbookBackend().emit(canonicalize(program), into: &sink)
}

/// The commands an operator runs, in order.
private func commands(_ document: String) -> String {
  var lines: [Substring] = []
  var isInside = false
  for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
    if line == "```bash" {
      isInside = true
    } else if line == "```" {
      isInside = false
    } else if isInside {
      lines.append(line)
    }
  }
  return lines.joined(separator: "\n") + "\n"
}

@Suite struct RunbookTests {
  @Test(arguments: ShellPrograms.all.map(\.name))
  func everyBlockIsBash(_ name: String) throws {
    let program = try #require(ShellPrograms.named(name))
    var sink = DiagnosticSink()
    let text = commands(RunbookBackend().emit(canonicalize(program), into: &sink))
    #expect(sink.diagnostics.isEmpty)
    #expect(text.contains("aws ec2 authorize-security-group-ingress"))
    let check = try runBash("bash -n <<'PORTOLAN_END'\n\(text)PORTOLAN_END\n")
    #expect(check.status == 0 && check.errors.isEmpty, "\(check.errors)")
  }

  @Test func theStepsCaptureWhatTheNextOnesNeed() {
    let text = runbook(railsProgram)
    #expect(
      text.contains(
        """
        ### Step 1: Create the group rails_sg

        From `aws_security_group.rails_sg`, main.tf:28. Needs `ec2:CreateSecurityGroup`, \
        `ec2:CreateTags`, `ec2:DescribeSecurityGroups`; to roll it back, `ec2:DeleteSecurityGroup`.

        ```bash
        RAILS_SG_ID=$(aws ec2 create-security-group \\
          --group-name rails_sg \\
          --description "Allow inbound traffic for PostgreSQL, Rails, Redis, and SSH" \\
        """))
    #expect(
      text.contains(
        """
        for peer in $SSH_CIDR_BLOCKS; do
          RAILS_SG_ID_INGRESS_RULES+=" $(aws ec2 authorize-security-group-ingress \\
            --group-id "$RAILS_SG_ID" \\
        """))
  }

  /// Checks come before the steps, undoing is not among the commands that are run in order.
  @Test func theSectionsStandInOrder() {
    let text = runbook(peeringProgram)
    let titles = text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map(String.init)
    #expect(
      titles == [
        "## What it makes", "## Time and permissions", "## Inputs", "## Checks before", "## Steps",
        "## Check", "## Undo",
      ]
    )
    #expect(!commands(text).contains("delete-security-group"))
    #expect(text.contains("aws ec2 delete-security-group --group-id \"$SHOP_ID\""))
  }

  /// What a step changes, it says how to see, how to take back, and with which permission.
  @Test(arguments: ShellPrograms.all.map(\.name))
  func everyStepThatChangesSomethingCanBeTakenBack(_ name: String) throws {
    let text = runbook(try #require(ShellPrograms.named(name)))
    let steps = text.split(separator: "\n## ").filter { $0.hasPrefix("Steps") }
      .flatMap { $0.split(separator: "\n### ").dropFirst() }
    #expect(!steps.isEmpty)
    for step in steps
    where !["Look", "Learn", "See"].contains(where: { step.contains(": \($0) ") }) {
      #expect(step.contains("\nVerify:\n"), "\(step.prefix(60))")
      #expect(step.contains("\nTo roll back"), "\(step.prefix(60))")
      #expect(step.contains("Needs `ec2:"), "\(step.prefix(60))")
    }
  }

  @Test func theEgressThatEC2GivesIsTakenAway() {
    #expect(commands(runbook(peeringProgram)).contains("SecurityGroupRules[?IsEgress]."))
    #expect(commands(runbook(railsProgram)).contains("SecurityGroupRules[?IsEgress && CidrIpv6]."))
  }

  @Test func rulesOfSeveralPartsNameEachPeerOnce() throws {
    let program = try #require(ShellPrograms.named("everything"))
    #expect(
      commands(runbook(program)).contains(
        #"for peer in $(printf '%s\n' $OFFICE_CIDRS $PARTNER_CIDRS 203.0.113.0/24 | sort -u); do"#))
  }

  @Test(arguments: [
    "a | b", "`code` | c", "<script>alert(1)</script>", "[link](http://example.com)",
    "line\nbreak", "**bold** _it_ ~~no~~ $x$", "www.example.com", "# heading", "\\| escaped",
  ])
  func textStaysTextInATable(description: String) throws {
    var program = railsProgram
    program.groups[0].ingress.rules[0].description = .text(description)
    program.groups[0].tags = [tag("Name", description)]
    let text = runbook(program)
    let row = try #require(text.split(separator: "\n").first { $0.contains("| `2222` |") })
    let bare = row.replacing("\\\\", with: "").replacing("\\|", with: "")
    #expect(bare.filter { $0 == "|" }.count == 7)
    #expect(!row.contains("<script"))
    let check = try runBash("bash -n <<'PORTOLAN_END'\n\(commands(text))PORTOLAN_END\n")
    #expect(check.errors.isEmpty)
  }

  @Test(arguments: ShellPrograms.all.map(\.name))
  func headingsIncreaseByOne(_ name: String) throws {
    let text = runbook(try #require(ShellPrograms.named(name)))
    var isFenced = false
    var level = 0
    var previous = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        #expect(isFenced || previous.isEmpty)
        isFenced.toggle()
      } else if !isFenced, line.hasPrefix("#") {
        let depth = line.prefix { $0 == "#" }.count
        #expect(depth <= level + 1, "\(line)")
        #expect(previous.isEmpty)
        level = depth
      }
      #expect(!line.hasSuffix(" "))
      previous = line
    }
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
  }
}
