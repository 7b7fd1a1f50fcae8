import Foundation

/// Python and its tools, as far as this machine has them.
enum PythonTool {
  /// A program on PATH or in the virtual environment that `Tests/run` makes.
  static func path(_ name: String) -> String? {
    let folder = URL(filePath: #filePath).appending(path: "../../../.build/venv/bin").standardized
    let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return ([folder.path()] + places.map(String.init)).map { $0 + "/" + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Standard output and error together, and the exit code.
  static func run(_ program: String, _ arguments: [String], input: String = "") throws
    -> (output: String, code: Int32)
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputFile = folder.appending(path: "input")
    let outputFile = folder.appending(path: "output")
    try Data(input.utf8).write(to: inputFile)
    try Data().write(to: outputFile)
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    let output = try FileHandle(forWritingTo: outputFile)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    return (
      String(decoding: try Data(contentsOf: outputFile), as: UTF8.self), process.terminationStatus
    )
  }
}
