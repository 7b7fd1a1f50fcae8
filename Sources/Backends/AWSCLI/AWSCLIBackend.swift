package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// A Bash script that needs nothing but the AWS CLI: it makes the account look as Terraform would.
package struct AWSCLIBackend: CallingBackend, MappingBackend {
  package init() {}

  package let name = "aws-cli"
  package let summary = "Bash script for the AWS CLI, idempotent"
  package let fileExtension = "sh"
  package let isExecutable = true
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: false, members: false, computation: .words)

  package func printout(
    _ program: Program, _ options: EmitOptions, into sink: inout DiagnosticSink
  ) -> Printout {
    let program = canonicalize(program)
    checkShellSupport(program, into: &sink)
    let names = ShellNames(program, reserved: ShellLibrary.variables)
    let features = program.shellFeatures
    let main = ShellMain(program, ShellTerms(program, names), features)

    var sections: [Doc] = [
      .verbatim(program.headerLines(names).joined(separator: "\n")), .verbatim(Self.settings),
    ]
    let inputs = program.inputStatements(names)
    if !inputs.isEmpty {
      sections.append(
        .text(shellSection("inputs: Terraform's variables; lists are separated by spaces")))
      sections.append(Self.function("read_inputs", [inputs.map { .text($0) }]))
    }
    sections.append(
      .text(shellSection("what there shall be: groups first, for rules may name any of them")))
    sections.append(Self.function("main", main.paragraphs))
    let outputs = program.outputStatements(ShellTerms(program, names))
    if !outputs.isEmpty { sections.append(Self.function("print_outputs", [outputs])) }
    sections += ShellLibrary.sections(for: features).map(Doc.verbatim)
    sections.append(.verbatim("run \"$@\"\n"))
    return Doc.join(sections, .blankLine).print(width: Self.width, indent: 2)
  }

  private static func function(_ name: String, _ paragraphs: [[Doc]]) -> Doc {
    let body = paragraphs.isEmpty ? [.text(":")] : paragraphs.map(Doc.lines)
    return shellFunction(name, body)
  }

  private static let width = 100
  private static let settings = """
    set -euo pipefail
    set -f # words are never patterns for file names
    export AWS_PAGER=""
    export AWS_RETRY_MODE="${AWS_RETRY_MODE-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS-5}"
    """
}
