/// ASCII characters, to be asked for each byte of a text.
package struct ByteSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  package init(_ characters: String) {
    for byte in characters.utf8 { insert(byte) }
  }

  package init(_ range: ClosedRange<UInt8>) {
    for byte in range { insert(byte) }
  }

  package static let lowerCase = ByteSet(UInt8(ascii: "a")...UInt8(ascii: "z"))
  package static let upperCase = ByteSet(UInt8(ascii: "A")...UInt8(ascii: "Z"))
  package static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  package static let alphanumerics = lowerCase.union(upperCase).union(digits)
  /// What a printer of the last century could print.
  package static let printable = ByteSet(0x20...0x7E)

  package func union(_ other: ByteSet) -> ByteSet {
    var union = self
    union.low |= other.low
    union.high |= other.high
    return union
  }

  package func subtracting(_ other: ByteSet) -> ByteSet {
    var rest = self
    rest.low &= ~other.low
    rest.high &= ~other.high
    return rest
  }

  package func contains(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<64: low >> UInt64(byte) & 1 == 1
    case 64..<128: high >> UInt64(byte & 63) & 1 == 1
    default: false
    }
  }

  private mutating func insert(_ byte: UInt8) {
    switch byte {
    case 0..<64: low |= 1 << UInt64(byte)
    case 64..<128: high |= 1 << UInt64(byte & 63)
    default: break
    }
  }
}

extension String {
  /// Whether every character is in the set: the quick answer to whether anything must be escaped.
  package func consists(of set: ByteSet) -> Bool {
    utf8.withContiguousStorageIfAvailable { $0.allSatisfy(set.contains) }
      ?? utf8.allSatisfy(set.contains)
  }
}
