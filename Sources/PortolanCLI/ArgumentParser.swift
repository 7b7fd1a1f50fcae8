/// What a command line says, checked against the tables of its command.
struct ParsedArguments: Sendable {
  let command: Command
  var operand: String?
  var furtherOperands: [String] = []
  /// In the order given; an option is identified by its first name.
  var occurrences: [(option: String, value: String)] = []

  func values(_ option: Option) -> [String] {
    occurrences.filter { $0.option == option.name }.map(\.value)
  }

  subscript(option: Option) -> String? { values(option).last }

  func has(_ option: Option) -> Bool { !values(option).isEmpty }
}

/// Reads the arguments after a command's name.
struct ArgumentParser {
  let command: Command
  /// What `Option.Choices.targets` stands for.
  let targets: [String]

  func parse(_ arguments: ArraySlice<String>) throws(UsageError) -> ParsedArguments {
    var parsed = ParsedArguments(command: command)
    var rest = arguments
    var optionsEnded = false
    while let argument = rest.popFirst() {
      if optionsEnded || !isOption(argument) {
        if parsed.operand == nil, command.operand != nil {
          parsed.operand = argument
        } else if command.furtherOperands != nil {
          parsed.furtherOperands.append(argument)
        } else {
          throw .tooManyOperands(argument, command)
        }
      } else if argument == "--" {
        optionsEnded = true
      } else {
        try parseOption(argument, &rest, into: &parsed)
      }
    }
    if !parsed.has(.help) { try checkRequired(parsed) }
    return parsed
  }

  private func parseOption(
    _ argument: String, _ rest: inout ArraySlice<String>, into parsed: inout ParsedArguments
  ) throws(UsageError) {
    let (name, attached) = splitOption(argument)
    guard let option = command.allOptions.first(where: { $0.names.contains(name) }) else {
      throw .unknownOption(name, of: command, known: command.allOptions)
    }
    if parsed.has(option), !option.isRepeatable { throw .repeated(option, command) }
    var value = attached ?? ""
    if option.value == nil {
      if attached != nil { throw .needlessValue(option, command) }
    } else if attached == nil {
      guard let next = rest.popFirst(), !isKnownOption(next) else {
        throw .missingValue(option, command)
      }
      value = next
    }
    let choices = self.choices(of: option)
    if !choices.isEmpty, !choices.contains(value) {
      throw .badChoice(value, for: option, choices: choices, command)
    }
    parsed.occurrences.append((option.name, value))
  }

  private func checkRequired(_ parsed: ParsedArguments) throws(UsageError) {
    for option in command.options where option.isRequired && !parsed.has(option) {
      throw .missingOption(option, choices: choices(of: option), command)
    }
  }

  private func choices(of option: Option) -> [String] { option.choices.names(targets: targets) }

  /// A value that looks like this was forgotten.
  private func isKnownOption(_ argument: String) -> Bool {
    argument == "--"
      || command.allOptions.contains { $0.names.contains(splitOption(argument).name) }
  }
}

/// A lone `-` is an ordinary file name.
func isOption(_ argument: String) -> Bool { argument.hasPrefix("-") && argument != "-" }

/// `--to=boto3` → `--to` and `boto3`
func splitOption(_ argument: String) -> (name: String, value: String?) {
  guard let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
  return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
}
