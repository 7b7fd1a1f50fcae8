#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the command line tool itself does with files; reading the configuration is the pipeline's.
package struct FileSystem: Sendable {
  package var isDirectory: @Sendable (_ path: String) -> Bool
  /// Stores a text; whoever reads the path meanwhile sees the old content or all of the new one.
  package var write:
    @Sendable (_ text: String, _ path: String, _ isExecutable: Bool) throws(FileError) -> Void

  package init(
    isDirectory: @escaping @Sendable (String) -> Bool,
    write: @escaping @Sendable (String, String, Bool) throws(FileError) -> Void
  ) {
    self.isDirectory = isDirectory
    self.write = write
  }

  package static let process = FileSystem(
    isDirectory: { kind(of: $0) == .directory },
    write: { text, path, isExecutable throws(FileError) in
      switch kind(of: path) {
      case .directory: throw FileError(EISDIR)
      // A device or pipe, such as /dev/stdout, is written to; it must not be replaced by a file.
      case .other: try overwrite(path, with: text)
      case .file:
        if access(path, W_OK) != 0 { throw .last }
        try replace(resolvingLinks(path), with: text, isExecutable: isExecutable)
      case nil: try replace(path, with: text, isExecutable: isExecutable)
      }
    })
}

private enum Kind { case file, directory, other }

/// Of what stands at the path, links followed; nil if nothing does.
private func kind(of path: String) -> Kind? {
  var status = stat()
  guard stat(path, &status) == 0 else { return nil }
  return switch status.st_mode & S_IFMT {
  case S_IFREG: .file
  case S_IFDIR: .directory
  default: .other
  }
}

private func resolvingLinks(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

private func overwrite(_ path: String, with text: String) throws(FileError) {
  let descriptor = open(path, O_WRONLY)
  guard descriptor >= 0 else { throw .last }
  defer { close(descriptor) }
  try writeAll(text, to: descriptor)
}

/// Writes a file beside the path and gives it that name when it is complete.
private func replace(_ path: String, with text: String, isExecutable: Bool) throws(FileError) {
  let temporary = "\(path).portolan-\(getpid())"
  // The process's file mode creation mask takes away from these bits.
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, isExecutable ? 0o755 : 0o644)
  guard descriptor >= 0 else { throw .last }
  do throws(FileError) {
    do throws(FileError) {
      try writeAll(text, to: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    if close(descriptor) != 0 { throw FileError.last }
    if rename(temporary, path) != 0 { throw FileError.last }
  } catch {
    unlink(temporary)
    throw error
  }
}
