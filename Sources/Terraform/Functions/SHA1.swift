/// SHA-1 of FIPS 180-4.
func sha1Digest(_ message: [UInt8]) -> [UInt8] {
  let padded = padded(message, block: 64, lengthBytes: 8, bigEndian: true)
  var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
  for block in stride(from: 0, to: padded.count, by: 64) {
    var words = (0..<16).map { UInt32(bigEndianBytes: padded, at: block + $0 * 4) }
    for index in 16..<80 {
      let mixed = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
      words.append(mixed.rotatedLeft(1))
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for (round, word) in words.enumerated() {
      let (mixed, constant): (UInt32, UInt32) =
        switch round {
        case ..<20: ((b & c) | (~b & d), 0x5a82_7999)
        case ..<40: (b ^ c ^ d, 0x6ed9_eba1)
        case ..<60: ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc)
        default: (b ^ c ^ d, 0xca62_c1d6)
        }
      let sum = a.rotatedLeft(5) &+ mixed &+ e &+ constant &+ word
      (e, d, c, b, a) = (d, c, b.rotatedLeft(30), a, sum)
    }
    state = zip(state, [a, b, c, d, e]).map { $0 &+ $1 }
  }
  return state.flatMap(\.bigEndianBytes)
}
