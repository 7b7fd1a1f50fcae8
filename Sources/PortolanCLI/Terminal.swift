#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a run prints, and what it may read.
package struct Terminal: Sendable {
  package var standardOutput: OutputStream
  package var standardError: OutputStream
  /// The next line of standard input without its ending; nil at the end.
  package var readLine: @Sendable () -> String?

  package init(
    standardOutput: OutputStream, standardError: OutputStream,
    readLine: @escaping @Sendable () -> String? = { nil }
  ) {
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.readLine = readLine
  }

  /// That of this process.
  package static let process = Terminal(
    standardOutput: OutputStream(descriptor: 1), standardError: OutputStream(descriptor: 2),
    readLine: { Swift.readLine() })
}

package struct OutputStream: Sendable {
  package var isTerminal: Bool
  /// Takes UTF-8 in pieces, which may end within a character.
  package var receive: @Sendable (ArraySlice<UInt8>) throws(FileError) -> Void

  package init(
    isTerminal: Bool, receive: @escaping @Sendable (ArraySlice<UInt8>) throws(FileError) -> Void
  ) {
    self.isTerminal = isTerminal
    self.receive = receive
  }

  package func write(_ text: String) throws(FileError) { try receive(Array(text.utf8)[...]) }

  init(descriptor: Int32) {
    self.init(isTerminal: isatty(descriptor) == 1) { bytes throws(FileError) in
      do throws(FileError) {
        try writeAll(bytes, to: descriptor)
      } catch  where error.number == EPIPE {
        // The reader has seen enough; that is no failure of this program.
      }
    }
  }
}

/// A failed call of the operating system.
package struct FileError: Error {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  static var last: FileError { FileError(errno) }

  /// `No such file or directory`
  package var reason: String { String(cString: strerror(number)) }
}

func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(FileError) {
  var rest = bytes
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written >= 0 {
      rest = rest.dropFirst(written)
    } else if errno != EINTR {
      throw .last
    }
  }
}
