#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that wait until it is known whether they are wanted. Beyond a megabyte they wait in a file without
/// a name; where there can be none, or it is full, in memory.
package final class Spool {
  private var waiting: [[UInt8]] = []
  private var count = 0
  private var descriptor: Int32?
  /// How much of it all is in the file; what waits in memory comes after that.
  private var stored = 0
  private var mayStore = true

  package init() {}

  deinit {
    if let descriptor { close(descriptor) }
  }

  package func append(_ piece: [UInt8]) {
    waiting.append(piece)
    count += piece.count
    if count > Self.limit, mayStore { store() }
  }

  /// Calls `body` with everything that was appended, in pieces.
  package func forEach(
    _ body: (ArraySlice<UInt8>) throws(FileError) -> Void
  ) throws(FileError) {
    var offset = 0
    var buffer: [UInt8] = Array(repeating: 0, count: stored > 0 ? 1 << 16 : 0)
    while let descriptor, offset < stored {
      let length = pread(descriptor, &buffer, min(buffer.count, stored - offset), off_t(offset))
      if length > 0 {
        try body(buffer[..<length])
        offset += length
      } else if length == 0 || errno != EINTR {
        throw length == 0 ? FileError(EIO) : .last
      }
    }
    for piece in waiting { try body(piece[...]) }
  }

  private static let limit = 1 << 20

  private func store() {
    guard let descriptor = descriptor ?? temporaryFile() else {
      mayStore = false
      return
    }
    self.descriptor = descriptor
    for (index, piece) in waiting.enumerated() {
      var rest = piece[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written >= 0 {
          rest = rest.dropFirst(written)
          stored += written
        } else if errno != EINTR {
          mayStore = false
          waiting = [Array(rest)] + waiting[(index + 1)...]
          return
        }
      }
    }
    waiting = []
  }

  /// It is gone when it is closed, whatever becomes of this process.
  private func temporaryFile() -> Int32? {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/portolan-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    unlink(path)
    return descriptor
  }
}
