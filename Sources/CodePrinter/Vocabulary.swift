/// Words that are looked for in code, all of them in one pass and without making a text of each word
/// that stands there.
package struct Vocabulary: Sendable {
  package let words: [String]
  /// Places of words by their hash, at most every second one taken; -1 where there is none.
  private var slots: [Int]

  package init(_ words: [String]) {
    self.words = words
    var size = 16
    while size < 2 * words.count { size *= 2 }
    slots = Array(repeating: -1, count: size)
    for (index, word) in words.enumerated() {
      var hash = Self.start
      for byte in word.utf8 { hash = Self.mix(hash, byte) }
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = index
    }
  }

  /// Calls `found` with the place of each word that stands in a part of the code.
  package func find(in code: [UInt8], _ range: Range<Int>, _ found: (Int) -> Void) {
    var start = range.lowerBound
    var hash = Self.start
    var index = start
    while index < range.upperBound {
      let byte = code[index]
      if byte.continuesName {
        hash = Self.mix(hash, byte)
      } else {
        if index > start, let word = place(of: code[start..<index], hash) { found(word) }
        start = index + 1
        hash = Self.start
      }
      index += 1
    }
    if index > start, let word = place(of: code[start..<index], hash) { found(word) }
  }

  private func place(of word: ArraySlice<UInt8>, _ hash: UInt32) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if words[slots[slot]].utf8.elementsEqual(word) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  // FNV-1a.
  private static let start: UInt32 = 2_166_136_261

  private static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 16_777_619
  }
}

extension UInt8 {
  /// A letter, a digit, an underscore, or a part of a character beyond ASCII.
  fileprivate var continuesName: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x5F || self >= 0x80
  }
}
