import Backends
import Diagnostics
import SecurityGroupIR
import Testing

/// The template of a program, on one line, and the codes of what was said about it.
private func template(_ program: Program) -> (text: String, codes: [String]) {
  var sink = DiagnosticSink()
  let text = CloudFormation().emit(canonicalize(program), into: &sink)
  let words = text.split { $0 == " " || $0 == "\n" }
  return (words.joined(separator: " "), sink.sorted.map(\.code.text))
}

private func program(
  _ inputs: [Input], ingress: [Rule] = [], tags: TagSet = [], vpc: Term = .text("vpc-1")
) -> Program {
  Program(
    inputs: inputs,
    groups: [
      SecurityGroup(
        name: "web", address: "aws_security_group.web",
        identity: .created(.exact(.text("web")), description: .text("Web"), vpc: vpc), tags: tags,
        ingress: RuleSet(.exclusive, ingress),
        egress: RuleSet(.exclusive, [everything(.ipv4("0.0.0.0/0"), line: 9)]), origin: at(1))
    ])
}

private func input(_ type: InputType, _ value: Literal? = nil, _ description: String? = nil)
  -> Input
{
  Input(
    name: "x", address: "var.x", type: type, defaultValue: value, description: description,
    origin: at(3))
}

private let x = Term.input(InputID(0))

private func count(_ part: String, in text: String) -> Int {
  text.occurrences(of: part)
}

extension String {
  fileprivate func occurrences(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}

@Suite("Forms of a template")
struct TemplateFormTests {
  @Test(
    "a parameter whose default is no such id or block is any text",
    arguments: [
      (.ipv4, "10.0.0.0/8", true), (.ipv4, "10.0.0.0/33", false), (.ipv4, "any", false),
      (.ipv4, "::/0", false), (.ipv6, "::/0", true), (.ipv6, "::/129", false),
      (.ipv6, "10.0.0.0/8", false), (.prefixList, "pl-1", true), (.prefixList, "list", false),
      (.group, "sg-1", true), (.group, "web", false),
    ] as [(Peer.Kind, String, Bool)])
  func defaults(kind: Peer.Kind, value: String, fits: Bool) {
    let text = template(
      program(
        [input(.string, .string(value))], ingress: [tcp(1, Peer(kind, .one(x)), line: 2)])
    ).text
    #expect(text.contains(#""Default": "\#(value)""#))
    let isChecked =
      kind == .group
      ? text.contains("AWS::EC2::SecurityGroup::Id") : text.contains("AllowedPattern")
    #expect(isChecked == fits)
  }

  @Test("a VPC whose default is no id of one is any text")
  func network() {
    func type(_ value: Literal?) -> Bool {
      template(program([input(.string, value)], vpc: x)).text.contains("AWS::EC2::VPC::Id")
    }
    #expect(type(nil))
    #expect(type(.string("vpc-1")))
    #expect(!type(.string("office")))
    #expect(!type(.string("")))
  }

