import Diagnostics
package import HCL

/// Where configurations are read from. Paths are relative to the root module's directory.
package struct ModuleFiles: Sendable {
  /// The names in a directory, sorted in byte order; nil if there is no such directory.
  package var list: @Sendable (_ directory: String) -> [String]?
  package var read: @Sendable (_ path: String) -> Result<[UInt8], ReadFailure>
  package var kind: @Sendable (_ path: String) -> FunctionEnvironment.FileKind
  /// The path without links in it, in the same form for all; nil where nothing stands there.
  package var resolve: @Sendable (_ path: String) -> String?

  package struct ReadFailure: Error, Sendable {
    /// A sentence.
    package var reason: String

    package init(_ reason: String) { self.reason = reason }
  }

  package init(
    list: @escaping @Sendable (_ directory: String) -> [String]?,
    read: @escaping @Sendable (_ path: String) -> Result<[UInt8], ReadFailure>,
    kind: @escaping @Sendable (_ path: String) -> FunctionEnvironment.FileKind,
    resolve: @escaping @Sendable (_ path: String) -> String? = { _ in nil }
  ) {
    self.list = list
    self.read = read
    self.kind = kind
    self.resolve = resolve
  }

  /// Files held in memory, by path: for tests.
  package init(inMemory files: [String: String]) {
    self.init(inMemory: files.mapValues { Array($0.utf8) })
  }

  /// Files held in memory that need not be text.
  package init(inMemory files: [String: [UInt8]]) {
    self.init(
      list: { directory in
        let prefix = directory.isEmpty ? "" : directory + "/"
        let names = files.keys.filter { $0.hasPrefix(prefix) }
          .map { String($0.dropFirst(prefix.count)) }.filter { !$0.contains("/") }
        return names.isEmpty && !directory.isEmpty
          ? nil : names.sorted { $0.precedesInBytes($1) }
      },
      read: { path in
        files[path].map { .success($0) }
          ?? .failure(ReadFailure("There is no file \(path)."))
      },
      kind: { path in
        if files[path] != nil { return .file }
        return files.keys.contains { $0.hasPrefix(path + "/") } ? .directory : .missing
      })
  }
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
