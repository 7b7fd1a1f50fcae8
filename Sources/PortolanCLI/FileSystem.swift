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

  package init(isDirectory: @escaping @Sendable (String) -> Bool) {
    self.isDirectory = isDirectory
  }

  package static let process = FileSystem(isDirectory: { kind(of: $0) == .directory })

  /// Stores a text.
  package func write(_ text: String, _ path: String, _ isExecutable: Bool) throws(FileError) {
    let file = OutputFile(path, isExecutable: isExecutable)
    file.write(Array(text.utf8))
    try file.finish()
  }
}

/// A file while it is written, piece by piece. Whoever reads the path meanwhile sees the old content, and
/// all of the new one in the end.
package final class OutputFile {
  private enum State {
    case closed
    /// A file beside the path gets its name when it is complete.
    case replacing(descriptor: Int32, temporary: String, path: String)
    /// A device or pipe, such as /dev/stdout, is written to; it must not be replaced by a file.
    case overwriting(Spool)
  }

  private let path: String
  private let isExecutable: Bool
  private var state = State.closed
  /// The first thing that went wrong; nothing is written after that.
  private var failure: FileError?

  package init(_ path: String, isExecutable: Bool) {
    self.path = path
    self.isExecutable = isExecutable
  }

  package func write(_ piece: [UInt8]) {
    guard failure == nil else { return }
    do throws(FileError) {
      if case .closed = state { try begin() }
      switch state {
      case .closed: break
      case .replacing(let descriptor, _, _): try writeAll(piece[...], to: descriptor)
      case .overwriting(let spool): spool.append(piece)
      }
    } catch {
      failure = error
    }
  }

  /// Lets the new content take the place of the old one.
  package func finish() throws(FileError) {
    write([])
    do throws(FileError) {
      if let failure { throw failure }
      switch state {
      case .closed: break
      case .replacing(let descriptor, let temporary, let path):
        state = .closed
        if close(descriptor) != 0 || rename(temporary, path) != 0 {
          let error = FileError.last
          unlink(temporary)
          throw error
        }
      case .overwriting(let spool): try overwrite(with: spool)
      }
    } catch {
      discard()
      throw error
    }
  }

  /// Leaves everything as it was.
  package func discard() {
    if case .replacing(let descriptor, let temporary, _) = state {
      close(descriptor)
      unlink(temporary)
    }
    state = .closed
  }

  private func begin() throws(FileError) {
    switch kind(of: path) {
    case .directory: throw FileError(EISDIR)
    case .other: state = .overwriting(Spool())
    case .file:
      if access(path, W_OK) != 0 { throw .last }
      try replace(resolvingLinks(path))
    case nil: try replace(path)
    }
  }

  private func replace(_ path: String) throws(FileError) {
    let temporary = "\(path).portolan-\(getpid())"
    // The process's file mode creation mask takes away from these bits.
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, isExecutable ? 0o755 : 0o644)
    guard descriptor >= 0 else { throw .last }
    state = .replacing(descriptor: descriptor, temporary: temporary, path: path)
  }

  private func overwrite(with spool: Spool) throws(FileError) {
    let descriptor = open(path, O_WRONLY)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    try spool.forEach { piece throws(FileError) in try writeAll(piece, to: descriptor) }
  }
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
