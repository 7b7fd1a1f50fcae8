/// Hash functions over whole messages.
enum HashAlgorithm {
  case md5, sha1, sha256, sha512

  func digest(_ message: [UInt8]) -> [UInt8] {
    switch self {
    case .md5: md5Digest(message)
    case .sha1: sha1Digest(message)
    case .sha256: sha256Digest(message)
    case .sha512: sha512Digest(message)
    }
  }
}

/// The message with a one bit, zeros and its length in bits, so that it fills whole blocks.
func padded(_ message: [UInt8], block: Int, lengthBytes: Int, bigEndian: Bool) -> [UInt8] {
  var padded = message + [0x80]
  while padded.count % block != block - lengthBytes { padded.append(0) }
  let bits = UInt64(message.count) * 8
  let length = (0..<lengthBytes).map { place in
    place < 8 ? UInt8(truncatingIfNeeded: bits >> UInt64(8 * place)) : 0
  }
  return padded + (bigEndian ? length.reversed() : length)
}

extension FixedWidthInteger where Self: UnsignedInteger {
  func rotatedLeft(_ count: Int) -> Self { self << count | self >> (Self.bitWidth - count) }
  func rotatedRight(_ count: Int) -> Self { self >> count | self << (Self.bitWidth - count) }

  /// The bytes of an array from an index on, the most significant first.
  init(bigEndianBytes bytes: [UInt8], at index: Int) {
    self = (0..<(Self.bitWidth / 8)).reduce(0) { $0 << 8 | Self(bytes[index + $1]) }
  }

  var bigEndianBytes: [UInt8] {
    (1...(Self.bitWidth / 8)).map { UInt8(truncatingIfNeeded: self >> (Self.bitWidth - 8 * $0)) }
  }
}

package func hexadecimalText(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
