/// Words that are looked for in code, all of them in one pass and without making a text of each word
/// that stands there.
package struct Vocabulary: Sendable {
  package let words: [String]
  private var hashes: [UInt32] = []
  /// Places of words by their hash, at most every second one taken; -1 where there is none.
  private var slots: [Int]

  package init(_ words: [String]) {
    self.words = words
    var size = 16
    while size < 2 * words.count { size *= 2 }
    slots = Array(repeating: -1, count: size)
    for (index, word) in words.enumerated() {
      let hash = Self.hash(word)
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
    var hash = Self.start
    for index in range { hash = Self.mix(hash, code[index]) }
    return place(hash, code, range)
  }

  /// Calls `found` with the place of each word that stands in a part of the code.
  fileprivate func find(
    in code: borrowing Span<UInt8>, _ range: Range<Int>, _ found: (Int) -> Void
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      var hash = Self.start
      while index < range.upperBound, code[index].continuesName {
        hash = Self.mix(hash, code[index])
        index += 1
      }
      if index > start, let word = place(hash, code, start..<index) { found(word) }
      index += 1
    }
  }

  private func place(
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

  // FNV-1a.
  private static let start: UInt32 = 2_166_136_261

  private static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 16_777_619
  }

  private static func hash(_ word: String) -> UInt32 {
    var hash = start
    for byte in word.utf8 { hash = mix(hash, byte) }
    return hash
  }
}

/// Which words of a vocabulary some code uses.
package struct UsedWords: Sendable {
  private let vocabulary: Vocabulary
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

  /// - Returns: The places of those that were not in use before.
  package mutating func insert(
    wordsIn code: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> [Int] {
    var added: [Int] = []
    let vocabulary = vocabulary
    vocabulary.find(in: code, range) { place in
      if isUsed[place] { return }
      isUsed[place] = true
      added.append(place)
    }
    return added
  }
}

extension UInt8 {
  /// A letter, a digit, an underscore, or a part of a character beyond ASCII.
  fileprivate var continuesName: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == 0x5F || self >= 0x80
  }
}