  @Test("a label is the first sentence, of at most eighty characters")
  func labels() {
    func label(_ description: String) -> String? {
      let text = template(
        program(
          [input(.string, nil, description)], tags: [.entry(key: "x", value: x)])
      ).text
      guard let start = text.firstRange(of: #""ParameterLabels": { "X": { "default": ""#) else {
        return nil
      }
      return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
    let eighty = String(repeating: "a", count: 80)
    #expect(label(eighty) == eighty)
    #expect(label(eighty + ".") == eighty)
    #expect(label(eighty + ". b") == eighty)
    #expect(label(eighty + "a") == nil)
    #expect(label("One.") == "One")
    #expect(label("One. Two.") == "One")
    #expect(label("One.Two") == "One.Two")
    #expect(label("One\nTwo") == "One")
    #expect(label("") == nil)
    #expect(label(".") == nil)
    #expect(label(". Two") == nil)
  }

  @Test(
    "a function has two to ten conditions; more are asked for in groups of ten",
    arguments: [(2, 1), (10, 1), (11, 2), (20, 3), (21, 3), (100, 11), (101, 12), (121, 15)])
  func conditions(parts: Int, functions: Int) {
    let condition = Condition.any((0..<parts).map { .equal(x, .text("n\($0)")) })
    let text = template(
      program(
        [input(.string)],
        tags: [
          .entry(
            key: "x",
            value: .conditional(condition, then: .text("yes"), otherwise: .text("no")))
        ])
    ).text
    #expect(count(#""Fn::Or""#, in: text) == functions)
    #expect(count(#""Fn::Equals""#, in: text) == parts)
  }

  @Test("two elements of a default that share their letters and digits are told of")
  func collidingElements() {
    func codes(_ elements: String...) -> [String] {
      template(
        program(
          [input(.list(.string), .list(elements.map(Literal.string)))],
          ingress: [tcp(1, Peer(.ipv4, .each(x)), line: 2)])
      ).codes
    }
    #expect(codes("11.1.0.0/16", "10.0.0.0/8", "1.11.0.0/16") == ["cloudformation/colliding-names"])
    #expect(codes("11.1.0.0/16", "10.0.0.0/8") == [])
    #expect(codes() == [])
  }

  @Test(
    "all ports of a protocol without ports are none, others are told",
    arguments: [
      ("50", 0, 0, false), ("50", -1, -1, false), ("50", 0, 65535, false), ("50", 0, 65534, true),
      ("50", 1, 1, true), ("50", -1, 0, true), ("tcp", 0, 0, true), ("udp", 0, 65535, true),
      ("icmp", -1, -1, true), ("icmpv6", -1, -1, true),
    ])
  func portsWithoutMeaning(name: String, from: Int, to: Int, areTold: Bool) {
    let rule = Rule(
      IPProtocol(canonicalizing: name), ports(from, to), .ipv4("10.0.0.0/8"), origin: at(2))
    let text = template(program([], ingress: [rule])).text
    #expect(text.contains(#""FromPort": \#(from), "ToPort": \#(to)"#) == areTold)
    #expect(text.contains("FromPort") == areTold)
  }

  @Test(
    "what the linter takes for ports of ICMPv6 it is told not to look at",
    arguments: [
      ("icmpv6", -1, -1, #"["W3687"]"#), ("icmpv6", 128, -1, #"["E3688", "W3687"]"#),
      ("icmpv6", 128, 0, #"["W3687"]"#), ("icmpv6", -1, 0, #"["W3687"]"#), ("icmp", 8, -1, nil),
    ] as [(String, Int, Int, String?)])
  func linterChecks(name: String, type: Int, code: Int, checks: String?) {
    let rule = Rule(
      IPProtocol(canonicalizing: name), ports(type, code),
      Peer(.ipv6, .one(.text("::/0"))), origin: at(2))
    let text = template(program([], ingress: [rule])).text
    if let checks {
      #expect(text.contains(#""ignore_checks": \#(checks)"#))
    } else {
      #expect(!text.contains("ignore_checks"))
    }
  }

  @Test("sources are named as long as they are few", arguments: 0...5)
  func sources(number: Int) {
    var program = program([])
    program.sources = (0..<number).map { "\($0).tf" }
    let names = program.sources.joined(separator: ", ")
    let origin = (1...3).contains(number) ? " from \(names)" : ""
    #expect(
      template(program).text.contains(
        #""Description": "Security group web, translated\#(origin) by Portolan.""#))
  }

  @Test(
    "the groups are named as long as they are few",
    arguments: [
      (2, "Security groups g0 and g1,"), (4, "Security groups g0, g1, g2 and g3,"),
      (5, "5 security groups,"),
    ])
  func titles(number: Int, title: String) {
    var program = program([])
    let web = program.groups[0]
    program.groups = (0..<number).map { index in
      var group = web
      group.name = "g\(index)"
      return group
    }
    #expect(template(program).text.contains(title))
  }

  @Test(
    "an id stands in a name as it is, any other text with a hash",
    arguments: [
      ("pl-09az", false), ("pl-0", false), ("pl-z", false), ("09", false), ("p1-0", true),
      ("PL-0", true), ("pl-A", true), ("pl-", true), ("-pl", true), ("pl-a-b", true), ("", true),
      ("pl", true), ("pl-/", true), ("pl-:", true), ("pl-`", true), ("pl-{", true), ("p/-0", true),
      ("`-0", true), ("{-0", true), ("0/", true), ("0:", true), ("pl0", true),
    ])
  func ids(text: String, hasHash: Bool) {
    let rule = tcp(22, Peer(.prefixList, .one(.text(text))), line: 2)
    let legacy = SecurityGroup(
      name: "old", address: "var.old", identity: .existing(id: .text("sg-1")), tags: nil,
      ingress: RuleSet(.additive, [rule]), egress: RuleSet(.additive, []), origin: at(1))
    let words = text.split { !$0.isLetter && !$0.isNumber }
    let plain = "OldTcp22From" + camelCase(words.map(String.init))
    let emitted = template(Program(groups: [legacy])).text
    #expect(emitted.contains("\"\(plain)\": {") == !hasHash)
  }
}
