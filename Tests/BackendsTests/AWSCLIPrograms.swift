import SecurityGroupIR

/// The sample programs as the pipeline hands them to a shell backend: structures are known.
enum ShellPrograms {
  static let all: [(name: String, program: Program)] =
    SamplePrograms.all.map { ($0.name, withKnownStructures($0.program)) } + [
      ("regions", regionsProgram), ("ignored", ignoredTagsProgram),
      ("runnable", withoutOtherAccounts(withKnownStructures(everythingProgram))),
    ]

  static func named(_ name: String) -> Program? { all.first { $0.name == name }?.program }
}

/// What `mapInputs: false, members: false` asks of the pipeline.
func withKnownStructures(_ program: Program) -> Program {
  program.mapTerms { term in
    term.replacing {
      guard case .input(let id) = $0, case .map = program[id].type,
        let value = program[id].defaultValue
      else { return nil }
      return .literal(value)
    }
  }
}

/// A simulated account knows no groups of others.
func withoutOtherAccounts(_ program: Program) -> Program {
  var program = program
  for index in program.groups.indices {
    program.groups[index].ingress.rules.removeAll { $0.peer.account != nil }
  }
  return program
}

/// A group in the Region of the environment and one in another, each in its default VPC.
let regionsProgram: Program = {
  func group(_ name: String, region: Term?, line: Int) -> SecurityGroup {
    SecurityGroup(
      name: name, address: "aws_security_group.\(name)",
      identity: .created(.exact(.text(name)), description: .text("In \(name)"), vpc: nil),
      tags: [tag("Name", name)],
      ingress: RuleSet(.exclusive, [tcp(443, .ipv4("10.0.0.0/8"), line: line + 1)]),
      egress: RuleSet(.additive, []), region: region, origin: at(line))
  }
  return Program(
    sources: ["main.tf"],
    groups: [
      group("here", region: nil, line: 1), group("there", region: .text("eu-west-1"), line: 9),
    ],
    outputs: [Output(name: "arn", value: .group(GroupID(1), .arn), origin: at(20))])
}()

/// Groups with generated names and a rule, all of which leave the same tags alone.
let ignoredTagsProgram: Program = {
  let ignored = IgnoredTags(keys: ["a.b|c", "it's"], prefixes: ["kubernetes.io/"])
  func group(_ name: String, line: Int) -> SecurityGroup {
    SecurityGroup(
      name: name, address: "aws_security_group.\(name)",
      identity: .created(.prefix(.text("web-")), description: .text("Web"), vpc: nil),
      tags: [tag("Name", name)], ignoredTags: ignored,
      ingress: RuleSet(
        .additive,
        [
          Rule(
            .tcp, ports(443, 443), .ipv4("10.0.0.0/8"), tags: [], ignoredTags: ignored,
            origin: at(line + 1))
        ]),
      egress: RuleSet(.additive, []), origin: at(line))
  }
  return Program(sources: ["main.tf"], groups: [group("blue", line: 1), group("green", line: 9)])
}()
