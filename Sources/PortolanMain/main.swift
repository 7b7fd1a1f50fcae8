import PortolanCLI

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  @preconcurrency import Darwin
#endif

/// Whether Portolan, or Terraform's language, gives the variable a meaning: environments are long.
private func isRead(_ name: Substring.UTF8View) -> Bool {
  name.starts(with: "TF_VAR_".utf8) || name.elementsEqual("NO_COLOR".utf8)
    || name.elementsEqual("TERM".utf8)
}

/// Those variables of the environment; of a name that is set twice the first counts, as for `getenv`.
private func processEnvironment() -> [String: String] {
  var variables: [String: String] = [:]
  var entry = environ
  while let text = entry.pointee {
    let bytes = String(cString: text).utf8
    entry += 1
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { continue }
    guard isRead(bytes[..<equals]) else { continue }
    let name = String(Substring(bytes[..<equals]))
    if variables[name] == nil {
      variables[name] = String(Substring(bytes[bytes.index(after: equals)...]))
    }
  }
  return variables
}

// A reader that closes its end, as `head` does, must not end the program in the middle of a file, nor
// must a limit on the size of files: writing fails, that is told, and what was begun is removed.
signal(SIGPIPE, SIG_IGN)
signal(SIGXFSZ, SIG_IGN)
exit(
  CommandLineTool(
    arguments: Array(CommandLine.arguments.dropFirst()), environment: processEnvironment()
  ).run())
