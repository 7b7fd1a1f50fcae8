/// The standard alphabet with padding, as RFC 4648 has it.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(UInt32(0)) {
        $0 << 8 | UInt32($1 < group.count ? group[start + $1] : 0)
      }
      for place in 0..<4 {
        let index = Int(bits >> UInt32(18 - 6 * place) & 63)
        text.append(place <= group.count ? alphabet[index] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Line ends are skipped; any other fault gives its offset.
  static func decode(_ text: String) -> Result<[UInt8], Fault> {
    let symbols = text.utf8.enumerated().filter { $0.element != 0x0A && $0.element != 0x0D }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: symbols.count, by: 4) {
      guard symbols.count - start >= 4 else {
        return .failure(Fault(offset: symbols[start].offset))
      }
      let isLast = start + 4 == symbols.count
      let padding = symbols[start..<(start + 4)].reversed().prefix {
        $0.element == UInt8(ascii: "=")
      }
      .count
      var bits: UInt32 = 0
      for (place, symbol) in symbols[start..<(start + 4)].enumerated() {
        if isLast, padding <= 2, place >= 4 - padding {
          bits <<= 6
        } else if let value = value(symbol.element) {
          bits = bits << 6 | UInt32(value)
        } else {
          return .failure(Fault(offset: symbol.offset))
        }
      }
      for place in 0..<(3 - (isLast ? min(2, padding) : 0)) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place)))
      }
    }
    return .success(bytes)
  }

  /// The offset of the first byte that cannot be decoded.
  struct Fault: Error { var offset: Int }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
