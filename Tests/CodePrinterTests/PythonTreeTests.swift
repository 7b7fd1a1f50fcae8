import CodePrinter
import Foundation
import Testing

@Suite struct PythonTreeTests {
  private func text(_ expression: PythonExpression, width: Int = 40) -> String {
    expression.doc.render(width: width, indent: 4)
  }

  @Test func quotesAreThoseThatNeedFewerEscapes() {
    #expect(text(.string("plain")) == #""plain""#)
    #expect(text(.string("it's")) == #""it's""#)
    #expect(text(.string("say \"x\"")) == #"'say "x"'"#)
    #expect(text(.string("it's \"x\"")) == #"'it\'s "x"'"#)
    #expect(text(.string("'\"")) == #""'\"""#)
  }

  @Test func whatCannotBeSeenIsEscaped() {
    #expect(
      text(.string("a\0\n\u{202E}\u{2028}é\u{1F600}")) == #""a\x00\n\u202e\u2028é\U0001f600""#)
  }

  @Test func bracesOfFormattedTextAreDoubled() {
    let pieces: [PythonExpression.Piece] = [.text("{a}"), .value(.name("x").dot("y"))]
    #expect(text(.formatted(pieces)) == #"f"{{a}}{x.y}""#)
  }

  @Test func longTextIsCutBetweenWords() {
    let words = Array(repeating: "word", count: 16).joined(separator: " ")
    #expect(
      text(.call(.name("f"), [.init("x", .string(words))]), width: 72) == """
        f(
            x=(
                "word word word word word word word word word word word word "
                "word word word word"
            ),
        )
        """)
  }

  @Test func callsListsAndMapsBreakAsFormattersBreakThem() {
    let call = PythonExpression.call(
      .name("group").dot("add"),
      [
        .init(nil, .list([.starred(.name("cidrs")), .string("10.0.0.0/8")])),
        .init("tags", .dictionary([.each(.name("more")), .pair(key: "Name", value: .nothing)])),
      ])
    #expect(
      text(call, width: 88)
        == #"group.add([*cidrs, "10.0.0.0/8"], tags={**more, "Name": None})"#)
    #expect(
      text(call) == """
        group.add(
            [*cidrs, "10.0.0.0/8"],
            tags={**more, "Name": None},
        )
        """)
  }

  /// Python itself reads every literal back: plain, cut into pieces, and as part of an f-string.
  @Test(.enabled(if: python != nil, "needs python3")) func literalsAreTheTextTheyStandFor() throws {
    var generator = Hostile(state: 0x9E37_79B9_7F4A_7C15)
    let texts = (0..<2000).map { _ in generator.text() }
    var lines: [String] = []
    for text in texts {
      let whole = PythonExpression.string(text).doc
      let pieces = PythonExpression.list([.string(text)]).doc.render(width: 8, indent: 4)
      let formatted = PythonExpression.formatted([.text(text), .value(.name("x")), .text(text)])
      lines.append(
        json([
          Data(text.utf8).base64EncodedString(), whole.render(width: .max, indent: 4), pieces,
          formatted.doc.render(width: 30, indent: 4),
        ]))
    }
    let check = """
      import ast, base64, json, sys
      for line in sys.stdin:
          text, whole, pieces, formatted = json.loads(line)
          text = base64.b64decode(text).decode()
          assert ast.literal_eval(whole) == text, whole
          assert ast.literal_eval(pieces) == [text], pieces
          assert eval(formatted, {"x": "X"}) == text + "X" + text, formatted
          assert "\\n" not in whole and whole.isprintable(), whole
      print("all read")
      """
    #expect(try run(check, input: lines.joined(separator: "\n")) == "all read\n")
  }

  private func json(_ words: [String]) -> String {
    String(decoding: (try? JSONEncoder().encode(words)) ?? Data(), as: UTF8.self)
  }
}

/// Texts made of what gives printers trouble; the same ones in each run.
private struct Hostile {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  mutating func text() -> String {
    let scraps = [
      "'", "\"", "\\", "\n", "\r", "\t", "{", "}", "{}", "\0", "\u{7F}", "\u{85}", "\u{A0}",
      "\u{202E}", "\u{2028}", "\u{FEFF}", "\u{1F600}", "e\u{301}", "é", "中", "\"\"\"", "'''",
      "\\N{x}",
      "\\u0041", "%s", "$(id)", "#", "a", "word ", " ", "0", "\u{10FFFF}", "\u{1}",
      "long-long-word",
    ]
    return (0..<next(40)).reduce("") { text, _ in text + scraps[next(scraps.count)] }
  }
}

private let python: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
  .split(separator: ":").map { $0 + "/python3" }
  .first { FileManager.default.isExecutableFile(atPath: $0) }

private func run(_ code: String, input: String) throws -> String {
  let folder = FileManager.default.temporaryDirectory.appending(path: "python-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let (source, sink) = (folder.appending(path: "in"), folder.appending(path: "out"))
  try Data(input.utf8).write(to: source)
  try Data().write(to: sink)
  let process = Process()
  process.executableURL = URL(filePath: try #require(python))
  process.arguments = ["-c", code]
  process.standardInput = try FileHandle(forReadingFrom: source)
  process.standardOutput = try FileHandle(forWritingTo: sink)
  process.standardError = try FileHandle(forWritingTo: sink)
  try process.run()
  process.waitUntilExit()
  return String(decoding: try Data(contentsOf: sink), as: UTF8.self)
}
