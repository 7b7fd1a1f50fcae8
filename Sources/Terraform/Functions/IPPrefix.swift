/// An address of either family; IPv4 addresses fill the lower 32 bits.
struct IPAddress: Hashable {
  enum Family { case v4, v6 }

  var bits: UInt128
  var family: Family

  init(_ bits: UInt128, _ family: Family) {
    self.bits = bits
    self.family = family
  }

  /// Reads an address as Terraform does: numbers may have leading zeros.
  init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    if bytes.contains(UInt8(ascii: ":")) {
      guard let bits = parseIPv6(bytes) else { return nil }
      self.init(bits, .v6)
    } else {
      guard let bits = parseIPv4(bytes[...]) else { return nil }
      self.init(UInt128(bits), .v4)
    }
  }

  var text: String {
    switch family {
    case .v4:
      return [24, 16, 8, 0].map { String(UInt8(truncatingIfNeeded: bits >> $0)) }
        .joined(separator: ".")
    case .v6:
      let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - $0 * 16)) }
      let hex = groups.map { String($0, radix: 16) }
      guard let zeros = longestRunOfZeros(groups) else { return hex.joined(separator: ":") }
      return hex[..<zeros.lowerBound].joined(separator: ":") + "::"
        + hex[zeros.upperBound...].joined(separator: ":")
    }
  }
}

extension IPAddress.Family {
  var bits: Int { self == .v4 ? 32 : 128 }
  var name: String { self == .v4 ? "IPv4" : "IPv6" }

  /// The bits that a prefix of a length fixes.
  func mask(_ length: Int) -> UInt128 {
    let all = self == .v4 ? UInt128(UInt32.max) : .max
    let hosts = UInt128(bits - length)
    return hosts == 128 ? 0 : (all >> hosts) << hosts
  }
}

/// Addresses that share their first `length` bits; bits after them are zero.
struct IPPrefix: Hashable {
  var network: UInt128
  var length: Int
  var family: IPAddress.Family

  private init(_ address: UInt128, _ length: Int, _ family: IPAddress.Family) {
    network = address & family.mask(length)
    self.length = length
    self.family = family
  }

  /// The last prefix of a length that the family has.
  func highest(length: Int) -> IPPrefix { IPPrefix(family.mask(length), length, family) }

  /// `address/length`; nil if it is no such text.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(parts[0]),
      let length = decimal(Array(parts[1].utf8)[...], limit: address.family.bits)
    else { return nil }
    self.init(address.bits, length, address.family)
  }

  var mask: UInt128 { family.mask(length) }

  var text: String { "\(IPAddress(network, family).text)/\(length)" }

  /// The subnet with an index among all of its length.
  func subnet(length: Int, index: UInt128) -> IPPrefix {
    let shift = family.bits - length
    return IPPrefix(network | (shift == 128 ? 0 : index << UInt128(shift)), length, family)
  }

  /// The next subnet of a length after this one; nil where the address space ends.
  func following(length: Int) -> IPPrefix? {
    let all = family == .v4 ? UInt128(UInt32.max) : .max
    let (next, overflow) = (network | (all & ~mask)).addingReportingOverflow(1)
    // Round up to where a subnet of the length may begin.
    let step = all & ~family.mask(length)
    let (start, secondOverflow) = next.addingReportingOverflow(step)
    if overflow || secondOverflow || start & ~all != 0 { return nil }
    return IPPrefix(start, length, family)
  }

  func contains(_ other: IPPrefix) -> Bool {
    family == other.family && other.length >= length && other.network & mask == network
  }
}

private func parseIPv4(_ bytes: ArraySlice<UInt8>) -> UInt32? {
  let octets = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard octets.count == 4 else { return nil }
  var bits: UInt32 = 0
  for octet in octets {
    guard let value = decimal(octet, limit: 255) else { return nil }
    bits = bits << 8 | UInt32(value)
  }
  return bits
}

/// Digits that make a number up to the limit.
private func decimal(_ bytes: ArraySlice<UInt8>, limit: Int) -> Int? {
  var value = 0
  for byte in bytes {
    guard (0x30...0x39).contains(byte) else { return nil }
    value = value * 10 + Int(byte - 0x30)
    if value > limit { return nil }
  }
  return bytes.isEmpty ? nil : value
}

private func parseIPv6(_ bytes: [UInt8]) -> UInt128? {
  guard let gap = bytes.firstRange(of: [UInt8](repeating: UInt8(ascii: ":"), count: 2)) else {
    guard let groups = groups(bytes[...]), groups.count == 8 else { return nil }
    return joined(groups)
  }
  guard let head = groups(bytes[..<gap.lowerBound], mayEndInIPv4: false),
    let tail = groups(bytes[gap.upperBound...]), head.count + tail.count < 8
  else { return nil }
  return joined(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
}

/// Groups of hexadecimal digits between colons; the last may be an IPv4 address, which is two.
private func groups(_ bytes: ArraySlice<UInt8>, mayEndInIPv4: Bool = true) -> [UInt16]? {
  if bytes.isEmpty { return [] }
  var groups: [UInt16] = []
  let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  for (index, part) in parts.enumerated() {
    if mayEndInIPv4, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
      guard let address = parseIPv4(part) else { return nil }
      groups += [UInt16(address >> 16), UInt16(truncatingIfNeeded: address)]
    } else {
      guard part.first != UInt8(ascii: "+"), part.first != UInt8(ascii: "-"),
        let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
      else { return nil }
      groups.append(group)
    }
  }
  return groups
}

private func joined(_ groups: [UInt16]) -> UInt128 {
  groups.reduce(0) { $0 << 16 | UInt128($1) }
}

/// Where `::` stands: the first of the longest runs of at least two zeros.
private func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int>? {
  var longest = 0..<1
  var start = 0
  for index in groups.indices {
    if groups[index] != 0 {
      start = index + 1
    } else if index + 1 - start > longest.count {
      longest = start..<(index + 1)
    }
  }
  return longest.count > 1 ? longest : nil
}
