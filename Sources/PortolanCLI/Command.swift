/// One subcommand: parsing, usage and help all read this value.
struct Command: Sendable {
  let name: String
  /// One line for the list of commands.
  let summary: String
  /// Paragraphs for the command's own help.
  let description: String
  let operand: Operand?
  /// What further positional arguments are, if there may be any.
  var furtherOperands: Operand?
  let options: [Option]
  /// Command lines without the program's name, each with what it does.
  let examples: [Example]
  let run: @Sendable (ParsedArguments, CommandLineTool) throws(UsageError) -> ExitCode

  typealias Example = (arguments: String, effect: String)

  /// A positional argument; it can always be left out.
  struct Operand: Sendable {
    let name: String
    let help: String
  }

  var allOptions: [Option] { options + [.help] }

  static let all: [Command] = [.translate, .check, .inputs, .policy, .eval, .functions, .explain]
}

extension Command.Operand {
  static let path = Command.Operand(
    name: "PATH", help: "A directory with .tf files, or one such file; default: this directory.")
}
