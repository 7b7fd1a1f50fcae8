import FoundationEssentials
import HCL
import Terraform

extension ModuleFiles {
  /// The files below a directory of this machine.
  static func onDisk(below root: String) -> ModuleFiles {
    ModuleFiles(
      list: { directory in
        let path = directory.isEmpty ? root : root + "/" + directory
        return try? FileManager.default.contentsOfDirectory(atPath: path)
          .sorted { $0.precedesInBytes($1) }
      },
      read: { path in readRegularFile(path.hasPrefix("/") ? path : root + "/" + path) },
      kind: { path in
        let path = path.hasPrefix("/") ? path : root + "/" + path
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
          return .missing
        }
        return isDirectory ? .directory : .file
      })
  }
}

/// The bytes of a file; a directory, device or pipe is refused before it can block.
func readRegularFile(_ path: String) -> Result<[UInt8], ModuleFiles.ReadFailure> {
  let manager = FileManager.default
  // Attributes do not follow a link, so it is resolved first.
  let resolved = (try? manager.destinationOfSymbolicLink(atPath: path)) != nil
  guard manager.fileExists(atPath: path) else {
    return .failure(.init(resolved ? "It is a link to nothing." : "There is no such file."))
  }
  var isDirectory = false
  _ = manager.fileExists(atPath: path, isDirectory: &isDirectory)
  if isDirectory { return .failure(.init("It is a directory.")) }
  let type = try? manager.attributesOfItem(atPath: path)[.type] as? FileAttributeType
  if !resolved, type != .typeRegular { return .failure(.init("It is not a regular file.")) }
  guard let data = manager.contents(atPath: path) else {
    return .failure(.init("Permission was denied, or reading failed."))
  }
  return .success(Array(data))
}

/// The bytes of a file or pipe; `-` is standard input. Whoever names a pipe wants to wait for it.
func readFileOrStream(_ path: String) -> Result<[UInt8], ModuleFiles.ReadFailure> {
  let path = path == "-" ? "/dev/stdin" : path
  var isDirectory = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
    return .failure(.init("There is no such file."))
  }
  if isDirectory { return .failure(.init("It is a directory.")) }
  guard let data = try? Data(contentsOf: URL(filePath: path)) else {
    return .failure(.init("Permission was denied, or reading failed."))
  }
  return .success(Array(data))
}
