import SecurityGroupIR
import Testing

@Suite("Address blocks")
struct CIDRTests {
  @Test(
    "IPv4 as EC2 stores it",
    arguments: [
      ("10.0.0.0/8", "10.0.0.0/8"), ("0.0.0.0/0", "0.0.0.0/0"),
      ("203.0.113.7/32", "203.0.113.7/32"),
      ("100.68.0.18/18", "100.68.0.0/18"), ("255.255.255.255/1", "128.0.0.0/1"),
      ("10.0.0.0", nil), ("10.0.0/8", nil), ("10.0.0.0/33", nil), ("010.0.0.0/8", nil),
      ("10.0.0.256/32", nil), ("10.0.0.0/08", "10.0.0.0/8"), ("10.0.0.0/-1", nil),
      ("10.0.0.0/", nil),
      ("10..0.0/8", nil), ("", nil), ("/", nil), ("pl-1234", nil), ("::/0", nil), ("a/8/9", nil),
    ] as [(String, String?)])
  func ipv4(text: String, expected: String?) {
    #expect(canonicalCIDR(text, .ipv4) == expected)
  }

  @Test(
    "IPv6 as RFC 5952 writes it",
    arguments: [
      ("::/0", "::/0"), ("2001:DB8::/32", "2001:db8::/32"), ("2001:0db9:0:0::/32", "2001:db9::/32"),
      ("2001:db8:0:1:0:0:0:1/128", "2001:db8:0:1::1/128"), ("0:0:0:0:0:0:0:1/128", "::1/128"),
      ("2001:db8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128"), ("fe80::1%eth0/64", nil),
      ("2001:db8:1:1:1:1:0:1/128", "2001:db8:1:1:1:1:0:1/128"), ("1::/16", "1::/16"),
      ("2001:db8:ffff::/33", "2001:db8:8000::/33"), ("::ffff:10.0.0.1/128", "::ffff:a00:1/128"),
      ("64:ff9b::192.0.2.33/128", "64:ff9b::c000:221/128"),
      ("::1:2:3:4:5:6:7/128", "0:1:2:3:4:5:6:7/128"),
      ("1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7:8/128"), ("1:2:3:4:5:6:7/128", nil),
      ("1::2::3/128", nil), (":1::2/128", nil), ("1:/16", nil), ("12345::/16", nil),
      ("g::/16", nil),
      ("::1.2.3.x.4/128", nil), ("1:2:3:4::5:6:7:8/128", nil), ("::/00", "::/0"),
      ("::/129", nil), (":::/0", nil), ("10.0.0.0/8", nil), (":/0", nil), ("", nil),
    ] as [(String, String?)])
  func ipv6(text: String, expected: String?) {
    #expect(canonicalCIDR(text, .ipv6) == expected)
  }

  @Test("a canonical block is its own canonical form")
  func idempotent() {
    var random = SplitMix(seed: 5952)
    for _ in 0..<2000 {
      let groups = (0..<8).map { _ in
        random.next(below: 3) == 0 ? String(random.next(below: 65536), radix: 16) : "0"
      }
      let text = groups.joined(separator: ":") + "/\(random.next(below: 129))"
      let once = canonicalCIDR(text, .ipv6)
      #expect(once != nil)
      #expect(once.flatMap { canonicalCIDR($0, .ipv6) } == once)
    }
  }
}

/// A small generator of reproducible numbers.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
