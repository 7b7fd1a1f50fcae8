/// An address block in the one spelling under which EC2 stores it: host bits zero, no leading zeros,
/// IPv6 as RFC 5952 has it. `nil` for text that is no address block.
///
/// With `keepingHostBits` only the spelling is changed, which shows whether there were any.
package func canonicalCIDR(
  _ text: String, _ kind: Peer.Kind, keepingHostBits: Bool = false
) -> String? {
  switch kind {
  case .ipv4:
    guard let block = IPv4Block(text) else { return nil }
    if block.isCanonical || keepingHostBits && block.isPlain { return text }
    let network = keepingHostBits ? block.address : block.network
    let octets = [24, 16, 8, 0].map { String(network >> $0 & 0xFF) }
    return octets.joined(separator: ".") + "/\(block.prefix)"
  case .ipv6:
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let prefix = prefixLength(parts[1]) else { return nil }
    return ipv6Groups(parts[0]).flatMap { canonicalIPv6($0, prefix, keepingHostBits) }
  case .prefixList, .group: return nil
  }
}

/// An IPv4 block read in one pass over its bytes: most configurations have more of these than of
/// anything else.
private struct IPv4Block {
  private(set) var address: UInt32 = 0
  private(set) var prefix = 0
  /// No zeros stand before the length of the prefix, as may, as in Go.
  private(set) var isPlain = true

  init?(_ text: String) {
    var octets = 0
    var digits = 0
    var number: UInt32 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let startsWithZero = digits > 0 && number == 0
        if startsWithZero {
          guard octets == 4 else { return nil }
          isPlain = false
        }
        digits += 1
        number = number * 10 + UInt32(byte - UInt8(ascii: "0"))
        guard number <= 255 else { return nil }
      case UInt8(ascii: "."), UInt8(ascii: "/"):
        let separator = octets < 3 ? UInt8(ascii: ".") : UInt8(ascii: "/")
        guard byte == separator, digits > 0, octets < 4 else { return nil }
        address = address << 8 | number
        octets += 1
        (digits, number) = (0, 0)
      default: return nil
      }
    }
    guard octets == 4, digits > 0, number <= 32 else { return nil }
    prefix = Int(number)
  }

  var network: UInt32 { address & ~UInt32(truncatingIfNeeded: UInt64(UInt32.max) >> prefix) }

  var isCanonical: Bool { isPlain && address == network }
}

private func canonicalIPv6(_ groups: [UInt16], _ prefix: Int, _ keepingHostBits: Bool) -> String? {
  let network = masked(groups, bits: 16, keepingHostBits ? 128 : prefix)
  let hex = network.map { String($0, radix: 16) }
  guard let zeros = longestZeros(network) else { return hex.joined(separator: ":") + "/\(prefix)" }
  let head = hex[..<zeros.lowerBound].joined(separator: ":")
  let tail = hex[zeros.upperBound...].joined(separator: ":")
  return "\(head)::\(tail)/\(prefix)"
}

/// The groups with every bit behind the prefix set to zero.
private func masked(_ groups: [UInt16], bits: Int, _ prefix: Int) -> [UInt16] {
  groups.enumerated().map { index, group in
    let kept = min(max(prefix - index * bits, 0), bits)
    let mask = UInt16(truncatingIfNeeded: UInt32.max << UInt32(bits - kept))
    return group & mask
  }
}

/// The first of the longest runs of at least two zero groups, which `::` stands for.
private func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
  var best: Range<Int>?
  var start = 0
  for index in 0...groups.count where index == groups.count || groups[index] != 0 {
    if index - start >= max(2, (best?.count ?? 0) + 1) { best = start..<index }
    start = index + 1
  }
  return best
}

private func ipv4Groups(_ text: Substring) -> [UInt16]? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  let octets = parts.compactMap { decimal($0, upTo: 255).map(UInt16.init) }
  return octets.count == 4 && parts.count == 4 ? octets : nil
}

/// Eight groups; `::` stands for as many zeros as are missing, the last two may be an IPv4 address.
private func ipv6Groups(_ text: Substring) -> [UInt16]? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count >= 3 else { return nil }
  var groups: [UInt16] = []
  var gap: Int?
  for (index, part) in parts.enumerated() {
    let isLast = index == parts.count - 1
    if part.isEmpty {
      // An empty part is `::` in the middle, or the outer half of one at either end.
      if index == 0 {
        guard parts[1].isEmpty else { return nil }
      } else if isLast {
        guard parts[index - 1].isEmpty else { return nil }
      } else {
        guard gap == nil || index == 1 else { return nil }
        gap = groups.count
      }
    } else if isLast, part.contains("."), let octets = ipv4Groups(part) {
      groups += [octets[0] << 8 | octets[1], octets[2] << 8 | octets[3]]
    } else {
      guard part.utf8.count <= 4, part.utf8.allSatisfy({ isHexDigit($0) }),
        let group = UInt16(part, radix: 16)
      else { return nil }
      groups.append(group)
    }
  }
  guard let gap else { return groups.count == 8 ? groups : nil }
  guard groups.count < 8 else { return nil }
  groups.insert(contentsOf: [UInt16](repeating: 0, count: 8 - groups.count), at: gap)
  return groups
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"):
    true
  default: false
  }
}

/// Zeros may stand before it, as in Go.
private func prefixLength(_ text: Substring) -> Int? {
  let digits = text.drop { $0 == "0" }
  return decimal(digits.isEmpty ? text.suffix(1) : digits, upTo: 128)
}

/// A decimal number without sign and leading zeros.
private func decimal(_ text: Substring, upTo limit: Int) -> Int? {
  guard !text.isEmpty, text.utf8.count <= 3, text.utf8.first != UInt8(ascii: "0") || text == "0",
    text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
    let number = Int(text), number <= limit
  else { return nil }
  return number
}
