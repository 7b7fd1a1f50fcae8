import Diagnostics
import FoundationEssentials
import Portolan
import SecurityGroupIR
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Files as they are found on disks, and what is made of them.

private let group = "resource \"aws_security_group\" \"web\" {\n  name = \"web\"\n}\n"

private func inFolder(_ body: (String) throws -> Void) throws {
  let folder = "\(FileManager.default.temporaryDirectory.path)/portolan-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

private func write(_ bytes: [UInt8], _ path: String) throws {
  try Data(bytes).write(to: URL(filePath: path))
}

private func link(_ path: String, to target: String) throws {
  try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
}

/// The groups of a configuration, or the code and detail of each error.
private func outcome(_ path: String, readable: [String] = []) -> [String] {
  var request = Request(path: path)
  request.readablePaths = readable
  let compilation = compile(request, to: "ir")
  return compilation.program?.groups.map(\.address)
    ?? compilation.diagnostics.filter { $0.severity == .error }.map {
      "\($0.code.text): \($0.detail)"
    }
}

private let text = Array(group.utf8)

@Suite("Files of a configuration") struct FileTests {
  @Test(
    "A byte order mark, other line endings, no newline at the end",
    arguments: [
      [0xEF, 0xBB, 0xBF] + text, Array(group.replacing("\n", with: "\r\n").utf8),
      Array(text.dropLast()), Array("# comment ".utf8) + [0xFF, 0x0A] + text,
    ])
  func readable(_ content: [UInt8]) throws {
    try inFolder { folder in
      try write(content, "\(folder)/main.tf")
      #expect(outcome(folder) == ["aws_security_group.web"])
    }
  }

  @Test(
    "Bytes that are no text",
    arguments: [
      text + [0x00], [0xFF, 0xFE] + text, text.map { $0 == 0x77 ? 0x9F : $0 },
      text.map { $0 == 0x0A ? 0x0D : $0 }, Array(group.replacing("e", with: "e\0").utf8),
    ])
  func unreadableBytes(_ content: [UInt8]) throws {
    try inFolder { folder in
      try write(content, "\(folder)/main.tf")
      let found = outcome(folder)
      #expect(found.contains { $0.hasPrefix("hcl/") }, "\(found)")
    }
  }

  @Test("A pipe, a directory, links to nothing and in circles are refused, and none blocks")
  func otherKinds() throws {
    try inFolder { folder in
      #expect(mkfifo("\(folder)/pipe.tf", 0o600) == 0)
      try FileManager.default.createDirectory(
        atPath: "\(folder)/folder.tf", withIntermediateDirectories: true)
      try link("\(folder)/circle.tf", to: "circle.tf")
      try link("\(folder)/nothing.tf", to: "missing")
      #expect(
        outcome(folder).map { $0.split(separator: ". ").last.map(String.init) } == [
          "It is a link that leads back to itself.", "It is a directory.",
          "It is a link to nothing.", "It is not a regular file.",
        ])
    }
  }

  @Test("A file that may not be read", .disabled(if: geteuid() == 0, "root may read everything"))
  func unreadable() throws {
    try inFolder { folder in
      try write(Array(group.utf8), "\(folder)/main.tf")
      chmod("\(folder)/main.tf", 0)
      #expect(outcome(folder).first?.hasSuffix("Permission was denied.") == true)
    }
  }

  @Test("A link to a file of a configuration is followed; a link to its folder as well")
  func links() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/real", withIntermediateDirectories: true)
      try write(Array(group.utf8), "\(folder)/shared.tf")
      try link("\(folder)/real/main.tf", to: "../shared.tf")
      try link("\(folder)/link", to: "real")
      #expect(outcome("\(folder)/link") == ["aws_security_group.web"])
    }
  }

  @Test("A directory of 10,000 files")
  func manyFiles() throws {
    try inFolder { folder in
      for number in 0..<5_000 {
        try write(Array("locals {\n  l\(number) = 1\n}\n".utf8), "\(folder)/f\(number).tf")
        try write([0xFF], "\(folder)/f\(number).bin")
      }
      try write(Array(group.utf8), "\(folder)/main.tf")
      let time = ContinuousClock().measure {
        #expect(outcome(folder) == ["aws_security_group.web"])
      }
      #expect(time < .seconds(20))
    }
  }
}

