/// Bits that fill bytes from the lowest place, as deflate wants them.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var count = 0

  /// Up to 32 bits, the lowest first.
  mutating func write(_ bits: Int, _ width: Int) {
    pending |= UInt64(bits) << UInt64(count)
    count += width
    while count >= 8 { flushByte() }
  }

  /// Fills the last byte with zeros.
  mutating func align() { if count > 0 { flushByte() } }

  mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

  private mutating func flushByte() {
    bytes.append(UInt8(truncatingIfNeeded: pending))
    pending >>= 8
    count = max(0, count - 8)
  }
}
