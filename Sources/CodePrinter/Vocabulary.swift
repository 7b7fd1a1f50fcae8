/// Words that are looked for in code, all of them in one pass and without making a text of each word
/// that stands there.
package struct Vocabulary: Sendable {
  package let words: [String]
  private var hashes: [UInt32] = []
  /// Places of words by their hash, at most every fourth one taken; -1 where there is none.
  private var slots: [Int]

  package init(_ words: [String]) {
    self.words = words
    var size = 16
    while size < 4 * words.count { size *= 2 }
    slots = Array(repeating: -1, count: size)
    for (index, word) in words.enumerated() {
      var hash = UInt32.hashOfNothing
      for byte in word.utf8 { hash = hash.hashing(byte) }
      hashes.append(hash)
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = index
    }
  }

  package func contains(_ word: String) -> Bool { place(of: word) != nil }

  fileprivate func place(of word: String) -> Int? {
    let code = word.utf8Span.span
    return place(of: code, 0..<code.count)
  }

  fileprivate func place(of code: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    var hash = UInt32.hashOfNothing
    for index in range { hash = hash.hashing(code[index]) }
    return place(hash, code, range)
  }

  /// The place of the word in a part of the code, whose hash is known.
  package func place(
    _ hash: UInt32, _ code: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = slots[slot]
      if hashes[place] == hash, Self.isEqual(words[place], code, range) { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func isEqual(
    _ word: String, _ code: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    let letters = word.utf8Span.span
    if letters.count != range.count { return false }
    for index in letters.indices where letters[index] != code[range.lowerBound + index] {
      return false
    }
    return true
  }
}

/// FNV-1a of the bytes of a word, one after the other.
extension UInt32 {
  @inlinable package static var hashOfNothing: UInt32 { 2_166_136_261 }

  @inlinable package func hashing(_ byte: UInt8) -> UInt32 {
    (self ^ UInt32(byte)) &* 16_777_619
  }
}

/// Which words of a vocabulary some code uses.
package struct UsedWords: Sendable {
  package let vocabulary: Vocabulary
  private var isUsed: [Bool]

  package init(of vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    isUsed = Array(repeating: false, count: vocabulary.words.count)
  }

  package func contains(_ place: Int) -> Bool { isUsed[place] }

  package func contains(_ name: String) -> Bool {
    vocabulary.place(of: name).map { isUsed[$0] } ?? false
  }

  /// Whether the word in a part of the code is in use.
  package func contains(_ code: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    vocabulary.place(of: code, range).map { isUsed[$0] } ?? false
  }

  /// Words that are in no vocabulary are nobody's concern.
  package mutating func insert(_ name: String) {
    if let place = vocabulary.place(of: name) { isUsed[place] = true }
  }

  mutating func remove(_ name: String) {
    if let place = vocabulary.place(of: name) { isUsed[place] = false }
  }

  /// - Parameter place: In the vocabulary.
  /// - Returns: Whether the word was not in use before.
  package mutating func insert(_ place: Int) -> Bool {
    if isUsed[place] { return false }
    isUsed[place] = true
    return true
  }
}

extension UInt8 {
  /// A letter, a digit, an underscore, or a part of a character beyond ASCII.
  @inlinable package var continuesName: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x5F || self >= 0x80
  }
}
