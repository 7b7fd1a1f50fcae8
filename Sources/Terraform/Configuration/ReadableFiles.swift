import HCL

/// The files that functions of the language may read: a configuration from a stranger must not put
/// whatever stands on this machine into an artifact.
///
/// Readable is what lies in the directory of the root module or of a module that it calls, and what
/// was permitted. Links are followed first, so that none leads out.
struct ReadableFiles: Sendable {
  let files: ModuleFiles
  /// Of modules, relative to the root module's, which is empty; or absolute.
  let directories: [String]
  private let resolved: [String]

  init(_ files: ModuleFiles, directories: [String]) {
    self.files = files
    self.directories = directories
    resolved = directories.compactMap(files.resolve)
  }

  /// The path as the files have it, or why it may not be read.
  func permitted(_ path: String) -> Result<String, FunctionError> {
    let place = joinPaths("", path)
    let isInside =
      if let real = files.resolve(place) {
        resolved.contains { encloses($0, real) }
      } else {
        directories.contains { encloses($0, place) }
      }
    if isInside { return .success(place) }
    return .failure(
      FunctionError(
        "\(quoted(path)) lies outside of the directories of the root module and of the modules that "
          + "it calls; to read it nevertheless, name it with --allow-read", argument: 0))
  }

  private func encloses(_ directory: String, _ path: String) -> Bool {
    if directory.isEmpty { return !leadsOut(path) }
    if directory == "/" { return true }
    return path.utf8.starts(with: directory.utf8)
      && (path.utf8.count == directory.utf8.count
        || path.utf8.dropFirst(directory.utf8.count).first == UInt8(ascii: "/"))
  }

  /// What the functions of the language see.
  var functionEnvironment: FunctionEnvironment {
    FunctionEnvironment(
      readFile: { path in
        permitted(path).flatMap { files.read($0).mapError { FunctionError($0.reason) } }
      },
      fileKind: { path in permitted(path).map { files.kind($0) } },
      filesBelow: { path in permitted(path).flatMap { filesBelow($0) } })
  }

  private func filesBelow(_ directory: String) -> Result<[String], FunctionError> {
    var found: [String] = []
    var seen = 0
    var work = [""]
    while let inner = work.popLast() {
      for name in files.list(joinPaths(directory, inner)) ?? [] {
        // Links may lead in circles.
        seen += 1
        if seen > Self.maximumEntries {
          return .failure(
            FunctionError(
              "there are more than \(Self.maximumEntries) files and directories below "
                + "\(quoted(directory)), which is the limit", argument: 0))
        }
        let path = inner.isEmpty ? name : inner + "/" + name
        switch files.kind(joinPaths(directory, path)) {
        case .file: found.append(path)
        case .directory: work.append(path)
        case .other, .missing: break
        }
      }
    }
    return .success(found.sorted { $0.precedesInBytes($1) })
  }

  private static let maximumEntries = 100_000
}

/// Whether a path that `joinPaths` made leads out of the root module's directory.
func leadsOut(_ path: String) -> Bool {
  path.utf8.first == UInt8(ascii: "/") || path == ".." || path.hasPrefix("../")
}
