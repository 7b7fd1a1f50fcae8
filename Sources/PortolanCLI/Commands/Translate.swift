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
      .to.required, .output, .sourceMap, .form, .variable, .variableFile, .fold, .keep, .resolve,
      .allowRead, .against, .adopt, .diagnostics,
    ],
    examples: [
      ("translate samples/rails --to boto3", "Print a Python script"),
      ("translate --to aws-cli -o groups.sh", "Write a Bash script that can be run at once"),
      (
        "translate infra --to cloudformation --var-file prod.tfvars --var vpc_id=vpc-123",
        "Print a template with some values fixed"
      ),
      (
        "translate infra --to call-plan --format text --against groups.json --against rules.json",
        "Show the calls from the account as described in two files"
      ),
    ]
  ) { arguments, tool throws(UsageError) in
    var request = try tool.request(arguments)
    request.format = try tool.form(arguments)
    request.wantsSourceMap = arguments.has(.sourceMap)
    let target = arguments[.to] ?? ""
    let delivery = Delivery(tool, to: arguments[.output], isExecutable: isExecutable(target))
    let compilation = tool.compiler.compile(request, target, delivery.receive)
    var report = Report(compilation, arguments, tool)
    if report.exitCode == .success, let artifact = compilation.artifact {
      let failure =
        delivery.finish()
        ?? arguments[.sourceMap].flatMap { path in
          tool.deliver(artifact.sourceMap(compilation.sources, target: target), to: path)
        }
      if let failure { report.add(failure) }
    } else {
      delivery.discard()
    }
    tool.printError(report.text)
    return report.exitCode
  }
}

extension CommandLineTool {
  /// Runs the pipeline on what the arguments name.
  func compile(_ arguments: ParsedArguments) throws(UsageError) -> Compilation {
    compiler.compile(try request(arguments), arguments[.to]) { _ in }
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
      case Option.allowRead.name: request.readablePaths.append(resolve(value))
      case Option.fold.name: request.foldsDefaults = true
      case Option.keep.name: request.keptVariables.append(value)
      default: break
      }
    }
    try addArtifactOptions(arguments, to: &request)
    return request
  }

  /// The form of the artifact, if one is asked for.
  fileprivate func form(_ arguments: ParsedArguments) throws(UsageError) -> String? {
    guard let form = arguments[.form] else { return nil }
    let target = arguments[.to] ?? ""
    let known = formats(ofTarget: target)
    if known.isEmpty { throw .notOfTarget(.form, target, arguments.command) }
    if !known.contains(form) {
      throw .badChoice(form, for: .form, choices: known, arguments.command)
    }
    return form
  }

  /// The options that only some targets have.
  private func addArtifactOptions(
    _ arguments: ParsedArguments, to request: inout Request
  ) throws(UsageError) {
    let target = arguments[.to] ?? ""
    for option in [Option.against, .adopt] where arguments.has(option) && !takesAccount(target) {
      throw .notOfTarget(option, target, arguments.command)
    }
    if arguments.has(.adopt), !arguments.has(.against) {
      throw .missingOption(.against, choices: [], arguments.command)
    }
    request.accountFiles = arguments.values(.against).map { $0 == "-" ? $0 : resolve($0) }
    request.adoptedGroups = arguments.values(.adopt)
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
