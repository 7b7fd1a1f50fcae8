import Diagnostics
import Portolan

extension Command {
  static let inputs = Command(
    name: "inputs",
    summary: "List what the artifact will ask for.",
    description: """
      Lists the values that the artifact asks for when it runs, how each is handed over, and which \
      variables were fixed when it was translated, with the place that needed them. With the same \
      options, "translate" makes an artifact that asks for just these.
      """,
    operand: .path,
    options: [
      .to.required, .format, .variable, .variableFile, .fold, .keep, .resolve,
      .allowRead, .against, .adopt, .diagnostics,
    ],
    examples: [
      ("inputs samples/rails --to boto3", "List what that script will ask for"),
      ("inputs samples/rails --to aws-cli --format json", "List it for a program"),
    ]
  ) { arguments, tool throws(UsageError) in
    let compilation = try tool.compile(arguments)
    var report = Report(compilation, arguments, tool)
    if report.exitCode == .success, let program = compilation.program {
      let rows = program.inputRows
      let text =
        arguments[.format] == "json"
        ? JSONValue.array(rows.map(\.json)).document
        : inputTable(rows, target: arguments[.to] ?? "")
      if let failure = tool.deliver(text) {
        report.add(failure)
      }
    }
    tool.printError(report.text)
    return report.exitCode
  }
}
