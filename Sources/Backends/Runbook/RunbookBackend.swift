package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// A Markdown document that a person follows with the AWS CLI, on an account in which the groups do
/// not exist yet. Its blocks of `bash`, run in order, leave the account as Terraform would.
package struct RunbookBackend: CallingBackend {
  package init() {}

  package let name = "runbook"
  package let summary = "Markdown runbook to follow by hand"
  package let fileExtension = "md"
  package let isExecutable = false
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: false, members: false, computation: .words)

  package let layout = Layout(width: .max, indent: 0)

  package func print(
    _ program: Program, _ options: EmitOptions, to printer: inout Printer,
    into sink: inout DiagnosticSink
  ) {
    checkShellSupport(program, into: &sink)
    let runbook = Runbook(program)
    let outline = runbook.outline
    runbook.printOverview(outline, to: &printer)
    for paragraph in runbook.inputs + runbook.checksBefore { printer.addParagraph(paragraph) }
    runbook.printSteps(outline, to: &printer)
    runbook.printCheck(to: &printer)
    runbook.printUndo(outline, to: &printer)
    printer.newline()
  }
}

/// A program and what it is called in the commands of its runbook.
struct Runbook {
  let program: Program
  let names: ShellNames
  let terms: ShellTerms

  init(_ program: Program) {
    self.program = program
    names = ShellNames(program, style: .upper, reserved: [])
    terms = ShellTerms(program, names)
  }

  func id(_ id: GroupID) -> ShellWord { terms.word(.group(id, .id)) }

  /// `--region eu-west-1`, where the group says so.
  func region(_ group: SecurityGroup) -> [[String]] {
    group.region.map { [["--region", terms.word($0).quoted]] } ?? []
  }

  func region(_ id: GroupID) -> [[String]] {
    program.groups[id.index].region.map { [["--region", terms.word($0).quoted]] } ?? []
  }

  /// A command on one line where it fits, else one option a line.
  func command(_ head: String, _ rows: [[String]], prefix: String = "", indent: String = "")
    -> String
  {
    var width = indent.utf8.count + prefix.utf8.count + head.utf8.count
    var length = width
    for row in rows {
      for word in row {
        width += 1 + word.columns
        length += 1 + word.utf8.count
      }
    }
    let separator = width <= Self.width ? " " : " \\\n  \(indent)"
    var command = ""
    command.reserveCapacity(length + rows.count * separator.utf8.count)
    command += indent
    command += prefix
    command += head
    for row in rows {
      command += separator
      for (index, word) in row.enumerated() {
        if index > 0 { command += " " }
        command += word
      }
    }
    return command
  }

  private static let width = 96

  /// A term for the reader.
  func shown(_ term: Term) -> String { shown(terms.word(term)) }

  /// Without the quotes that the shell needs around a variable.
  func shown(_ word: ShellWord) -> String {
    if let text = word.knownText { return Markdown.code(text) }
    let quoted = word.quoted
    let isWrapped = quoted.hasPrefix("\"") && quoted.hasSuffix("\"")
    return Markdown.code(isWrapped ? String(quoted.dropFirst().dropLast()) : quoted)
  }
}
