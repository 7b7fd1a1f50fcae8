/// The bytes in the format of RFC 1951. A match is taken only if the next position has no longer one;
/// with the same limits and the same ways of choosing as Terraform's compressor, so are the bytes.
func deflate(_ bytes: [UInt8]) -> [UInt8] {
  var compressor = DeflateCompressor(bytes)
  return compressor.compress()
}

private struct DeflateCompressor {
  private static let tokensPerBlock = 1 << 14
  /// After a match of this length the next position is not searched.
  private static let lazyLength = 16
  /// The window moves on when so few bytes are left in it.
  private static let lookahead = MatchFinder.minimumLength + MatchFinder.maximumLength

  private let bytes: [UInt8]
  private var finder: MatchFinder
  private var writer = BitWriter()
  private var tokens: [DeflateToken] = []
  private var position = 0
  private var blockStart = 0
  /// Nothing before it can be referred to.
  private var windowStart = 0
  /// The match at the position before, and whether that position is not written yet.
  private var pendingMatch: MatchFinder.Match?
  private var hasPendingByte = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    finder = MatchFinder(bytes)
  }

  mutating func compress() -> [UInt8] {
    while position < bytes.count {
      moveWindow()
      step()
    }
    if hasPendingByte { tokens.append(.literal(bytes[position - 1])) }
    if !tokens.isEmpty { writeBlock(through: position) }
    // Terraform flushes before it closes: two empty blocks, the second marked as the last.
    writer.writeStored([], isLast: false)
    writer.writeStored([], isLast: true)
    return writer.bytes
  }

  private mutating func moveWindow() {
    let size = MatchFinder.windowSize
    let windowEnd = windowStart + 2 * size
    guard windowEnd < bytes.count, windowEnd - position < DeflateCompressor.lookahead else {
      return
    }
    windowStart += size
  }

  private mutating func step() {
    let candidate = finder.insert(position)
    let last = pendingMatch
    let lastLength = last?.length ?? MatchFinder.minimumLength - 1
    var match: MatchFinder.Match?
    if candidate >= windowStart, bytes.count - position > lastLength,
      lastLength < DeflateCompressor.lazyLength
    {
      match = finder.longestMatch(at: position, from: candidate, notBefore: windowStart)
    }
    if let last, match?.length ?? 0 <= last.length {
      tokens.append(.match(length: last.length, distance: last.distance))
      let end = position + last.length - 1
      position += 1
      while position < end {
        finder.insert(position)
        position += 1
      }
      pendingMatch = nil
      hasPendingByte = false
      writeFullBlock(through: position)
    } else {
      if hasPendingByte {
        tokens.append(.literal(bytes[position - 1]))
        writeFullBlock(through: position)
      }
      pendingMatch = match
      hasPendingByte = true
      position += 1
    }
  }

  private mutating func writeFullBlock(through end: Int) {
    if tokens.count == DeflateCompressor.tokensPerBlock { writeBlock(through: end) }
  }

  private mutating func writeBlock(through end: Int) {
    // What has left the window cannot be stored as it is.
    let source = blockStart >= windowStart ? bytes[blockStart..<end] : nil
    writer.writeBlock(tokens, of: source)
    tokens.removeAll(keepingCapacity: true)
    blockStart = end
  }
}
