import FoundationEssentials
import PortolanCLI
import Synchronization
import Testing

/// A session at a shell prompt as a document.
///
///     Prose that says what is shown.
///     -- main.tf --            a file that is there at the beginning
///     …
///     $ portolan check         a command
///     > what it prints on standard output
///     ! what it prints on standard error
///     = 1                      its exit code, if that is not 0
///
/// `$ tty portolan …` runs with a terminal for standard error, `$ NAME=VALUE portolan …` with a
/// variable, `$ portolan … < FILE` with a file for standard input; `$ cat FILE`, `$ mode FILE` and `$ ls` look at what was written. The scenario's folder
/// is shown as `$DIR`.
struct Scenario: CustomTestStringConvertible, Sendable {
  struct Step {
    var command: String
    /// Lines with their marks, as they stand in the document.
    var answer: [String] = []
  }

  let path: String
  var prose: [String] = []
  var files: [(name: String, lines: [String])] = []
  var steps: [Step] = []

  init(path: String) throws {
    self.path = path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
      } else if !steps.isEmpty {
        if !line.isEmpty { steps[steps.count - 1].answer.append(line) }
      } else if line.hasPrefix("-- "), line.hasSuffix(" --") {
        files.append((String(line.dropFirst(3).dropLast(3)), []))
      } else if files.isEmpty {
        prose.append(line)
      } else {
        files[files.count - 1].lines.append(line)
      }
    }
  }

  var testDescription: String { path.split(separator: "/").last.map(String.init) ?? path }

  var text: String {
    let heads = files.map { file in (["-- \(file.name) --"] + file.lines).joined(separator: "\n") }
    let tails = steps.map { step in
      (["$ " + step.command] + step.answer).joined(separator: "\n") + "\n"
    }
    return (prose + heads).joined(separator: "\n") + "\n" + tails.joined(separator: "\n")
  }

  /// Runs all steps in a folder of their own.
  ///
  /// - Returns: The steps with the answers that they gave.
  func run() throws -> [Step] {
    let manager = FileManager.default
    let folder = "\(manager.temporaryDirectory.path)/portolan-scenario-\(UUID().uuidString)"
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: folder) }
    for file in files {
      let path = "\(folder)/\(file.name)"
      let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)
      try manager.createDirectory(atPath: String(parent), withIntermediateDirectories: true)
      let text = file.lines.joined(separator: "\n") + "\n"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    return try steps.map {
      Step(command: $0.command, answer: try answer(to: $0.command, in: folder))
    }
  }

  private func answer(to command: String, in folder: String) throws -> [String] {
    var words = shellWords(command)
    var environment: [String: String] = [:]
    while let equals = words.first?.firstIndex(of: "="), let word = words.first {
      environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
      words.removeFirst()
    }
    let isTerminal = words.first == "tty"
    if isTerminal { words.removeFirst() }
    let program = words.removeFirst()
    switch program {
    case "portolan":
      return runTool(words, environment, isTerminal: isTerminal, in: folder)
        .map { $0.replacing(folder, with: "$DIR").replacing("\u{1B}", with: "␛") }
    case "ls":
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "> \($0)" }
    case "cat":
      return marked(try String(contentsOfFile: "\(folder)/\(words[0])", encoding: .utf8), ">")
    case "mode":
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(words[0])")
      let mode = attributes[.posixPermissions] as? Int ?? 0
      return ["> " + String(mode, radix: 8)]
    default:
      Issue.record("\(path): there is no command \(program)")
      return []
    }
  }

  private func runTool(
    _ arguments: [String], _ environment: [String: String], isTerminal: Bool, in folder: String
  ) -> [String] {
    var arguments = arguments
    var input: [String] = []
    if arguments.count > 1, arguments[arguments.count - 2] == "<" {
      let path = "\(folder)/\(arguments.removeLast())"
      arguments.removeLast()
      input = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
        .split(separator: "\n").map(String.init)
    }
    let lines = Mutex(input[...])
    let (output, error) = (Capture(), Capture())
    let code = CommandLineTool(
      arguments: arguments, environment: environment, workingDirectory: folder,
      terminal: Terminal(
        standardOutput: output.stream(isTerminal: false),
        standardError: error.stream(isTerminal: isTerminal),
        readLine: { lines.withLock { $0.popFirst() } }),
      compiler: .prepared
    ).run()
    return marked(output.text, ">") + marked(error.text, "!") + (code == 0 ? [] : ["= \(code)"])
  }
}

private func marked(_ text: String, _ mark: String) -> [String] {
  guard !text.isEmpty else { return [] }
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let isComplete = lines.last?.isEmpty == true
  if isComplete { lines.removeLast() }
  return lines.map { $0.isEmpty ? mark : "\(mark) \($0)" }
    + (isComplete ? [] : ["\(mark) (without a line break at the end)"])
}

/// Words are separated by blanks; single quotes keep them together.
private func shellWords(_ command: String) -> [String] {
  var words: [String] = []
  for (index, part) in command.split(separator: "'", omittingEmptySubsequences: false).enumerated()
  {
    if index % 2 == 1 {
      words.append(String(part))
    } else {
      words += part.split(separator: " ").map(String.init)
    }
  }
  return words
}

private final class Capture: Sendable {
  private let content = Mutex<[UInt8]>([])

  var text: String { String(decoding: content.withLock { $0 }, as: UTF8.self) }

  func stream(isTerminal: Bool) -> PortolanCLI.OutputStream {
    PortolanCLI.OutputStream(isTerminal: isTerminal) { [self] bytes throws(FileError) in
      content.withLock { $0 += bytes }
    }
  }
}
