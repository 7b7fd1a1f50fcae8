import SecurityGroupIR
import Testing

/// Every form of an address block, held against a second way to find its canonical form.
@Suite("Forms of address blocks")
struct CIDRFormTests {
  @Test("of an IPv6 address the first of the longest runs of zeros is left out", arguments: 0..<256)
  func zeroRuns(pattern: Int) {
    let isZero = (0..<8).map { pattern >> $0 & 1 == 0 }
    let words = isZero.indices.map { isZero[$0] ? "0" : "\($0 + 1)" }
    #expect(
      canonicalCIDR(words.joined(separator: ":") + "/128", .ipv6)
        == shortened(words, isZero) + "/128")
  }

  private func shortened(_ words: [String], _ isZero: [Bool]) -> String {
    for count in (2...8).reversed() {
      for start in 0...(8 - count) where isZero[start..<(start + count)].allSatisfy({ $0 }) {
        let head = words[..<start].joined(separator: ":")
        return head + "::" + words[(start + count)...].joined(separator: ":")
      }
    }
    return words.joined(separator: ":")
  }

  @Test("bits behind the prefix of an IPv6 block are zero", arguments: 1...128)
  func ipv6Prefix(length: Int) {
    let bits = (0..<128).map { $0 < length ? "1" : "0" }
    let groups = stride(from: 0, to: 128, by: 16).map { start in
      String(UInt16(bits[start..<(start + 16)].joined(separator: ""), radix: 2) ?? 0, radix: 16)
    }
    let all = Array(repeating: "ffff", count: 8).joined(separator: ":")
    #expect(
      canonicalCIDR("\(all)/\(length)", .ipv6)
        == canonicalCIDR(groups.joined(separator: ":") + "/\(length)", .ipv6))
    #expect(
      canonicalCIDR("\(all)/\(length)", .ipv6)
        == shortened(groups, groups.map { $0 == "0" }) + "/\(length)")
    #expect(
      canonicalCIDR("\(all)/\(length)", .ipv6, keepingHostBits: true) == "\(all)/\(length)")
  }

  @Test("bits behind the prefix of an IPv4 block are zero", arguments: 0...32)
  func ipv4Prefix(length: Int) {
    let bits = (0..<32).map { $0 < length ? "1" : "0" }
    let octets = stride(from: 0, to: 32, by: 8).map { start in
      String(UInt8(bits[start..<(start + 8)].joined(separator: ""), radix: 2) ?? 0)
    }
    let block = "255.255.255.255/\(length)"
    #expect(canonicalCIDR(block, .ipv4) == octets.joined(separator: ".") + "/\(length)")
    #expect(canonicalCIDR(block, .ipv4, keepingHostBits: true) == block)
  }

  @Test(
    "what is written beside the rules is no block",
    arguments: [
      ("10.0.0.0/8/8", nil), ("10.0.0.0.0/8", nil), ("10.0.0./8", nil), (".10.0.0.0/8", nil),
      ("10.0.0/0/8", nil), ("10/0.0.0.0", nil), ("10.0.0.0/32", "10.0.0.0/32"),
      ("10.0.0.0/256", nil), ("10.0.0.255/32", "10.0.0.255/32"), ("10.0.00.0/8", nil),
      ("00.0.0.0/0", nil), ("0.0.0.0/00", "0.0.0.0/0"), ("0.0.0.1/0", "0.0.0.0/0"),
      ("10.0.0.0/032", "10.0.0.0/32"), ("10.0.0.0/8 ", nil), ("10.0.0.0:8", nil),
      ("1O.0.0.0/8", nil), ("10.0.0.0/8/", nil),
    ] as [(String, String?)])
  func ipv4(text: String, expected: String?) {
    #expect(canonicalCIDR(text, .ipv4) == expected)
  }

  @Test(
    "an IPv6 address has eight groups, at most one gap, and may end in an IPv4 address",
    arguments: [
      ("1:2:/16", nil), (":1::/16", nil), ("::1:/16", nil), ("::1::/16", nil), ("1:::2/16", nil),
      ("1:2:3:4:5:6:7::/128", "1:2:3:4:5:6:7:0/128"),
      ("::2:3:4:5:6:7:8/128", "0:2:3:4:5:6:7:8/128"),
      ("1:2:3:4:5:6:7:8::/128", nil), ("::1:2:3:4:5:6:7:8/128", nil),
      ("1:2:3:4:5:6:7:8:9/128", nil), ("1:2::7:8/128", "1:2::7:8/128"),
      ("::1.2.3.4/128", "::102:304/128"), ("1:2:3:4:5:6:1.2.3.4/128", "1:2:3:4:5:6:102:304/128"),
      ("::255.0.10.255/128", "::ff00:aff/128"), ("1:2:3:4:5:6:7:1.2.3.4/128", nil),
      ("1.2.3.4::/96", nil), ("::1.2.3/128", nil), ("::1.2.3.256/128", nil),
      ("::01.2.3.4/128", nil), ("::1.2.3.4.5/128", nil), ("::0.0.0.0/128", "::/128"),
      ("::+1/128", nil), ("::0000/128", "::/128"), ("::00000/128", nil),
      ("ABCD:EFab:cdef::/48", "abcd:efab:cdef::/48"), ("::g/128", nil), ("::G/128", nil),
      ("::@/128", nil), ("::`/128", nil), ("::/0128", "::/128"), ("::/000", "::/0"), ("::/", nil),
      ("::/1x", nil), ("::/1/2", nil), ("::/1000", nil), ("::", nil), ("/64", nil),
    ] as [(String, String?)])
  func ipv6(text: String, expected: String?) {
    #expect(canonicalCIDR(text, .ipv6) == expected)
  }
}
