import Diagnostics
import Foundation
import HCL
import Testing

// Depth and size: nothing overflows a small stack, nothing takes quadratic time.

@Suite("Parser: limits") struct ParserLimitsTests {
  /// The stack of a secondary thread on macOS; without optimisation frames are ten times as large.
  #if DEBUG
    static let stackSize = 4 * 1024 * 1024
  #else
    static let stackSize = 512 * 1024
  #endif

  @Test(
    "Any construct, nested without end, is refused on a small stack",
    arguments: [
      ("a = ", "(", ""), ("a = ", "[", ""), ("a = ", "{b=", ""), ("a = ", "f(", ""),
      ("a = ", "b[", ""), ("a = ", #""${"#, ""), ("a = ", "b?", ""), ("a = ", "b?c:", ""),
      ("a = ", "[for x in ", ""), ("a = ", "{for x in y : ", ""), ("a = ", "<<E\n${", ""),
      ("", "a {\n", ""), ("a = \"", "%{if b}", "\""),
      ("a = ", "!", "b"), ("a = ", "-", "b"), ("a = ", "b+", "b"), ("a = ", "b&&c||", "b"),
      ("a = b", ".b", ""), ("a = b", "[0].*", ""), ("a = b", "[*]", ""), ("a = b", "[c]", ""),
    ])
  func deepNesting(start: String, unit: String, end: String) {
    let text = start + String(repeating: unit, count: 20_000) + end + "\n"
    let complaints = onSmallStack { codes(text) }
    #expect(complaints.contains("hcl/nesting-too-deep"))
    #expect(complaints.count <= 3)
  }

  @Test("What is allowed fits on a small stack")
  func allowedNesting() {
    let depth = Parser.maximumNesting - 1
    let texts = [
      String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth),
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
      String(repeating: "{a=", count: depth) + "1" + String(repeating: "}", count: depth),
      String(repeating: "f(a ? ", count: depth / 2) + "1"
        + String(repeating: " : 2)", count: depth / 2),
      String(repeating: #""${"#, count: depth) + "1" + String(repeating: #"}""#, count: depth),
      String(repeating: "[for x in ", count: depth) + "1"
        + String(repeating: " : 1]", count: depth),
    ]
    for text in texts {
      #expect(onSmallStack { codes("a = \(text)\n") } == [])
    }
    let blocks = String(repeating: "a {\n", count: depth) + String(repeating: "}\n", count: depth)
    #expect(onSmallStack { codes(blocks) } == [])
  }

  @Test(
    "A file of errors is not read to its end",
    arguments: [
      "}\n", ") = 1\n", "a = = 1\n", "a b c\n", "a = \"\\q\n", "a = `\n", ";\n", "a = \"${\n",
    ])
  func errors(line: String) {
    let few = codes(String(repeating: line, count: 100))
    #expect(few.count <= 200 && !few.contains("hcl/too-many-errors"), "\(few.count)")
    let many = codes(String(repeating: line, count: 100_000))
    #expect(many.count <= Parser.maximumErrors + 1, "\(many.count)")
    #expect(many.count < 100 || many.last == "hcl/too-many-errors", "\(many.count)")
  }

  @Test("Chains of operators may be long, not endless")
  func chains() {
    let allowed = String(repeating: "a + ", count: Parser.maximumHeight - 2) + "a"
    #expect(codes("b = \(allowed)\n") == [])
    #expect(codes("b = \(allowed) + a + a\n") == ["hcl/nesting-too-deep"])
    let endless = String(repeating: "a + ", count: 100_000) + "a"
    #expect(codes("b = \(endless)\n") == ["hcl/nesting-too-deep"])
  }

  @Test(
    "Long inputs take linear time",
    arguments: [
      "a", "[", "]", "{", "}", "(", "\"", "\"\n", "${", "\"${", "/*", "/*/", "<<E\n", "<<E\n${",
      "\r", "\u{FEFF}", "é", "'", "a=", "a=1\n", "a=[\n", "a {\n", "}\n", "%{", "\"%{if a}",
      "a \"", "a.", "!", "~}", "\"$", "\"\\", "[[[}", "a=\"${[\"\n", "a=\"\r", "{\n",
    ])
  func longInputs(unit: String) {
    let text = String(repeating: unit, count: 200_000 / unit.utf8.count)
    let clock = ContinuousClock()
    let time = clock.measure { _ = codes(text) }
    #expect(time < .seconds(20))
  }

  @Test("Many arguments in one body, each of its own name")
  func manyAttributes() {
    let text = (0..<50_000).map { "a\($0) = 1\n" }.joined() + "a7 = 2\n"
    #expect(Parsed(file: text).complaints == ["50001: Attribute redefined"])
  }

  @Test("A long heredoc is one string")
  func longHeredoc() {
    let text = "a = <<-E\n" + String(repeating: "  line\n", count: 50_000) + "  E\n"
    let parsed = Parsed(file: text)
    #expect(parsed.complaints == [])
    #expect(parsed.text.utf8.count == "(attr a \"\")".utf8.count + 50_000 * "line\\n".utf8.count)
  }

  private func onSmallStack(_ work: @escaping @Sendable () -> [String]) -> [String] {
    let result = Box()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      result.value = work()
      done.signal()
    }
    thread.stackSize = ParserLimitsTests.stackSize
    thread.start()
    done.wait()
    return result.value
  }
}

/// The codes of a file's diagnostics; the tree is not looked at, which would need stack, too.
private func codes(_ text: String) -> [String] {
  var sink = DiagnosticSink()
  _ = Parser.parse(file: FileID(0), bytes: Array(text.utf8), into: &sink)
  return sink.diagnostics.map(\.code.text)
}

private final class Box: @unchecked Sendable {
  var value: [String] = []
}
