import Portolan

extension Command {
  static let check = Command(
    name: "check",
    summary: "Report problems, without any output.",
    description: """
      Reports what is wrong with a configuration: with --to, also what stands in the way of that \
      target. As text the report goes to standard error, as json or sarif to standard output.
      """,
    operand: .path,
    options: [
      .to, .variable, .variableFile, .fold, .keep, .resolve,
      .allowRead, .against, .adopt, .diagnostics,
    ],
    examples: [
      ("check", "Check the configuration in this directory"),
      ("check infra --to cloudformation", "See whether a configuration can become a template"),
      ("check --diagnostics sarif > portolan.sarif", "Write a report for a code scanning service"),
    ]
  ) { arguments, tool throws(UsageError) in
    let report = Report(try tool.compile(arguments), arguments, tool)
    switch report.format {
    case .text:
      let isClean = report.compilation.diagnostics.isEmpty
      tool.printError(isClean ? "No problems found.\n" : report.text)
      return report.exitCode
    case .json, .sarif:
      let printed = tool.printOutput(report.text)
      return report.exitCode == .success ? printed : report.exitCode
    }
  }
}
