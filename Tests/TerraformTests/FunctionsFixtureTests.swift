import FoundationEssentials
import HCL
import Terraform
import Testing

/// Tests/Fixtures/functions holds expressions and what Terraform made of them, one a line.
@Suite struct FunctionsFixtureTests {
  @Test(arguments: [
    "compression", "conversions", "dates", "encoding", "files", "format", "hashes", "maps",
    "network", "numeric",
    "patterns", "selection", "sequences", "sets", "strings", "yamldecode", "yamlencode",
  ])
  func likeTerraform(_ family: String) throws {
    let cases = try Fixture.cases(family)
    #expect(cases.count > 5)
    for (expression, expected) in cases {
      let outcome = try FunctionsExpression.outcome(expression, environment: Fixture.environment)
      #expect(outcome == expected, "\(expression)")
    }
  }
}

private enum Fixture {
  static func cases(_ family: String) throws -> [(expression: String, outcome: String)] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/functions/\(family).txt")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: "  =>  ", maxSplits: 1)
      return (String(parts[0]), String(parts[1]))
    }
  }

  /// The directory in which Terraform ran.
  static let environment: FunctionEnvironment = {
    let files: [String: [UInt8]] = [
      "p.txt": Array("plain\n".utf8), "bin": [0xFF, 0xFE],
      "sub/a.txt": [], "sub/.hid": [], "sub/deep/b.txt": [],
    ]
    return FunctionEnvironment(
      readFile: { path in files[path].map { .success($0) } ?? .failure(FunctionError("no \(path)"))
      },
      fileKind: { path in
        if files[path] != nil { return .success(.file) }
        return .success(["", ".", "sub", "sub/deep"].contains(path) ? .directory : .missing)
      },
      filesBelow: { directory in
        let prefix = directory == "." ? "" : directory + "/"
        return .success(
          files.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
      })
  }()
}
