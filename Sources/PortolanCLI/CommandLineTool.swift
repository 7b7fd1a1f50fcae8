import Diagnostics
package import Portolan

/// One run of `portolan`, with everything it touches handed in.
package struct CommandLineTool: Sendable {
  /// The part of the pipeline that commands call.
  package struct Compiler: Sendable {
    package var targets: [String]
    package typealias Compile =
      @Sendable (
        Request, _ target: String?, _ receive: ([UInt8]) -> Void
      ) -> Compilation

    package var compile: Compile

    package init(targets: [String], compile: @escaping Compile) {
      self.targets = targets
      self.compile = compile
    }

    package static let portolan = Compiler(targets: targetNames) {
      Portolan.compile($0, to: $1, printingTo: $2)
    }
  }

  let arguments: [String]
  let environment: [String: String]
  let workingDirectory: String
  let terminal: Terminal
  let files: FileSystem
  let compiler: Compiler

  /// - Parameters:
  ///   - arguments: Without the program's name.
  ///   - workingDirectory: Where relative paths begin; empty for that of the process.
  package init(
    arguments: [String], environment: [String: String], workingDirectory: String = "",
    terminal: Terminal = .process, files: FileSystem = .process, compiler: Compiler = .portolan
  ) {
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.terminal = terminal
    self.files = files
    self.compiler = compiler
  }

  /// Does what the arguments say.
  ///
  /// - Returns: The exit code.
  package func run() -> Int32 {
    do throws(UsageError) {
      return try dispatch().rawValue
    } catch {
      printError(error.text)
      return ExitCode.usage.rawValue
    }
  }

  private func dispatch() throws(UsageError) -> ExitCode {
    guard let first = arguments.first else {
      throw UsageError(message: "A command is missing.", hint: "portolan --help lists them.")
    }
    if isOption(first) { return try generalOption(first) }
    guard let command = Command.all.first(where: { $0.name == first }) else {
      throw .unknownCommand(first)
    }
    let parser = ArgumentParser(command: command, targets: compiler.targets)
    let parsed = try parser.parse(arguments.dropFirst())
    if parsed.has(.help) { return printOutput(command.help(targets: compiler.targets)) }
    return try command.run(parsed, self)
  }

  private func generalOption(_ name: String) throws(UsageError) -> ExitCode {
    if Option.help.names.contains(name) {
      return printOutput(generalHelp(targets: compiler.targets))
    }
    if Option.version.names.contains(name) { return printOutput("portolan \(portolanVersion)\n") }
    throw .unknownOption(name, of: nil, known: [.help, .version])
  }
}

extension CommandLineTool {
  /// A path as the operating system needs it.
  func resolve(_ path: String) -> String {
    if workingDirectory.isEmpty || path.hasPrefix("/") { return path }
    return path == "." ? workingDirectory : "\(workingDirectory)/\(path)"
  }

  /// Stores a text, or prints it.
  ///
  /// - Returns: Why that was not possible, if it was not.
  func deliver(_ text: String, to path: String? = nil) -> Diagnostic? {
    let delivery = Delivery(self, to: path)
    delivery.receive(Array(text.utf8))
    return delivery.finish()
  }

  func printOutput(_ text: String) -> ExitCode {
    guard let failure = deliver(text) else { return .success }
    printError(
      DiagnosticRendererText(sources: SourceMap(), isColoured: isErrorColoured).render([failure]))
    return .failure
  }

  func printError(_ text: String) {
    // Where standard error is gone there is nobody left to tell; the exit code says it.
    try? terminal.standardError.write(text)
  }

  /// Colours are for people, and only for those who want them.
  var isErrorColoured: Bool {
    terminal.standardError.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }
}
