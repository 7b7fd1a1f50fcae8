import Diagnostics
import HCL

/// Where configurations are read from. Paths are relative to the root module's directory.
package struct ModuleFiles: Sendable {
  /// The names in a directory, sorted in byte order; nil if there is no such directory.
  package var list: @Sendable (_ directory: String) -> [String]?
  package var read: @Sendable (_ path: String) -> Result<[UInt8], ReadFailure>

  package struct ReadFailure: Error, Sendable {
    /// A sentence.
    package var reason: String

    package init(_ reason: String) { self.reason = reason }
  }

  package init(
    list: @escaping @Sendable (_ directory: String) -> [String]?,
    read: @escaping @Sendable (_ path: String) -> Result<[UInt8], ReadFailure>
  ) {
    self.list = list
    self.read = read
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
