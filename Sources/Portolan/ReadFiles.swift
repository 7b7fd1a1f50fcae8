import HCL
import Terraform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ModuleFiles {
  /// The files below a directory of this machine.
  static func onDisk(below root: String) -> ModuleFiles {
    @Sendable func place(_ path: String) -> String {
      path.utf8.first == UInt8(ascii: "/") ? path : root + "/" + path
    }
    return ModuleFiles(
      list: { namesInDirectory($0.isEmpty ? root : place($0)) },
      read: { readRegularFile(place($0)) },
      kind: { kindOfFile(place($0)) },
      resolve: { resolvedPath($0.isEmpty ? root : place($0)) })
  }
}

/// Of what stands at the path, links followed.
func kindOfFile(_ path: String) -> FunctionEnvironment.FileKind {
  var status = stat()
  guard stat(path, &status) == 0 else { return .missing }
  return switch status.st_mode & S_IFMT {
  case S_IFREG: .file
  case S_IFDIR: .directory
  default: .other
  }
}

/// The absolute path without links in it; nil where nothing stands there.
func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The names in a directory in byte order; nil if it cannot be read.
private func namesInDirectory(_ path: String) -> [String]? {
  guard let directory = opendir(path) else { return nil }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.precedesInBytes($1) }
}

/// What a file of a configuration may have at most; far more than any has, and less than memory.
private let maximumFileSize = 256 << 20

private let tooLarge = ModuleFiles.ReadFailure(
  "It is larger than \(maximumFileSize >> 20) MiB, which is the limit.")

/// The bytes of a file; a directory, device or pipe is refused before it can block.
func readRegularFile(_ path: String) -> Result<[UInt8], ModuleFiles.ReadFailure> {
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard descriptor >= 0 else { return .failure(.init(reason(path, errno))) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { return .failure(.init(reason(path, errno))) }
  switch status.st_mode & S_IFMT {
  case S_IFREG: break
  case S_IFDIR: return .failure(.init("It is a directory."))
  default: return .failure(.init("It is not a regular file."))
  }
  guard status.st_size <= maximumFileSize else {
    return .failure(tooLarge)
  }
  return readAll(of: descriptor, expecting: Int(status.st_size))
}

private func readAll(
  of descriptor: Int32, expecting size: Int
) -> Result<[UInt8], ModuleFiles.ReadFailure> {
  var failure: ModuleFiles.ReadFailure?
  // A file that grows meanwhile is read as far as it was.
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let got = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
      if got > 0 {
        count += got
      } else if got == 0 {
        return
      } else if errno != EINTR {
        failure = .init("Reading failed: \(String(cString: strerror(errno))).")
        return
      }
    }
  }
  return failure.map { .failure($0) } ?? .success(bytes)
}

private func reason(_ path: String, _ number: Int32) -> String {
  switch number {
  case ENOENT:
    var status = stat()
    return lstat(path, &status) == 0 ? "It is a link to nothing." : "There is no such file."
  case ELOOP: return "It is a link that leads back to itself."
  // What cannot be opened at all, such as a socket.
  case ENXIO: return "It is not a regular file."
  case EACCES, EPERM: return "Permission was denied."
  default: return "Opening failed: \(String(cString: strerror(number)))."
  }
}

/// The bytes of a file or pipe; `-` is standard input. Whoever names a pipe wants to wait for it.
func readFileOrStream(_ path: String) -> Result<[UInt8], ModuleFiles.ReadFailure> {
  let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return .failure(.init(reason(path, errno))) }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 {
      return .success(bytes)
    } else if errno == EISDIR {
      return .failure(.init("It is a directory."))
    } else if errno != EINTR {
      return .failure(.init("Reading failed: \(String(cString: strerror(errno)))."))
    }
    if bytes.count > maximumFileSize { return .failure(tooLarge) }
  }
}
