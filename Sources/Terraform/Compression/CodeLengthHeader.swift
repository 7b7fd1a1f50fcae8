/// The lengths of a block's own codes as they stand before it: runs of them as symbols, for which
/// there is a third code.
struct CodeLengthHeader {
  /// The order in which the lengths of the third code are written: the likely ones first.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let extraBits = [16: 2, 17: 3, 18: 7]

  private let literalCount: Int
  private let distanceCount: Int
  private let runs: [(symbol: Int, extra: Int)]
  private let code: HuffmanCode
  private let codeCount: Int
  private let frequencies: [Int]

  init(_ codes: DeflateCodes, _ used: DeflateFrequencies) {
    literalCount = used.literalCount
    distanceCount = used.distanceCount
    let lengths =
      codes.literals.lengths.prefix(literalCount) + codes.distances.lengths.prefix(distanceCount)
    let runs = CodeLengthHeader.runs(Array(lengths))
    self.runs = runs
    frequencies = (0..<19).map { symbol in runs.count { $0.symbol == symbol } }
    code = HuffmanCode(frequencies, maximumLength: 7)
    let frequencies = frequencies
    let last = CodeLengthHeader.order.lastIndex { frequencies[$0] > 0 } ?? 0
    codeCount = max(4, last + 1)
  }

  /// In bits.
  var size: Int {
    5 + 5 + 4 + 3 * codeCount + code.size(frequencies)
      + CodeLengthHeader.extraBits.reduce(0) { $0 + frequencies[$1.key] * $1.value }
  }

  func write(to writer: inout BitWriter) {
    writer.write(literalCount - 257, 5)
    writer.write(distanceCount - 1, 5)
    writer.write(codeCount - 4, 4)
    for symbol in CodeLengthHeader.order.prefix(codeCount) {
      writer.write(code.lengths[symbol], 3)
    }
    for (symbol, extra) in runs {
      code.write(symbol, to: &writer)
      writer.write(extra, CodeLengthHeader.extraBits[symbol] ?? 0)
    }
  }

  /// 16 repeats the length before it 3 to 6 times, 17 and 18 are 3 to 10 and 11 to 138 zeros.
  private static func runs(_ lengths: [Int]) -> [(symbol: Int, extra: Int)] {
    var runs: [(symbol: Int, extra: Int)] = []
    var rest = lengths[...]
    while let length = rest.first {
      var count = rest.prefix { $0 == length }.count
      rest.removeFirst(count)
      if length == 0 {
        while count >= 11 {
          runs.append((18, min(138, count) - 11))
          count -= min(138, count)
        }
        if count >= 3 {
          runs.append((17, count - 3))
          count = 0
        }
      } else {
        runs.append((length, 0))
        count -= 1
        while count >= 3 {
          runs.append((16, min(6, count) - 3))
          count -= min(6, count)
        }
      }
      for _ in 0..<count { runs.append((length, 0)) }
    }
    return runs
  }
}
