import Foundation
import HCL
import Terraform
import Testing

/// No text overflows the stack, explodes or traps.
@Suite struct YAMLLimitsTests {
  private static func fault(_ text: String) -> String? {
    do throws(YAMLFault) {
      _ = try YAMLReader.read(text)
      return nil
    } catch {
      return error.text
    }
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "[a: ", "{? "])
  func deepNestingIsRefused(_ opening: String) throws {
    let message = try #require(onSmallStack { Self.fault(Self.repeated(opening, 100_000)) })
    #expect(["exceeded max depth", "only strings are allowed as mapping keys"].contains(message))
  }

  @Test func whatIsAllowedFitsOnASmallStack() {
    let depth = YAMLReader.maximumDepth
    for (opening, closing) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("[a: ", "]")] {
      let levels = opening == "[a: " ? depth / 2 : depth
      let text = Self.repeated(opening, levels) + "1" + Self.repeated(closing, levels)
      #expect(onSmallStack { Self.fault(text) } == nil, "\(opening)")
    }
  }

  /// Aliases nest as deeply as what they stand for.
  @Test func aliasesDoNotNestFurther() {
    let lines = (1...2000).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
    let message = onSmallStack { Self.fault("- &a0 x\n" + lines) }
    #expect(message?.hasSuffix("exceeded max depth") == true)
  }

  @Test func aliasesDoNotExplode() {
    let lines = (1...30).map { level in
      "a\(level): &a\(level) [" + Self.repeated("*a\(level - 1), ", 10) + "]\n"
    }.joined()
    let message = onSmallStack { Self.fault("a0: &a0 text\n" + lines) }
    #expect(message?.hasSuffix("aliases repeat too much of the document") == true)
  }

  @Test func longTextsTakeLinearTime() {
    let texts = [
      Self.repeated("a: 1\n", 1) + "b: " + Self.repeated("x", 200_000),
      "[" + Self.repeated("a, ", 20_000) + "]", "\"" + Self.repeated("\\n", 40_000) + "\"",
      Self.repeated("- a\n", 10_000), "|\n" + Self.repeated("  line\n", 10_000),
      Self.repeated("\n", 100_000) + "a", Self.repeated("#\n", 40_000) + "a",
    ]
    let start = ContinuousClock.now
    for text in texts { #expect(Self.fault(text) == nil) }
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  /// Any sequence of the characters that mean something is a value or a fault.
  @Test func anyTextIsReadToItsEnd() {
    var generator = Lehmer(state: 42)
    let pieces = [
      "a", "1", " ", "  ", "\n", "\n  ", "\t", "- ", "? ", ": ", ":", ",", "[", "]", "{", "}", "#",
      " #", "&x ", "*x", "!", "!!str ", "!<", ">", "|", "'", "\"", "\\", "%", "@", "`", "<<: ",
      "---\n", "...\n", "%YAML 1.1\n", "é", "\u{2028}", "\r", "~", "0x",
    ]
    for _ in 0..<20_000 {
      let text = (0..<generator.next(below: 24)).map { _ in
        pieces[generator.next(below: pieces.count)]
      }.joined()
      _ = Self.fault(text)
    }
  }

  /// What is written is read again as it was.
  @Test func whatIsWrittenIsReadAgain() throws {
    var generator = Lehmer(state: 7)
    let pieces = ["a", " ", "\n", "é", "\"", "\\", ": ", "- ", "#", "'", "🙂", "word ", "\t", "\r"]
    for _ in 0..<2000 {
      let texts = (0..<3).map { _ in
        (0..<generator.next(below: 40)).map { _ in pieces[generator.next(below: pieces.count)] }
          .joined()
      }
      let value = Value.object([
        texts[0]: .tuple([.string(texts[1]), .tuple([.number(Number(1)), .object([:])])]),
        "b": .object(["c": .string(texts[2]), "d": .bool(true), "e": .null]),
      ])
      // A block without text, or one that a value reads like, comes back as Terraform reads it.
      let text = encodeYAML(value)
      #expect(try YAMLReader.read(text) == value, "\(text)")
    }
  }
}

/// A small generator with the same numbers on every run.
private struct Lehmer {
  var state: UInt64

  mutating func next(below limit: Int) -> Int {
    state = state * 48271 % 2_147_483_647
    return Int(state % UInt64(limit))
  }
}

/// The result of work done in a thread of 1 MiB.
private func onSmallStack<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result {
  nonisolated(unsafe) var result: Result?
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    result = work()
    done.signal()
  }
  thread.stackSize = 1 << 20
  thread.start()
  done.wait()
  guard let result else { preconditionFailure("the thread ended without a result") }
  return result
}
