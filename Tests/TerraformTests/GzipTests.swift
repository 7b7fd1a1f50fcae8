import Terraform
import Testing

/// Texts of more than one block and more than one window; the sums are those of what Terraform's
/// `base64gzip` gives for them.
@Suite struct GzipTests {
  @Test(arguments: [
    ("words", "ae09a531b1060ce22e19f1fc707b6179449d7db6f09dc2a20660f4d36b20b827"),
    ("hashes", "6f5695a6b3f82507710318b860fe4f6fea34f1316a2605924de1f0f123c0ef0f"),
    ("dense", "dded50082cdf3b6917268a6bca60bd3e0087dd1794e76b117c5cbaa0f94a7d55"),
    ("repeats", "179e4083ee01859c0d03d152e5ca93d6cd9ece743f80332004a66b4b8c659870"),
    ("windows", "5261938fb8371f423e42c6db1c260a8bb31ad3594308696428c294b3878742b5"),
  ])
  func likeTerraform(_ name: String, _ sum: String) throws {
    let compressed = Base64.encode(gzip(Array(Self.text(name).utf8)))
    #expect(hexadecimalText(sha256Digest(Array(compressed.utf8))) == sum)
  }

  private static func text(_ name: String) -> String {
    func join(_ count: Int, _ separator: String = "", _ part: (Int) -> String) -> String {
      (0..<count).map(part).joined(separator: separator)
    }
    func sha256(_ text: String) -> String { hexadecimalText(sha256Digest(Array(text.utf8))) }
    switch name {
    case "words":
      return join(8) { k in
        join(1000, " ") { i in "line \((i + k * 1000) * 7919 % 1009) of \(i * i % 4093)" }
      }
    case "hashes": return join(3) { k in join(1000) { i in sha256("\(k) \(i)") } }
    case "dense":
      return join(2) { k in
        join(1000) { i in Base64.encode(sha512Digest(Array("\(k) \(i)".utf8))) }
      }
    case "repeats": return join(20_000) { _ in "0123456789abcdef" }
    default: return join(4) { _ in join(512) { i in sha256("\(i)") } }
    }
  }
}
