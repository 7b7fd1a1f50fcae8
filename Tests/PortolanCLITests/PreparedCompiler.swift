import Diagnostics
import Portolan
import PortolanCLI
import SecurityGroupIR

extension CommandLineTool.Compiler {
  /// Answers for a few folders that are not there, so that what the command line does with an
  /// answer can be shown apart from the pipeline; all other folders go through the pipeline.
  static let prepared = CommandLineTool.Compiler(
    targets: ["boto3", "aws-cli", "cloudformation", "call-plan", "runbook", "ir"]
  ) { request, target, receive in
    let answer = prepared(request, target)
    guard let (compilation, artifact) = answer else {
      return Portolan.compile(request, to: target, printingTo: receive)
    }
    receive(Array(artifact.utf8))
    return compilation
  }

  private static func prepared(_ request: Request, _ target: String?) -> (Compilation, String)? {
    switch request.path.split(separator: "/").last {
    case "echo": echo(request, target)
    case "clean": answer(program: program, artifact: "#!/bin/sh\necho made\n")
    case "quiet": answer(program: Program(), artifact: "quiet\n")
    case "broken": answer([unsupported, deprecated], artifact: "never printed\n")
    case "warned": answer([deprecated], program: program, artifact: "made\n")
    case "faulty": answer([fault], artifact: "never printed\n")
    case "undecided": answer([valueNeeded])
    default: nil
    }
  }
}

/// What reached the pipeline.
private func echo(_ request: Request, _ target: String?) -> (Compilation, String) {
  let sources = request.variableSources.map { source in
    switch source {
    case .assignment(let name, let value): "variable <\(name)> is <\(value)>\n"
    case .file(let path): "file <\(path.split(separator: "/").last ?? "")>\n"
    }
  }
  let text = "target <\(target ?? "")>\n" + sources.joined()
  return answer(program: Program(), artifact: text)
}

private func answer(
  _ diagnostics: [Diagnostic] = [], program: Program? = nil, artifact: String? = nil
) -> (Compilation, String) {
  (
    Compilation(
      sources: sources, diagnostics: diagnostics, program: program,
      artifact: artifact.map { _ in Artifact() }), artifact ?? ""
  )
}

private let configuration = """
  resource "aws_security_group" "web" {
    vpc = "vpc-123"
    name = "web"
  }

  """

private let sources = {
  var sources = SourceMap()
  _ = sources.add(SourceFile(path: "main.tf", bytes: Array(configuration.utf8)))
  return sources
}()

private func place(of text: String) -> Diagnostics.SourceLocation {
  let start = configuration.firstRange(of: text)?.lowerBound ?? configuration.startIndex
  let offset = configuration.utf8.distance(from: configuration.startIndex, to: start)
  return Diagnostics.SourceLocation(
    FileID(0), SourceSpan(UInt32(offset), UInt32(offset + text.utf8.count)))
}

private let unsupported = Diagnostic(
  "cli/cannot-write", summary: "Unsupported argument",
  detail: "An argument named \"vpc\" is not expected here. Did you mean \"vpc_id\"?",
  at: place(of: "vpc"), label: "not an argument of a security group",
  fixes: [Fix("rename the argument", at: place(of: "vpc"), replacement: "vpc_id")])

private let deprecated = Diagnostic(
  "test/warning", .warning, summary: "Fixed name",
  detail: "A group with a fixed name cannot be replaced before it is destroyed.",
  at: place(of: "name"))

private let fault = Diagnostic(
  "test/fault", .internal, summary: "Inconsistent program",
  detail: "This is a fault of Portolan, not of the configuration.")

private let valueNeeded = Diagnostic(
  "test/value-needed", summary: "Value needed for translation",
  detail: "How many groups there are depends on variables that have no value.",
  at: place(of: "web"), variables: ["instances", "zones"])

private let program = Program(
  inputs: [
    Input(
      name: "vpc_id", address: "var.vpc_id", type: .string,
      description: "The VPC that holds\nthe group."),
    Input(
      name: "ssh_cidr_blocks", address: "var.ssh_cidr_blocks", type: .list(.string),
      defaultValue: .list([.string("10.0.0.0/8")])),
    Input(
      name: "rules", address: "var.rules", type: .map(.object(["port": .number, "cidr": .string])),
      defaultValue: .object([])),
    Input(
      name: "token", address: "var.token", type: .string, defaultValue: .string("secret"),
      isSensitive: true),
    Input(name: "vpc_main_id", address: "aws_vpc.main.id", type: .any),
  ],
  folded: [
    FoldedVariable(
      name: "instances", type: .number, value: .number("3"),
      reason: .needed(
        Origin(file: "main.tf", line: 2), why: "count decides how many groups there are.")),
    FoldedVariable(name: "region", type: .string, value: .string("eu-west-1"), reason: .given),
    FoldedVariable(
      name: "password", type: .string, value: .string("hunter2"), isSensitive: true, reason: .given),
  ])
