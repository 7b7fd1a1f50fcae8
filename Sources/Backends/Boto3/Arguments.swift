import CodePrinter
import SecurityGroupIR

/// The function that reads the command line: one flag for each input, and the one that says which
/// groups with generated names are this program's.
struct ArgumentWriter {
  let program: Program
  let forms: [InputForm]
  let names: Names
  /// Whether groups have generated names.
  let mayAdopt: Bool
  let summary: String

  var statements: [PythonStatement] {
    let flags = program.inputFlags
    let secrets = program.inputs.indices.filter { program.inputs[$0].isSensitive }
    let variables = secrets.isEmpty ? [] : program.inputVariables
    var statements: [PythonStatement] = [
      .docstring(
        program.inputs.isEmpty
          ? "Read the command line." : "Read one flag per Terraform input."),
      .assign("parser", .name("Parser")(.string(summary))),
    ]
    if !program.inputs.isEmpty || mayAdopt {
      statements.append(.assign("add", .name("parser").dot("add_argument")))
    }
    for index in program.inputs.indices {
      statements.append(.evaluate(.call(.name("add"), flag(index, flags[index], variables))))
    }
    if mayAdopt { statements.append(.evaluate(.call(.name("add"), Self.adoption))) }
    let parsed = PythonExpression.name("parser").dot("parse_args")()
    guard !secrets.isEmpty else { return statements + [.returns(parsed)] }
    statements.append(.assign("args", parsed))
    for index in secrets { statements += secret(index, variables[index]) }
    return statements + [.returns(.name("args"))]
  }

  private static let adoption: [PythonExpression.Argument] = [
    .init(nil, .string("--adopt")), .init("metavar", .string("GROUP_ID")),
    .init("nargs", .string("*")), .init("default", .list([])),
    .init(
      "help",
      .string("groups of an earlier run whose tags have changed; none: they are strangers")),
  ]

  /// - Parameter variables: Of the environment, in which secrets are given.
  private func flag(
    _ index: Int, _ flag: String, _ variables: [String]
  ) -> [PythonExpression.Argument] {
    let input = program.inputs[index]
    let implied = String(flag.dropFirst(2).map { $0 == "-" ? "_" : $0 })
    var arguments = [PythonExpression.Argument(nil, .string(flag))]
    if implied != names.arguments[index] {
      arguments.append(.init("dest", .string(names.arguments[index])))
    }
    // A word that argparse cannot read is repeated in its message, which a secret must not be.
    if !input.isSensitive, let reader = forms[index].reader {
      arguments.append(.init("type", .name(reader)))
    }
    if case .words = forms[index] { arguments.append(.init("nargs", .string("*"))) }
    if !input.isSensitive {
      arguments.append(
        input.defaultValue.map { .init("default", written($0, forms[index], input.type)) }
          ?? .init("required", .bool(true)))
    }
    var help = input.description.map { $0.split(separator: "%", omittingEmptySubsequences: false) }?
      .joined(separator: "%%")
    if input.isSensitive {
      help = (help.map { $0 + " " } ?? "") + "Better given as $\(variables[index])."
    }
    if let help { arguments.append(.init("help", .string(help))) }
    return arguments
  }

  private func secret(_ index: Int, _ variable: String) -> [PythonStatement] {
    let argument = PythonExpression.name("args").dot(names.arguments[index])
    var asked = PythonExpression.name("secret")(
      .string(program.inputs[index].name), .string(variable))
    if case .words = forms[index] { asked = asked.dot("split")() }
    var value = PythonExpression.operation("or", [argument, asked])
    if case .words = forms[index] {
    } else if let reader = forms[index].reader {
      value = .name(reader)(value)
    }
    return [.assign("args." + names.arguments[index], value)]
  }

  /// The default, as the flag's reader would give it.
  private func written(_ literal: Literal, _ form: InputForm, _ type: InputType) -> PythonExpression
  {
    switch (form, literal) {
    case (.string, _): .string(literal.text)
    case (.integer, .string(let text)): .name(text)
    case (.words, .list(let elements)) where form.hasTexts: .list(elements.map { .string($0.text) })
    case (.stringMap, .object(let entries)):
      .dictionary(
        entries.filter { $0.value != .null }.map {
          .pair(key: $0.name, value: .string($0.value.text))
        })
    default: literal.python
    }
  }
}
