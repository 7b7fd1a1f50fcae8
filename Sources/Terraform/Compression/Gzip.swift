/// A gzip stream of one member without name and time, byte for byte as Terraform makes it.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  // Magic, deflate, no flags, no time, no hint about the level, unknown system.
  var stream: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
  stream += deflate(bytes)
  stream += littleEndian(crc32(bytes))
  stream += littleEndian(UInt32(truncatingIfNeeded: bytes.count))
  return stream
}

private func littleEndian(_ value: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// The checksum of gzip and zip.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  let table = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
    }
  }
  return ~bytes.reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
}
