import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// A Bash script that needs nothing but the AWS CLI: it makes the account look as Terraform would.
package struct AWSCLIBackend: CallingBackend {
  package init() {}

  package let name = "aws-cli"
  package let summary = "Bash script for the AWS CLI, idempotent"
  package let fileExtension = "sh"
  package let isExecutable = true
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: false, members: false, computation: .words)

  package func emit(_ program: Program, into sink: inout DiagnosticSink) -> String {
    let program = canonicalize(program)
    checkShellSupport(program, into: &sink)
    let names = ShellNames(program, reserved: ShellLibrary.variables)
    let features = program.shellFeatures
    let main = ShellMain(program, ShellTerms(program, names), features)

    var sections = [program.headerLines(names).joined(separator: "\n"), Self.settings]
    let inputs = program.inputStatements(names)
    if !inputs.isEmpty {
      sections.append(shellSection("inputs: Terraform's variables; lists are separated by spaces"))
      sections.append(inputs.joined(separator: "\n"))
    }
    sections.append(
      shellSection("what there shall be: groups first, for rules may name any of them"))
    sections.append(
      shellFunction("main", main.paragraphs.map(Doc.lines)).render(width: Self.width, indent: 2))
    sections += ShellLibrary.sections(for: features, peers: program.peerStatements)
    return sections.joined(separator: "\n\n") + "\n\nmain\n"
  }

  private static let width = 100
  private static let settings = """
    set -euo pipefail
    set -f # words are never patterns for file names
    export AWS_PAGER=""
    """
}

extension Program {
  /// How `permission` spells a peer; only for the kinds that there are.
  fileprivate var peerStatements: [String] {
    let kinds = Set(
      groups.flatMap { $0.ingress.rules + $0.egress.rules }.map(\.peer.kind))
    let forms: [(kind: Peer.Kind, pattern: String, format: String)] = [
      (.prefixList, "pl-*", #"'"PrefixListIds":[{"PrefixListId":"%s"%s}]'"#),
      (.group, "sg-*", #"'"UserIdGroupPairs":[{"GroupId":"%s"%s}]'"#),
      (.ipv6, "*:*", #"'"Ipv6Ranges":[{"CidrIpv6":"%s"%s}]'"#),
      (.ipv4, "*", #"'"IpRanges":[{"CidrIp":"%s"%s}]'"#),
    ]
    let used = forms.filter { kinds.contains($0.kind) }
    func statement(_ format: String) -> String {
      "printf -v peer \(format) \"$peer\" \"$text\""
    }
    if used.count == 1 { return ["  " + statement(used[0].format)] }
    return ["  case $peer in"] + used.map { "  \($0.pattern)) \(statement($0.format)) ;;" }
      + ["  esac"]
  }
}
