import Diagnostics
import Testing

private func rendered(_ bytes: [UInt8], _ span: SourceSpan, label: String = "here") -> String {
  var sources = SourceMap()
  let id = sources.add(SourceFile(path: "main.tf", bytes: bytes))
  let diagnostic = Diagnostic(
    "hcl/test", summary: "Summary", detail: "Detail.",
    at: Diagnostics.SourceLocation(id, span), label: label,
    fixes: [Fix("fix it", at: Diagnostics.SourceLocation(id, span), replacement: "x\n")])
  _ = renderJSON([diagnostic], sources: sources)
  _ = DiagnosticRendererSARIF(sources: sources, version: "1") { _ in nil }.render([diagnostic])
  return DiagnosticRendererText(sources: sources, isColoured: false).render([diagnostic])
}

@Test("Whatever a file holds and wherever a span points, rendering ends and keeps its width")
func anyBytesAnySpan() {
  var generator = SplitMix(state: 7)
  let pieces: [[UInt8]] = [
    [0x0A], [0x0D, 0x0A], [0x09], [0x20], [0x61], [0xFF], [0xE6, 0x97], [0xE6, 0x97, 0xA5], [0x1B],
    [0xF0, 0x9F, 0x9A, 0x80], [0x9F], [0xEF, 0xBF, 0xBD], [0xCC, 0x81],
    Array(repeating: 0x62, count: 150),
  ]
  for _ in 0..<500 {
    var bytes: [UInt8] = []
    for _ in 0..<Int(generator.next() % 30) {
      bytes += pieces[Int(generator.next() % UInt64(pieces.count))]
    }
    let limit = UInt64(bytes.count + 5)
    let start = UInt32(generator.next() % limit)
    let end = UInt32(generator.next() % limit)
    for line in rendered(bytes, SourceSpan(start, end)).split(separator: "\n") {
      #expect(displayWidth(of: String(line)) <= 108, "\(bytes) \(start)..<\(end): \(line)")
    }
  }
}

@Test("Of malformed bytes each sequence is a character of its own")
func malformedBytes() {
  // Three bytes that continue nothing, one that begins what does not come, and an A.
  let text = rendered([0x9F, 0x9F, 0x9F, 0xE6, 0x97, 0x41], SourceSpan(5, 6))
  #expect(text.contains("1 | \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}A\n"))
  #expect(text.contains("  |     ^ here\n"))
}

@Test("Nothing in a source, a label or a path can steer the terminal")
func controlCharacters() {
  let text = rendered(
    Array("a = \"\u{1B}[2J\u{202E}\u{9B}\" ".utf8), SourceSpan(0, 1), label: "\u{1B}")
  #expect(text.contains("a = \"␛[2J\u{FFFD}\u{FFFD}\""))
  #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{9B}" })
}

@Test("A line of a megabyte is no burden")
func enormousLine() {
  let bytes = [UInt8](repeating: 0x61, count: 1_000_000)
  let clock = ContinuousClock()
  let time = clock.measure {
    #expect(rendered(bytes, SourceSpan(500_000, 500_004)).contains("...aaa"))
  }
  #expect(time < .seconds(5))
}

/// Sebastiano Vigna's SplitMix64: the same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
