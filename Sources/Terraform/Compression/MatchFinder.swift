/// Finds earlier occurrences of the bytes at a position by chains of positions with the same hash,
/// the latest first.
struct MatchFinder {
  static let windowSize = 1 << 15
  static let minimumLength = 4
  static let maximumLength = 258
  /// A match as long as this is not improved upon.
  private static let niceLength = 128
  private static let longestChain = 128
  /// A match of the minimum length from further away costs more than it saves.
  private static let farDistance = 4096
  private static let hashBits = 17

  struct Match {
    var length: Int
    var distance: Int
  }

  private let bytes: [UInt8]
  private var heads = [Int](repeating: -1, count: 1 << hashBits)
  private var previous = [Int](repeating: -1, count: windowSize)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Notes a position; the result is the one before it in its chain, or -1.
  @discardableResult
  mutating func insert(_ position: Int) -> Int {
    guard position + MatchFinder.minimumLength <= bytes.count else { return -1 }
    let word = bytes[position..<(position + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let hash = Int((word &* 0x1E35_A7BD) >> UInt32(32 - MatchFinder.hashBits))
    let head = heads[hash]
    previous[position % MatchFinder.windowSize] = head
    heads[hash] = position
    return head
  }

  /// The longest match at a position among those from a candidate on, not before `start`.
  func longestMatch(at position: Int, from candidate: Int, notBefore start: Int) -> Match? {
    let limit = min(MatchFinder.maximumLength, bytes.count - position)
    let nice = min(MatchFinder.niceLength, limit)
    let first = max(start, position - MatchFinder.windowSize)
    var best: Match?
    var candidate = candidate
    for _ in 0..<MatchFinder.longestChain where candidate >= first {
      let distance = position - candidate
      let length = matchLength(position, candidate, limit: limit)
      if length > best?.length ?? MatchFinder.minimumLength - 1,
        length > MatchFinder.minimumLength || distance <= MatchFinder.farDistance
      {
        best = Match(length: length, distance: distance)
        if length >= nice { return best }
      }
      // The place of the oldest position in the window already belongs to a newer one.
      if candidate == position - MatchFinder.windowSize { return best }
      candidate = previous[candidate % MatchFinder.windowSize]
    }
    return best
  }

  private func matchLength(_ position: Int, _ candidate: Int, limit: Int) -> Int {
    var length = 0
    while length < limit, bytes[position + length] == bytes[candidate + length] { length += 1 }
    return length
  }
}
