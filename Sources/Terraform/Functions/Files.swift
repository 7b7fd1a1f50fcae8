import HCL

/// Functions over files of the configuration and over their paths.
let fileFunctions = [
  basename, dirname, file, filebase64, fileexists, fileset, pathexpand,
]

private let file = Function(
  "file", [.init("path", .string)], returns: .string,
  documentation: "The text of a file.",
  example: .init(#"can(file("missing.txt"))"#, "false")
) { arguments, environment throws(FunctionError) in
  let path = try arguments.string(0)
  let bytes = try contents(path, environment)
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw FunctionError(
      "contents of \(quoted(path)) are not valid UTF-8; use the filebase64 function to obtain the "
        + "Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to "
        + "obtain file hashing results instead")
  }
  return .string(normalizing: text)
}

private let filebase64 = Function(
  "filebase64", [.init("path", .string)], returns: .string,
  documentation: "The bytes of a file in Base64.",
  example: .init(#"can(filebase64("missing.txt"))"#, "false")
) { arguments, environment throws(FunctionError) in
  .string(Base64.encode(try contents(try arguments.string(0), environment)))
}

/// The bytes of a file that must be there.
func contents(
  _ path: String, _ environment: FunctionEnvironment
) throws(FunctionError) -> [UInt8] {
  switch environment.fileKind(path) {
  case .success(.missing):
    throw FunctionError(
      "no file exists at \(quoted(path)); this function works only with files that are distributed "
        + "as part of the configuration source code, so if this file will be created by a resource "
        + "in this configuration you must instead obtain this result from an attribute of that "
        + "resource", argument: 0)
  case .success(.directory):
    throw FunctionError(
      "failed to read file: read \(Path.clean(path)): is a directory", argument: 0)
  default:
    do throws(FunctionError) { return try environment.readFile(path).get() } catch {
      throw FunctionError(error.message, argument: 0)
    }
  }
}

private let fileexists = Function(
  "fileexists", [.init("path", .string)], returns: .bool,
  documentation: "Whether there is a file at a path.",
  example: .init(#"fileexists("missing.txt")"#, "false")
) { arguments, environment throws(FunctionError) in
  let path = try arguments.string(0)
  switch try environment.fileKind(path).get() {
  case .file: return .bool(true)
  case .missing: return .bool(false)
  case .directory:
    throw FunctionError("\(quoted(Path.clean(path))) is a directory, not a file")
  case .other:
    throw FunctionError("\(quoted(Path.clean(path))) is not a regular file")
  }
}

private let fileset = Function(
  "fileset", [.init("path", .string), .init("pattern", .string)], returns: .set(.string),
  documentation: "The files below a directory whose paths match a pattern of *, **, ?, [a-z] and "
    + "{a,b}.",
  example: .init(#"fileset("missing", "*.txt")"#, "[]")
) { arguments, environment throws(FunctionError) in
  let directory = try arguments.string(0)
  let pattern = try arguments.string(1)
  guard let glob = Glob(pattern) else {
    throw FunctionError(
      "failed to glob pattern \(quoted(Path.clean("\(directory)/\(pattern)"))): syntax error in "
        + "pattern")
  }
  let kind = try environment.fileKind(directory).get()
  let files = kind == .directory ? try environment.filesBelow(directory).get() : []
  return .set(.string, files.filter(glob.matches).map { Value.string($0) })
}

private let basename = Function(
  "basename", [.init("path", .string)], returns: .string,
  documentation: "The last part of a path.",
  example: .init(#"basename("foo/bar/baz.txt")"#, #""baz.txt""#)
) { arguments, _ throws(FunctionError) in
  .string(Path.base(try arguments.string(0)))
}

private let dirname = Function(
  "dirname", [.init("path", .string)], returns: .string,
  documentation: "A path without its last part.",
  example: .init(#"dirname("foo/bar/baz.txt")"#, #""foo/bar""#)
) { arguments, _ throws(FunctionError) in
  .string(Path.directory(try arguments.string(0)))
}

private let pathexpand = Function(
  "pathexpand", [.init("path", .string)], returns: .string,
  documentation: "A path; one that begins with ~ names a person's home, which is not known here.",
  example: .init(#"pathexpand("a/b")"#, #""a/b""#)
) { arguments, _ throws(FunctionError) in
  let path = try arguments.string(0)
  if path.utf8.first == UInt8(ascii: "~") {
    throw FunctionError(
      "a home directory differs from machine to machine, so \(quoted(path)) has no value when a "
        + "configuration is translated", argument: 0)
  }
  return .string(path)
}
