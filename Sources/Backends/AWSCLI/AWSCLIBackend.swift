package import CodePrinter
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

  package let layout = Layout(width: 100, indent: 2)

  package func print(
    _ program: Program, _ options: EmitOptions, to printer: inout Printer,
    into sink: inout DiagnosticSink
  ) {
    checkShellSupport(program, into: &sink)
    let names = ShellNames(program, reserved: ShellLibrary.variables)
    let terms = ShellTerms(program, names)
    let features = program.shellFeatures(terms)

    printer.write(program.headerLines(names).joined(separator: "\n"))
    printer.blankLine()
    printer.write(Self.settings)
    let inputs = program.inputStatements(names)
    if !inputs.isEmpty {
      begin("inputs: Terraform's variables; lists are separated by spaces", in: &printer)
      var function = ShellFunction("read_inputs", to: &printer)
      function.add(inputs.map { .text($0) }, to: &printer)
      function.end(to: &printer)
    }
    begin("what there shall be: groups first, for rules may name any of them", in: &printer)
    var main = ShellMain(program, terms)
    main.print(to: &printer)
    if !program.outputs.isEmpty || !program.groups.isEmpty {
      printer.blankLine()
      var function = ShellFunction("print_outputs", to: &printer)
      function.add(program.outputStatements(terms), to: &printer)
      function.end(to: &printer)
    }
    for section in ShellLibrary.sections(for: features) {
      printer.blankLine()
      printer.write(section)
    }
    printer.blankLine()
    printer.write("run \"$@\"\n")
  }

  private func begin(_ section: String, in printer: inout Printer) {
    printer.blankLine()
    printer.write(shellSection(section))
    printer.blankLine()
  }

  private static let settings = """
    set -euo pipefail
    set -f # words are never patterns for file names
    export AWS_PAGER=""
    export AWS_RETRY_MODE="${AWS_RETRY_MODE-standard}" AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS-5}"
    """
}
