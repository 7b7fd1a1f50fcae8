import Diagnostics

/// Something on its way to a file or to standard output. It comes in pieces, but nobody sees any of it
/// before all of it is there and known to be good.
struct Delivery {
  private enum Place {
    case file(OutputFile, path: String)
    case stream(OutputStream, Spool)
  }

  private let place: Place

  /// - Parameter path: As given on the command line; `nil` is standard output.
  init(_ tool: CommandLineTool, to path: String?, isExecutable: Bool = false) {
    place =
      path.map { .file(OutputFile(tool.resolve($0), isExecutable: isExecutable), path: $0) }
      ?? .stream(tool.terminal.standardOutput, Spool())
  }

  func receive(_ piece: [UInt8]) {
    switch place {
    case .file(let file, _): file.write(piece)
    case .stream(_, let spool): spool.append(piece)
    }
  }

  /// Stores or shows it.
  ///
  /// - Returns: Why that was not possible, if it was not.
  func finish() -> Diagnostic? {
    do throws(FileError) {
      switch place {
      case .file(let file, _): try file.finish()
      case .stream(let stream, let spool): try spool.forEach(stream.receive)
      }
      return nil
    } catch {
      switch place {
      case .file(_, let path): return .cannotWrite("\"\(path)\"", error)
      case .stream: return .cannotWrite("standard output", error)
      }
    }
  }

  /// Lets it be as if there had been nothing.
  func discard() {
    if case .file(let file, _) = place { file.discard() }
  }
}
