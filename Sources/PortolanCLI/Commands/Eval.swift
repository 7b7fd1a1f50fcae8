import Diagnostics
import Portolan

extension Command {
  static let eval = Command(
    name: "eval",
    summary: "Evaluate expressions.",
    description: """
      Evaluates expressions in the scope of a module, where a variable has its given value or its \
      default. Without expressions it reads one from each line of standard input: as text, or with \
      --format jsonl as a JSON string. The function type says what a value is.
      """,
    operand: .path,
    furtherOperands: Operand(
      name: "EXPRESSION", help: "What to evaluate; default: the lines of standard input."),
    options: [.answers, .variable, .variableFile, .resolve, .allowRead],
    examples: [
      ("eval . 'cidrsubnet(\"10.0.0.0/16\", 8, 1)'", "Try a function"),
      ("eval infra local.rules --var-file prod.tfvars", "Look at a local value"),
      ("eval --format jsonl < expressions.jsonl", "Answer a program"),
    ]
  ) { arguments, tool throws(UsageError) in
    let session = EvaluationSession(try tool.request(arguments))
    let isJSON = arguments[.answers] == "jsonl"
    var given = arguments.furtherOperands[...]
    let readsInput = given.isEmpty
    var code = ExitCode.success
    while let line = readsInput ? tool.terminal.readLine() : given.popFirst() {
      let expression: String
      if isJSON, readsInput {
        guard let text = EvaluationSession.expression(inJSON: line) else {
          let delivered = tool.printOutput(notAString + "\n")
          if delivered != .success { return delivered }
          continue
        }
        expression = text
      } else {
        expression = line
      }
      guard let answer = session.answer(expression) else { break }
      let delivered: ExitCode
      if isJSON {
        delivered = tool.printOutput(answer.json + "\n")
      } else if answer.diagnostics.isEmpty {
        delivered = tool.printOutput(answer.text + "\n")
      } else {
        delivered = tool.printProblems(answer.diagnostics, answer.sources)
      }
      // An error is an answer to a program; whoever reads text looks at the exit code.
      if delivered != .success { code = delivered }
    }
    if session.isBroken { return tool.printProblems(session.diagnostics, session.sources) }
    return code
  }
}

private let notAString = EvaluationSession.jsonError(
  "Invalid input", "Each line of input must be a JSON string that holds one expression.")

extension CommandLineTool {
  fileprivate func printProblems(_ diagnostics: [Diagnostic], _ sources: SourceMap) -> ExitCode {
    let renderer = DiagnosticRendererText(sources: sources, isColoured: isErrorColoured)
    printError(renderer.render(diagnostics))
    return .failure
  }
}
