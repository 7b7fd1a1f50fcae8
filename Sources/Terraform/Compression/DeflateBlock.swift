extension BitWriter {
  /// The most bytes that a stored block can have.
  private static let maximumStored = 65535

  /// Tokens in the shortest of the three forms: stored, with fixed codes, or with codes of their own.
  mutating func writeBlock(_ tokens: [DeflateToken], of source: ArraySlice<UInt8>?) {
    let frequencies = DeflateFrequencies(tokens)
    let own = DeflateCodes(
      literals: HuffmanCode(frequencies.literals, maximumLength: 15),
      distances: HuffmanCode(frequencies.distances, maximumLength: 15))
    let header = CodeLengthHeader(own, frequencies)
    let fixedSize = 3 + DeflateCodes.fixed.size(frequencies)
    let ownSize = 3 + header.size + own.size(frequencies)
    if let source, source.count <= BitWriter.maximumStored,
      (source.count + 5) * 8 < min(fixedSize, ownSize) + frequencies.extraBits
    {
      writeStored(source, isLast: false)
    } else if ownSize < fixedSize {
      write(0b100, 3)
      header.write(to: &self)
      write(tokens, own)
    } else {
      write(0b010, 3)
      write(tokens, .fixed)
    }
  }

  mutating func writeStored(_ source: ArraySlice<UInt8>, isLast: Bool) {
    write(isLast ? 1 : 0, 3)
    align()
    write(source.count, 16)
    write(~source.count & 0xFFFF, 16)
    append(source)
  }

  private mutating func write(_ tokens: [DeflateToken], _ codes: DeflateCodes) {
    for token in tokens {
      switch token {
      case .literal(let byte): codes.literals.write(Int(byte), to: &self)
      case .match(let length, let distance):
        let lengthIndex = DeflateAlphabet.lengthIndex(length)
        codes.literals.write(DeflateAlphabet.firstLength + lengthIndex, to: &self)
        writeExtra(length, DeflateAlphabet.lengths[lengthIndex])
        let distanceIndex = DeflateAlphabet.distanceIndex(distance)
        codes.distances.write(distanceIndex, to: &self)
        writeExtra(distance, DeflateAlphabet.distances[distanceIndex])
      }
    }
    codes.literals.write(DeflateAlphabet.endOfBlock, to: &self)
  }

  private mutating func writeExtra(_ value: Int, _ range: DeflateAlphabet.CodeRange) {
    write(value - range.base, range.extraBits)
  }
}

/// How often the symbols of a block occur.
struct DeflateFrequencies {
  var literals = [Int](repeating: 0, count: DeflateAlphabet.literalCount)
  var distances = [Int](repeating: 0, count: DeflateAlphabet.distanceCount)
  /// The bits that follow the codes of lengths and distances.
  private(set) var extraBits = 0

  init(_ tokens: [DeflateToken]) {
    for token in tokens {
      switch token {
      case .literal(let byte): literals[Int(byte)] += 1
      case .match(let length, let distance):
        let lengthIndex = DeflateAlphabet.lengthIndex(length)
        let distanceIndex = DeflateAlphabet.distanceIndex(distance)
        literals[DeflateAlphabet.firstLength + lengthIndex] += 1
        distances[distanceIndex] += 1
        extraBits += DeflateAlphabet.lengths[lengthIndex].extraBits
        extraBits += DeflateAlphabet.distances[distanceIndex].extraBits
      }
    }
    literals[DeflateAlphabet.endOfBlock] += 1
    // A block with codes of its own has a code for at least one distance.
    if distances.allSatisfy({ $0 == 0 }) { distances[0] = 1 }
  }

  var literalCount: Int { DeflateFrequencies.used(literals) }
  var distanceCount: Int { DeflateFrequencies.used(distances) }

  private static func used(_ frequencies: [Int]) -> Int {
    (frequencies.lastIndex { $0 > 0 } ?? 0) + 1
  }
}

/// The codes of a block.
struct DeflateCodes {
  var literals: HuffmanCode
  var distances: HuffmanCode

  static let fixed = DeflateCodes(
    literals: HuffmanCode(
      lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }),
    distances: HuffmanCode(lengths: [Int](repeating: 5, count: DeflateAlphabet.distanceCount)))

  /// The bits of all codes of a block.
  func size(_ frequencies: DeflateFrequencies) -> Int {
    literals.size(frequencies.literals) + distances.size(frequencies.distances)
  }
}
