import Foundation

/// What a program said when it ran.
struct ShellResult {
  var status: Int32
  var output: String
  var errors: String
}

/// Runs a script in Bash, in an environment of nothing but `environment` and a path.
func runBash(_ script: String, _ environment: [String: String] = [:]) throws -> ShellResult {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let (out, errors) = (folder.appending(path: "out"), folder.appending(path: "errors"))
  let file = folder.appending(path: "script.sh")
  try Data(script.utf8).write(to: file)
  for url in [out, errors] { try Data().write(to: url) }
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["bash", file.path]
  process.environment = environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { own, _ in
    own
  }
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = try FileHandle(forWritingTo: out)
  process.standardError = try FileHandle(forWritingTo: errors)
  try process.run()
  process.waitUntilExit()
  return ShellResult(
    status: process.terminationStatus,
    output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
    errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
}