@Suite("What functions may read") struct ReadableFilesTests {
  /// A configuration in `root` whose group has the outcome of an expression as its name.
  private func name(
    _ expression: String, readable: [String] = [], prepare: (String) throws -> Void = { _ in }
  ) throws -> String {
    var text = ""
    try inFolder { folder in
      for path in ["root", "root/sub", "other", "module"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(path)", withIntermediateDirectories: true)
        try write(Array("in \(path)".utf8), "\(folder)/\(path)/text")
      }
      let root = """
        module "inner" {
          source = "../module"
        }

        resource "aws_security_group" "web" {
          name = \(expression)
        }
        """
      try write(Array(root.utf8), "\(folder)/root/main.tf")
      let module = "output \"text\" {\n  value = file(\"${path.module}/text\")\n}\n"
      try write(Array(module.utf8), "\(folder)/module/main.tf")
      try prepare(folder)
      var request = Request(path: "\(folder)/root")
      request.readablePaths = readable.map { "\(folder)/\($0)" }
      let compilation = compile(request, to: "ir")
      if case .created(.exact(let name), _, _)? = compilation.program?.groups.first?.identity {
        text = name.knownText ?? "?"
      } else {
        let error = compilation.diagnostics.first { $0.severity == .error }
        text = error.map { $0.detail.contains("--allow-read") ? "refused" : $0.detail } ?? "?"
      }
    }
    return text
  }

  @Test(
    "Files of the root module, and of modules that it calls",
    arguments: [
      (#"file("text")"#, "in root"),
      (#"file("./sub/../sub/text")"#, "in root/sub"),
      (#"file("../root/text")"#, "in root"),
      (#"templatefile("sub/text", {})"#, "in root/sub"),
      (#"file("../module/text")"#, "in module"),
      (#"module.inner.text"#, "in module"),
      (#"file("../other/text")"#, "refused"),
      (#"filebase64("../other/text")"#, "refused"),
      (#"filesha256("../other/text")"#, "refused"),
      (#"templatefile("../other/text", {})"#, "refused"),
      (#"tostring(fileexists("../other/text"))"#, "refused"),
      (#"join(",", fileset("../other", "*"))"#, "refused"),
      (#"file("/etc/hostname")"#, "refused"),
      (#"file("../rootless")"#, "refused"),
    ])
  func places(_ expression: String, _ expected: String) throws {
    #expect(try name(expression) == expected)
  }

  @Test("--allow-read permits a file, or all below a directory")
  func permitted() throws {
    let other = #"file("../other/text")"#
    #expect(try name(other, readable: ["other"]) == "in other")
    #expect(try name(other, readable: ["other/text"]) == "in other")
    #expect(try name(other, readable: ["other/te"]) == "refused")
    #expect(try name(other, readable: ["root", "missing"]) == "refused")
  }

  @Test("A link does not lead out")
  func links() throws {
    let leadingOut = try name(#"file("link")"#) { try link("\($0)/root/link", to: "../other/text") }
    #expect(leadingOut == "refused")
    let leadingIn = try name(#"file("link")"#) { try link("\($0)/root/link", to: "sub/text") }
    #expect(leadingIn == "in root/sub")
  }

  @Test("Directories that link to each other end in an error")
  func circles() throws {
    let found = try name(#"join(",", fileset("sub", "**"))"#) {
      try link("\($0)/root/sub/a", to: ".")
      try link("\($0)/root/sub/b", to: ".")
    }
    #expect(found.contains("100000"))
  }
}
