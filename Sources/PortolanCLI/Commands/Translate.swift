import Diagnostics
import Portolan

extension Command {
  static let translate = Command(
    name: "translate",
    summary: "Translate a configuration.",
    description: """
      Translates the security groups of a Terraform configuration. Variables without a given value \
      stay inputs of the artifact where its language allows; "portolan inputs" lists them. With \
      errors nothing is written.
      """,
    operand: .path,
    options: [
      .to.required, .output, .sourceMap, .variable, .variableFile, .fold, .keep, .resolve,
      .diagnostics,
    ],
    examples: [
      ("translate samples/rails --to boto3", "Print a Python script"),
      ("translate --to aws-cli -o groups.sh", "Write a Bash script that can be run at once"),
      (
        "translate infra --to cloudformation --var-file prod.tfvars --var vpc_id=vpc-123",
        "Print a template with some values fixed"
      ),
    ]
  ) { arguments, tool throws(UsageError) in
    let compilation = try tool.compile(arguments)
    var report = Report(compilation, arguments, tool)
    if report.exitCode == .success, let artifact = compilation.artifact {
      let failure =
        tool.deliver(artifact.text, to: arguments[.output], isExecutable: artifact.isExecutable)
        ?? arguments[.sourceMap].flatMap { path in
          let map = artifact.sourceMap(compilation.sources, target: arguments[.to] ?? "")
          return tool.deliver(map, to: path)
        }
      if let failure { report.add(failure) }
    }
    tool.printError(report.text)
    return report.exitCode
  }
}

extension CommandLineTool {
  /// Runs the pipeline on what the arguments name.
  func compile(_ arguments: ParsedArguments) throws(UsageError) -> Compilation {
    compiler.compile(try request(arguments), arguments[.to])
  }

  /// The configuration and the values that the arguments name.
  func request(_ arguments: ParsedArguments) throws(UsageError) -> Request {
    var sources: [VariableSource] = []
    for (option, value) in arguments.occurrences {
      switch option {
      case Option.variable.name: sources.append(try assignment(value, arguments.command))
      case Option.variableFile.name: sources.append(.file(resolve(value)))
      default: break
      }
    }
    var request = Request(
      path: resolve(arguments.operand ?? "."), variableSources: sources, environment: environment)
    for (option, value) in arguments.occurrences {
      switch option {
      case Option.resolve.name: request.answerFiles.append(resolve(value))
      case Option.fold.name: request.foldsDefaults = true
      case Option.keep.name: request.keptVariables.append(value)
      default: break
      }
    }
    return request
  }
}

/// `port=22`; the value may be empty and may contain further equals signs.
private func assignment(_ text: String, _ command: Command) throws(UsageError) -> VariableSource {
  guard let equals = text.firstIndex(of: "="), equals > text.startIndex,
    !text[..<equals].contains(where: \.isWhitespace)
  else { throw .badAssignment(text, command) }
  return .assignment(
    name: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
}
