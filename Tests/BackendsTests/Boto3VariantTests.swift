import Backends
import Diagnostics
import Foundation
import SecurityGroupIR
import Testing

/// Small programs that differ in what they need: each carries other lines of the helpers, and all of
/// them must be sound Python in the formatters' layout.
@Suite struct Boto3VariantTests {
  static let identities: [(String, [SecurityGroup.Identity])] = {
    let vpc = Term.input(InputID(0))
    let exact = SecurityGroup.Identity.created(
      .exact(.text("web")), description: .text("Web"), vpc: vpc)
    let generated = SecurityGroup.Identity.created(
      .prefix(.text("web-")), description: .text("Web"), vpc: nil)
    return [
      ("exact", [exact]), ("generated", [generated]), ("both", [exact, generated]),
      ("default", [.defaultGroup(vpc: vpc)]), ("existing", [.existing(id: .text("sg-1"))]),
      ("mixed", [exact, .existing(id: vpc), .defaultGroup(vpc: nil)]),
    ]
  }()

  static let peers: [(String, [Peer])] = [
    ("none", []), ("ipv4", [.ipv4("10.0.0.0/8")]),
    ("ipv6", [Peer(.ipv6, .one(.text("::/0")))]),
    ("list", [Peer(.prefixList, .one(.text("pl-1"))), .ipv4("10.0.0.0/8")]),
    ("group", [Peer(.group, .one(.group(GroupID(0), .id)))]),
    ("account", [Peer(.group, .one(.text("sg-1")), account: "123456789012")]),
    (
      "all",
      [
        .ipv4("10.0.0.0/8"), Peer(.ipv6, .one(.text("2001:db8::/48"))),
        Peer(.prefixList, .one(.text("pl-1"))), Peer(.group, .each(.input(InputID(1)))),
      ]
    ),
  ]

  static let ownerships: [(String, RuleSet.Ownership, RuleSet.Ownership)] = [
    ("own", .exclusive, .exclusive), ("add", .additive, .additive),
    ("ownin", .exclusive, .additive), ("ownout", .additive, .exclusive),
  ]

  static let programs: [(name: String, program: Program)] = {
    var programs: [(name: String, program: Program)] = []
    for (index, (identity, identities)) in identities.enumerated() {
      for (offset, (kind, peers)) in peers.enumerated() {
        for (ownership, ingress, egress) in ownerships {
          // Not every tag with everything else, but each with each of the others in turn.
          let turn = (index + offset) % 3
          let program = variant(
            identities, peers, ingress, egress, hasTags: turn != 0, hasRuleTags: turn == 1)
          programs.append(("\(identity)_\(kind)_\(ownership)", program))
        }
      }
      for (name, hasTags, hasRuleTags) in [("groups", true, false), ("rules", false, true)] {
        programs += ["once", "twice"].map { times in
          let program = variant(
            identities, [.ipv4("10.0.0.0/8"), .ipv4("10.0.0.0/9")], .additive, .exclusive,
            hasTags: hasTags || times == "twice", hasRuleTags: hasRuleTags || times == "twice")
          return (
            "\(identity)_ignored_\(name)_\(times)", ignoringTags(program, varied: times == "twice")
          )
        }
      }
    }
    return programs
  }()

  /// All leave the same tags alone, or some these and some those.
  private static func ignoringTags(_ program: Program, varied: Bool) -> Program {
    var program = program
    let sets = [IgnoredTags(keys: ["LastScan"], prefixes: ["kubernetes.io/"]), .none]
    func set(_ index: Int) -> IgnoredTags { varied ? sets[index % 2] : sets[0] }
    for index in program.groups.indices {
      if case .existing = program.groups[index].identity { program.groups[index].tags = nil }
      program.groups[index].ignoredTags = set(index)
      for rule in program.groups[index].ingress.rules.indices {
        program.groups[index].ingress.rules[rule].ignoredTags = set(rule)
      }
    }
    return canonicalize(program)
  }

  private static func variant(
    _ identities: [SecurityGroup.Identity], _ peers: [Peer], _ ingress: RuleSet.Ownership,
    _ egress: RuleSet.Ownership, hasTags: Bool, hasRuleTags: Bool
  ) -> Program {
    let rules = peers.map { peer in
      Rule(
        .tcp, ports(80, peer.kind == .group ? 90 : 80), peer,
        tags: hasRuleTags ? [tag("a", "b")] : nil, origin: at(3))
    }
    let groups = identities.enumerated().map { index, identity in
      SecurityGroup(
        name: "group_\(index)", address: "aws_security_group.a[\(index)]", identity: identity,
        tags: hasTags ? [tag("Name", "web")] : nil, ingress: RuleSet(ingress, rules),
        egress: RuleSet(egress, index == 0 ? rules : []), origin: at(2))
    }
    return Program(
      sources: ["main.tf"],
      inputs: [
        Input(name: "vpc_id", address: "var.vpc_id", type: .string),
        Input(name: "peers", address: "var.peers", type: .list(.string)),
      ], groups: groups)
  }

  private func written() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "boto3-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, program) in Self.programs {
      var sink = DiagnosticSink()
      let script = Boto3Backend().emit(program, into: &sink)
      #expect(sink.diagnostics.isEmpty, "\(name)")
      try Data(script.utf8).write(to: folder.appending(path: name + ".py"))
    }
    return folder
  }

  @Test(.enabled(if: PythonTool.path("python3") != nil, "needs python3"))
  func areSoundForPython39() throws {
    let folder = try written()
    defer { try? FileManager.default.removeItem(at: folder) }
    let check = """
      import ast, pathlib, sys
      for file in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
          tree = ast.parse(file.read_text(), file.name, feature_version=(3, 9))
          defined = {node.name for node in tree.body if hasattr(node, "name")}
          used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
          for name in sorted(defined - used - {"main"}):
              print(f"{file.name}: {name} is not used")
          for node in ast.walk(tree):
              if isinstance(node, ast.FunctionDef) and node.name not in ("configure", "parse_args"):
                  if node.end_lineno - node.lineno >= 25:
                      print(f"{file.name}: {node.name} is too long")
      """
    let python = try #require(PythonTool.path("python3"))
    let (output, code) = try PythonTool.run(python, ["-c", check, folder.path()])
    #expect(output == "")
    #expect(code == 0)
  }

  @Test(.enabled(if: PythonTool.path("ruff") != nil, "needs ruff"))
  func areCleanForRuff() throws {
    let folder = try written()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ruff = try #require(PythonTool.path("ruff"))
    let common = ["--isolated", "--target-version", "py39", folder.path()]
    let lint = try PythonTool.run(
      ruff,
      [
        "check", "--quiet", "--select", "E,F,W,I,UP,B,SIM,RET,C4,PTH,RUF,N,D", "--config",
        "lint.pydocstyle.convention = 'google'", "--output-format", "concise",
      ] + common)
    #expect(lint.output == "")
    let format = try PythonTool.run(ruff, ["format", "--quiet", "--diff"] + common)
    #expect(format.output == "")
  }

  @Test(.enabled(if: PythonTool.path("mypy") != nil, "needs mypy"))
  func areTyped() throws {
    let folder = try written()
    defer { try? FileManager.default.removeItem(at: folder) }
    let mypy = try #require(PythonTool.path("mypy"))
    let files = Self.programs.map { folder.appending(path: $0.name + ".py").path() }
    let result = try PythonTool.run(
      mypy,
      [
        "--strict", "--ignore-missing-imports", "--scripts-are-modules", "--no-error-summary",
        "--cache-dir", folder.appending(path: "cache").path(),
      ] + files)
    #expect(result.output == "")
  }
}
