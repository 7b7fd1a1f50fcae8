import Diagnostics
package import HCL

/// Where configurations are read from. Paths are relative to the root module's directory.
package struct ModuleFiles: Sendable {
  /// The names in a directory, sorted in byte order; nil if there is no such directory.
  package var list: @Sendable (_ directory: String) -> [String]?
  package var read: @Sendable (_ path: String) -> Result<[UInt8], ReadFailure>
  package var kind: @Sendable (_ path: String) -> FunctionEnvironment.FileKind

  package struct ReadFailure: Error, Sendable {
    /// A sentence.
    package var reason: String

    package init(_ reason: String) { self.reason = reason }
  }

  package init(
    list: @escaping @Sendable (_ directory: String) -> [String]?,
    read: @escaping @Sendable (_ path: String) -> Result<[UInt8], ReadFailure>,
    kind: @escaping @Sendable (_ path: String) -> FunctionEnvironment.FileKind
  ) {
    self.list = list
    self.read = read
    self.kind = kind
  }

  /// Files held in memory, by path: for tests.
  package init(inMemory files: [String: String]) {
    self.init(
      list: { directory in
        let prefix = directory.isEmpty ? "" : directory + "/"
        let names = files.keys.filter { $0.hasPrefix(prefix) }
          .map { String($0.dropFirst(prefix.count)) }.filter { !$0.contains("/") }
        return names.isEmpty && !directory.isEmpty
          ? nil : names.sorted { $0.precedesInBytes($1) }
      },
      read: { path in
        files[path].map { .success(Array($0.utf8)) }
          ?? .failure(ReadFailure("There is no file \(path)."))
      },
      kind: { path in
        if files[path] != nil { return .file }
        return files.keys.contains { $0.hasPrefix(path + "/") } ? .directory : .missing
      })
  }
}

extension ModuleFiles {
  /// What the functions of the language see of these files.
  package var functionEnvironment: FunctionEnvironment {
    FunctionEnvironment(
      readFile: { path in read(joinPaths("", path)).mapError { FunctionError($0.reason) } },
      fileKind: { path in .success(kind(joinPaths("", path))) },
      filesBelow: { directory in .success(filesBelow(joinPaths("", directory))) })
  }

  private func filesBelow(_ directory: String) -> [String] {
    var found: [String] = []
    var work = [""]
    while let inner = work.popLast(), found.count < Self.maximumFiles {
      for name in list(joinPaths(directory, inner)) ?? [] {
        let path = inner.isEmpty ? name : inner + "/" + name
        switch kind(joinPaths(directory, path)) {
        case .file: found.append(path)
        case .directory: work.append(path)
        case .other, .missing: break
        }
      }
    }
    return found.sorted { $0.precedesInBytes($1) }
  }

  private static let maximumFiles = 100_000
}

/// `a/b` + `../c` → `a/c`; empty stands for the root module's directory.
package func joinPaths(_ directory: String, _ path: String) -> String {
  var parts: [Substring] = path.hasPrefix("/") ? [""] : directory.split(separator: "/")
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != "..", last != "" {
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  return parts.joined(separator: "/")
}
