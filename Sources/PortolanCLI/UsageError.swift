import Diagnostics

/// A command line that cannot be understood, told in one sentence, with a hint where there is one.
struct UsageError: Error {
  var message: String
  var hint: String?
  /// The command whose usage is shown below the message.
  var command: Command?
}

extension UsageError {
  static func unknownCommand(_ name: String) -> UsageError {
    UsageError(
      message: "There is no command \"\(name)\".",
      hint: didYouMean(name, among: Command.all.map(\.name)))
  }

  static func unknownOption(_ name: String, of command: Command?, known: [Option]) -> UsageError {
    let subject = command.map { "\"\($0.name)\" has" } ?? "There is"
    return UsageError(
      message: "\(subject) no option \"\(name)\".",
      hint: didYouMean(name, among: known.flatMap(\.names)), command: command)
  }

  static func missingValue(_ option: Option, _ command: Command) -> UsageError {
    UsageError(
      message: "The option \"\(option.name)\" needs a value: \(option.usage).", command: command)
  }

  static func needlessValue(_ option: Option, _ command: Command?) -> UsageError {
    UsageError(message: "The option \"\(option.name)\" takes no value.", command: command)
  }

  static func repeated(_ option: Option, _ command: Command) -> UsageError {
    UsageError(message: "The option \"\(option.name)\" is given twice.", command: command)
  }

  static func missingOption(_ option: Option, choices: [String], _ command: Command) -> UsageError {
    UsageError(
      message: "\"\(command.name)\" needs the option \(option.usage).",
      hint: choices.isEmpty ? nil : "\(option.value ?? "It") is \(alternatives(choices)).",
      command: command)
  }

  static func badChoice(
    _ value: String, for option: Option, choices: [String], _ command: Command
  ) -> UsageError {
    UsageError(
      message: "\"\(value)\" is no value for \(option.name), which takes \(alternatives(choices)).",
      hint: didYouMean(value, among: choices), command: command)
  }

  static func notOfTarget(_ option: Option, _ target: String, _ command: Command) -> UsageError {
    UsageError(
      message: target.isEmpty
        ? "The option \"\(option.name)\" needs a target: --to TARGET."
        : "The target \"\(target)\" has no option \"\(option.name)\".", command: command)
  }

  static func tooManyOperands(_ operand: String, _ command: Command) -> UsageError {
    let limit = command.operand.map { "takes only one \($0.name)" } ?? "takes no arguments"
    return UsageError(
      message: "\"\(command.name)\" \(limit), and \"\(operand)\" is one too many.",
      command: command)
  }

  static func badAssignment(_ text: String, _ command: Command?) -> UsageError {
    UsageError(
      message: "\"\(text)\" is no variable and value separated by an equals sign.",
      hint: "Write --var NAME=VALUE, without blanks around the equals sign.", command: command)
  }

  static func unknownFunction(_ name: String, known: [String]) -> UsageError {
    UsageError(
      message: "There is no function \"\(name)\".",
      hint: didYouMean(name, among: known) ?? "\"portolan functions\" lists them all.",
      command: .functions)
  }

  static func unknownCode(_ code: String, known: [String]) -> UsageError {
    let bare = known.filter { $0.split(separator: "/").last.map(String.init) == code }
    return UsageError(
      message: "There is no diagnostic \"\(code)\".",
      hint: bare.count == 1
        ? "Did you mean \"\(bare[0])\"?"
        : didYouMean(code, among: known) ?? "\"portolan explain\" lists them all.",
      command: .explain)
  }
}

private func didYouMean(_ name: String, among candidates: [String]) -> String? {
  nearestName(to: name, among: candidates).map { "Did you mean \"\($0)\"?" }
}

/// `text, json or sarif`
private func alternatives(_ names: [String]) -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " or " + last
}
