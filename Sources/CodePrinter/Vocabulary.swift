/// Words that are looked for in code, all of them in one pass and without making a text of each word
/// that stands there.
package struct Vocabulary: Sendable {
  /// All words, one after the other; where the first begins, and where each ends.
  private var letters: [UInt8] = []
  private var bounds = [0]
  /// Places of words by their sketch, at most every fourth one taken; -1 where there is none.
  private var slots: [Int]

  package init(_ words: [String]) {
    var size = 16
    while size < 4 * words.count { size *= 2 }
    slots = Array(repeating: -1, count: size)
    for (index, word) in words.enumerated() {
      letters.append(contentsOf: word.utf8)
      bounds.append(letters.count)
      var slot = Self.sketch(letters.span, bounds[index]..<bounds[index + 1]) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = index
    }
  }

  package var count: Int { bounds.count - 1 }

  package func contains(_ word: String) -> Bool { place(of: word) != nil }

  fileprivate func place(of word: String) -> Int? {
    let code = word.utf8Span.span
    return place(of: code, 0..<code.count)
  }

  /// The place of the word in a part of the code.
  package func place(of code: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    var slot = Self.sketch(code, range) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isWord(slots[slot], code, range) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isWord(_ place: Int, _ code: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = bounds[place]
    if bounds[place + 1] - start != range.count { return false }
    for offset in 0..<range.count where letters[start + offset] != code[range.lowerBound + offset] {
      return false
    }
    return true
  }

  /// A number that few words share, made of two of their bytes: most words are in no vocabulary, and
  /// to hash all of their bytes would take longer than anything else that is done with them.
  private static func sketch(_ code: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
    if range.isEmpty { return 0 }
    let first = UInt32(code[range.lowerBound])
    let last = UInt32(code[range.upperBound - 1])
    let seed = UInt32(truncatingIfNeeded: range.count) ^ first << 8 ^ last << 16
    return Int((seed &* 0x9E37_79B1) >> 16)
  }
}

/// Which words of a vocabulary some code uses.
package struct UsedWords: Sendable {
  package let vocabulary: Vocabulary
  private var isUsed: [Bool]

  package init(of vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    isUsed = Array(repeating: false, count: vocabulary.count)
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
    if self >= 0x80 { return true }
    // the digits; the letters and the underscore
    let members: UInt64 = self < 0x40 ? 0x03FF_0000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
    return members &>> UInt64(self & 0x3F) & 1 == 1
  }
}
