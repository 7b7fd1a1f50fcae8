package import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// A Markdown document that a person follows with the AWS CLI, on an account in which the groups do
/// not exist yet. Its blocks of `bash`, run in order, leave the account as Terraform would.
package struct RunbookBackend: CallingBackend, MappingBackend {
  package init() {}

  package let name = "runbook"
  package let summary = "Markdown runbook to follow by hand"
  package let fileExtension = "md"
  package let isExecutable = false
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: false, members: false, computation: .words)

  package func printout(
    _ program: Program, _ options: EmitOptions, into sink: inout DiagnosticSink
  ) -> Printout {
    let program = canonicalize(program)
    checkShellSupport(program, into: &sink)
    let runbook = Runbook(program)
    let plain = [runbook.inputs, runbook.checksBefore].flatMap(\.self).map(Doc.verbatim)
    let after = [runbook.checkAfter, runbook.undo].flatMap(\.self).map(Doc.verbatim)
    let sections = runbook.overview + plain + runbook.stepTexts + after
    return (Doc.join(sections, .blankLine) + .hardLine).print(width: .max, indent: 0)
  }
}

extension RunbookBackend {
  /// What its checks and steps call, and what takes them back.
  package func privileges(of program: Program) -> [Privilege] {
    let runbook = Runbook(canonicalize(program))
    return runbook.checkPrivileges + runbook.steps.flatMap(\.privileges)
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

  /// A command on one line where it fits, else one option a line.
  func command(_ head: String, _ rows: [[String]], prefix: String = "", indent: String = "")
    -> String
  {
    let words = rows.map { $0.joined(separator: " ") }
    let line = ([indent + prefix + head] + words).joined(separator: " ")
    if line.unicodeScalars.count <= Self.width { return line }
    return ([indent + prefix + head] + words.map { "  \(indent)\($0)" }).joined(separator: " \\\n")
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
