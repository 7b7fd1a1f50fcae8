/// A gzip stream of one member without name and time, byte for byte as Terraform makes it.
package func gzip(_ bytes: [UInt8]) -> [UInt8] {
  // Magic, deflate, no flags, no time, no hint about the level, unknown system.
  var stream: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
  stream += deflate(bytes)
  stream += littleEndian(crc32(bytes))
  stream += littleEndian(UInt32(truncatingIfNeeded: bytes.count))
  return stream
}

private func littleEndian(_ value: UInt32) -> [UInt8] {
  [0, 8, 16, 24].map { (shift: UInt32) in UInt8(truncatingIfNeeded: value >> shift) }
}

/// The checksum of gzip and zip.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  let table = (0..<256).map { crc32Entry(UInt32($0)) }
  var sum = ~UInt32(0)
  for byte in bytes { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
  return ~sum
}

private func crc32Entry(_ index: UInt32) -> UInt32 {
  var value = index
  for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  return value
}
