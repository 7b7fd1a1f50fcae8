import CodePrinter
import Foundation
import Testing

/// What Bash makes of a word: exactly the text that it stands for.
private func bashReads(_ word: String) throws -> [UInt8] {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["bash", "-c", "X='x y' _9=z; printf '%s' \(word)"]
  process.standardOutput = pipe
  try process.run()
  let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return Array(data)
}

@Suite struct ShellWordTests {
  @Test(arguments: [
    ("rails_sg", "rails_sg"), ("", "\"\""), ("two words", "\"two words\""), ("it's", "\"it's\""),
    ("a\"b", "'a\"b'"), ("$HOME", "\"\\$HOME\""), ("10.0.0.0/8", "10.0.0.0/8"), ("~", "\"~\""),
    ("a\nb", "$'a\\nb'"), ("!", "'!'"), ("it's!", "$'it\\'s\\x21'"), ("{a,b}", "\"{a,b}\""),
    ("\u{202e}x", "$'\\xe2\\x80\\xaex'"), ("-n", "-n"), ("*", "\"*\""),
  ])
  func wordsAreQuotedAsPeopleDo(text: String, expected: String) throws {
    #expect(ShellWord(text).quoted == expected)
    #expect(try bashReads(ShellWord(text).quoted) == Array(text.utf8))
  }

  @Test func everyTextSurvivesTheShell() throws {
    let alphabet = Array("aZ0 \t\n\r'\"\\$`!*?[]{}()<>|&;#~=%^,:é\u{1F600}\u{202e}\u{7f}\u{1}").map
    {
      String($0)
    }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<60 {
      let length = Int.random(in: 0...12, using: &generator)
      let text = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "" }.joined()
      #expect(try bashReads(ShellWord(text).quoted) == Array(text.utf8), "\(text.debugDescription)")
      let mixed = ShellWord([.text(text), .variable("X"), .text(text), .variable("_9")])
      #expect(
        try bashReads(mixed.quoted) == Array((text + "x y" + text + "z").utf8),
        "\(text.debugDescription)")
    }
  }

  @Test func anExpansionEndsWhereItsNameEnds() {
    #expect(ShellWord([.variable("A"), .text("_b")]).quoted == "\"${A}_b\"")
    #expect(ShellWord([.variable("A"), .text("-b")]).quoted == "\"$A-b\"")
    #expect(ShellWord([.text("a$"), .variable("B")]).quoted == "\"a\\$$B\"")
  }
}
