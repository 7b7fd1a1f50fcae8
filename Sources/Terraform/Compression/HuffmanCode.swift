/// A prefix code: for each symbol as many bits as its length says, none for those that do not occur.
struct HuffmanCode {
  let lengths: [Int]
  /// The bits of each symbol, the first of them lowest.
  private let codes: [Int]

  /// Codes of a length go to symbols in order.
  init(lengths: [Int]) {
    self.lengths = lengths
    var codes = [Int](repeating: 0, count: lengths.count)
    var next = 0
    for length in 1...(max(1, lengths.max() ?? 1)) {
      next <<= 1
      for (symbol, own) in lengths.enumerated() where own == length {
        codes[symbol] = HuffmanCode.reversed(next, length)
        next += 1
      }
    }
    self.codes = codes
  }

  /// The code by which text of these frequencies is shortest, none longer than `maximumLength`.
  init(_ frequencies: [Int], maximumLength: Int) {
    let symbols = frequencies.indices.filter { frequencies[$0] > 0 }
    var lengths = [Int](repeating: 0, count: frequencies.count)
    if symbols.count <= 2 {
      for symbol in symbols { lengths[symbol] = 1 }
    } else {
      let rarestFirst = symbols.sorted {
        (frequencies[$0], $0) < (frequencies[$1], $1)
      }
      let depths = packageMerge(rarestFirst.map { frequencies[$0] }, maximumLength: maximumLength)
      for (symbol, depth) in zip(rarestFirst, depths) { lengths[symbol] = depth }
    }
    self.init(lengths: lengths)
  }

  func write(_ symbol: Int, to writer: inout BitWriter) {
    writer.write(codes[symbol], lengths[symbol])
  }

  /// The bits of a text in which symbols occur as often as given.
  func size(_ frequencies: [Int]) -> Int {
    zip(frequencies, lengths).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func reversed(_ code: Int, _ length: Int) -> Int {
    (0..<length).reduce(0) { $0 << 1 | code >> $1 & 1 }
  }
}

/// The lengths of the best code for rising frequencies, three or more: symbols and pairs of what the
/// row before holds are merged row by row, and each symbol is as long as it is often among the
/// cheapest of them.
private func packageMerge(_ frequencies: [Int], maximumLength: Int) -> [Int] {
  let count = frequencies.count
  var rows: [[Bool]] = []
  var sums: [Int] = []
  for _ in 0..<min(maximumLength, count - 1) {
    let pairs = stride(from: 0, to: sums.count - 1, by: 2).map { sums[$0] + sums[$0 + 1] }
    var isSymbol: [Bool] = []
    var merged: [Int] = []
    var symbol = 0
    var pair = 0
    while symbol < count || pair < pairs.count {
      // Of equals the pair comes first.
      let takesSymbol =
        pair == pairs.count || symbol < count && frequencies[symbol] < pairs[pair]
      merged.append(takesSymbol ? frequencies[symbol] : pairs[pair])
      isSymbol.append(takesSymbol)
      if takesSymbol { symbol += 1 } else { pair += 1 }
    }
    rows.append(isSymbol)
    sums = merged
  }
  var lengths = [Int](repeating: 0, count: count)
  var needed = 2 * count - 2
  for row in rows.reversed() {
    let symbols = row.prefix(needed).count { $0 }
    for index in 0..<symbols { lengths[index] += 1 }
    needed = 2 * (needed - symbols)
  }
  return lengths
}
