/// A byte as it is, or the repetition of bytes that came before.
enum DeflateToken {
  case literal(UInt8)
  /// 4 to 258 bytes from 1 to 32768 bytes back.
  case match(length: Int, distance: Int)
}

/// The codes of RFC 1951 for lengths and distances: each stands for a base and so many more bits.
enum DeflateAlphabet {
  struct CodeRange {
    var base: Int
    var extraBits: Int
  }

  static let endOfBlock = 256
  /// The code of the shortest length.
  static let firstLength = 257
  static let literalCount = 286
  static let distanceCount = 30

  static let lengths: [CodeRange] =
    ranges(from: 3, groups: 4, count: 28) + [CodeRange(base: 258, extraBits: 0)]
  static let distances: [CodeRange] = ranges(from: 1, groups: 2, count: distanceCount)

  /// After two groups without extra bits, each group has one more than the one before.
  private static func ranges(from start: Int, groups size: Int, count: Int) -> [CodeRange] {
    var base = start
    return (0..<count).map { index in
      let extraBits = max(0, index / size - 1)
      defer { base += 1 << extraBits }
      return CodeRange(base: base, extraBits: extraBits)
    }
  }

  private static let lengthIndices = indices(of: lengths, through: 258)
  private static let distanceIndices = indices(of: distances, through: 32768)

  static func lengthIndex(_ length: Int) -> Int { lengthIndices[length] }
  static func distanceIndex(_ distance: Int) -> Int { distanceIndices[distance] }

  private static func indices(of ranges: [CodeRange], through last: Int) -> [Int] {
    var index = 0
    return (0...last).map { value in
      while index + 1 < ranges.count, ranges[index + 1].base <= value { index += 1 }
      return index
    }
  }
}
