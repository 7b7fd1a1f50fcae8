import Backends
import Diagnostics
import SecurityGroupIR
import Testing

/// The logical id of each rule that is a resource, by the line that the rule comes from.
private func names(_ program: Program) -> [Int: String] {
  var sink = DiagnosticSink()
  let text = CloudFormation().emit(canonicalize(program), into: &sink)
  var found: [Int: String] = [:]
  var resource = ""
  for line in text.split(separator: "\n") {
    if line.hasPrefix("    \""), !line.hasPrefix("     ") {
      resource = line.split(separator: "\"").dropFirst().first.map(String.init) ?? ""
    } else if let source = line.firstRange(of: "\"Source\": \"main.tf:") {
      let number = line[source.upperBound...].prefix { $0.isNumber }
      if let number = Int(number) { found[number] = resource }
    }
  }
  return found
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Two groups that something else made, so that every rule is a resource.
private struct DrawnRules {
  var generator: SplitMix
  let inputs = ["ssh_cidr_blocks", "admin_cidr", "peer_group"]

  mutating func rules(_ count: Int) -> [Rule] {
    var seen: Set<Rule> = []
    var rules: [Rule] = []
    while rules.count < count {
      var rule = rule()
      if seen.insert(rule).inserted {
        rule.origin = at(rules.count + 1)
        rules.append(rule)
      }
    }
    return rules
  }

  private mutating func rule() -> Rule {
    let octet = Int.random(in: 1...12, using: &generator)
    let name = ["a", "ab", "a1", "1a"].randomElement(using: &generator) ?? ""
    let first = InputID(0)
    let peers: [Peer] = [
      .ipv4("10.\(octet).0.0/16"), .ipv4("\(octet).1.0.0/16"), .ipv4("0.0.0.0/0"),
      Peer(.ipv6, .one(.text("2001:db8:\(octet)::/64"))), Peer(.ipv6, .one(.text("::/0"))),
      Peer(.prefixList, .one(.text("pl-\(name)\(octet)"))),
      Peer(.group, .one(.text("sg-\(name)\(octet)"))),
      Peer(.group, .one(.text("sg-\(octet)")), account: "444455556666"),
      Peer(.group, .one(.group(GroupID(octet % 2), .id))), Peer(.ipv4, .each(.input(first))),
      Peer(.ipv4, .one(.input(InputID(1)))), Peer(.group, .one(.input(InputID(2)))),
      Peer(.ipv4, .one(.template([.input(InputID(1)), .text("/\(octet)")]))),
    ]
    let peer = peers.randomElement(using: &generator) ?? .ipv4("10.0.0.0/8")
    let port = Int.random(in: 1...30, using: &generator)
    return Rule(
      IPProtocol(canonicalizing: ["tcp", "udp", "icmp"].randomElement(using: &generator) ?? "tcp"),
      ports(port, port + Int.random(in: 0...2, using: &generator)), peer, origin: at(0))
  }

  /// - Parameter unrelated: Inputs that come before the others and move their numbers.
  func program(_ rules: [Rule], unrelated: Int = 0) -> Program {
    func existing(_ name: String, _ rules: [Rule]) -> SecurityGroup {
      SecurityGroup(
        name: name, address: "aws_security_group.\(name)",
        identity: .existing(id: .text("sg-0\(name)")), tags: nil,
        ingress: RuleSet(.additive, rules), egress: RuleSet(.additive, []), origin: at(900))
    }
    let all = (0..<unrelated).map { "unrelated_\($0)" } + inputs
    let program = Program(
      inputs: all.map { name in
        let type = name.hasSuffix("blocks") ? InputType.list(.string) : .string
        return Input(name: name, address: "var.\(name)", type: type)
      },
      groups: [existing("web", rules), existing("db", [])])
    return program.mapTerms { term in
      term.replacing {
        if case .input(let id) = $0 { .input(InputID(id.index + unrelated)) } else { nil }
      }
    }
  }
}

@Test("A rule that comes, goes or moves changes the name of no other", arguments: 0..<40)
func namesOfRulesAreStable(seed: Int) {
  var drawn = DrawnRules(generator: SplitMix(state: UInt64(seed)))
  let rules = drawn.rules(30)
  let all = names(drawn.program(rules))
  #expect(all.count == rules.count)
  #expect(Set(all.values).count == rules.count)

  let some = rules.shuffled(using: &drawn.generator).prefix(15)
  let fewer = names(drawn.program(Array(some)))
  #expect(fewer == all.filter { line, _ in some.contains { $0.origin.line == line } })
  #expect(names(drawn.program(rules, unrelated: 2)) == all)
}

@Test("A group that moves in the source keeps its name")
func namesOfGroupsAreStable() {
  func program(_ names: [String]) -> Program {
    Program(
      groups: names.map { name in
        SecurityGroup(
          name: name, address: "aws_security_group.\(name)",
          identity: .created(.exact(.text(name)), description: .text("d"), vpc: .text("vpc-1")),
          tags: [tag("Name", name)], ingress: RuleSet(.exclusive, []),
          egress: RuleSet(.exclusive, [everything(.ipv4("0.0.0.0/0"), line: 1)]), origin: at(1))
      })
  }
  func names(_ program: Program) -> [Substring: Substring] {
    var sink = DiagnosticSink()
    var found: [Substring: Substring] = [:]
    var resource: Substring = ""
    for line in CloudFormation().emit(program, into: &sink).split(separator: "\n") {
      if line.hasPrefix("    \"Web") { resource = line.dropFirst(4) }
      if line.hasPrefix("        \"GroupName\"") { found[line] = resource }
    }
    return found
  }
  #expect(names(program(["web_1", "web1"])).count == 2)
  #expect(names(program(["web_1", "web1"])) == names(program(["web1", "web_1"])))
}
