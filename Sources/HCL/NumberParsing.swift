extension Number {
  /// The number that a text denotes, as Terraform's literals and its conversion of strings have it:
  /// an optional sign, decimal digits with or without a point, an optional exponent after `e` (of
  /// ten) or `p` (of two); or `Inf`. Nil if it is something else or the exponent is out of reach.
  package init?(literal: String) {
    if let small = Number.smallInteger(literal) {
      self.init(form: .integer(small), precision: Number.literalPrecision)
      return
    }
    var reader = DecimalReader(literal)
    guard let decimal = reader.read() else { return nil }
    self = decimal
  }

  /// The value of a few digits and nothing else, as most literals are.
  private static func smallInteger(_ literal: String) -> Int? {
    guard (1...18).contains(literal.utf8.count) else { return nil }
    var value = 0
    for byte in literal.utf8 {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// A whole number in a base from 2 to 62; above 36, capitals come after the small letters.
  package init?(integer text: String, radix: Int) {
    guard (2...62).contains(radix) else { return nil }
    var digits = Array(text.utf8)[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    if digits.isEmpty { return nil }
    var value = Natural(0)
    for byte in digits {
      guard let digit = Number.digit(byte, radix: radix) else { return nil }
      value.multiplyAdd(UInt64(radix), digit)
      if value.bitWidth > Number.maximumExponent { return nil }
    }
    let precision = max(64, value.bitWidth)
    self.init(
      rounding: value.isZero
        ? nil : BinaryFloat(isNegative: isNegative, mantissa: value, exponent: 0),
      precision: precision)
  }

  private static func digit(_ byte: UInt8, radix: Int) -> UInt64? {
    let value: UInt8
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      value = byte - UInt8(ascii: "A") + (radix > 36 ? 36 : 10)
    default: return nil
    }
    return value < radix ? UInt64(value) : nil
  }
}

/// Reads the text of a decimal number.
private struct DecimalReader {
  /// More digits than this cannot change the rounding, except by being there at all.
  private static let significantDigits = 2000

  private let bytes: [UInt8]
  private var offset = 0
  private var isNegative = false
  private var mantissa = Natural(0)
  private var digitCount = 0
  private var hasDigits = false
  private var dropsNonZero = false
  /// The power of ten by which the digits read so far must be multiplied.
  private var scale = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func read() -> Number? {
    if accept("-") { isNegative = true } else { _ = accept("+") }
    if bytes[offset...].elementsEqual("Inf".utf8) || bytes[offset...].elementsEqual("inf".utf8) {
      return isNegative ? .negativeInfinity : .infinity
    }
    readDigits()
    var exponentOfTwo = 0
    if accept("e") || accept("E") {
      guard let exponent = readExponent() else { return nil }
      scale += exponent
    } else if accept("p") || accept("P") {
      guard let exponent = readExponent() else { return nil }
      exponentOfTwo = exponent
    }
    guard hasDigits, offset == bytes.count else { return nil }
    return number(exponentOfTwo)
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func readDigits() {
    var isFraction = false
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        add(digit: byte - UInt8(ascii: "0"), isFraction: isFraction)
      } else {
        return
      }
      offset += 1
    }
  }

  private mutating func add(digit: UInt8, isFraction: Bool) {
    hasDigits = true
    if digitCount < DecimalReader.significantDigits {
      mantissa.multiplyAdd(10, UInt64(digit))
      if !mantissa.isZero { digitCount += 1 }
      if isFraction { scale -= 1 }
    } else {
      if digit != 0 { dropsNonZero = true }
      if !isFraction { scale += 1 }
    }
  }

  /// Digits with an optional sign; those that are out of any reach are cut to a value that still is.
  private mutating func readExponent() -> Int? {
    let isNegative = accept("-")
    if !isNegative { _ = accept("+") }
    let start = offset
    while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
    let digits = String(decoding: bytes[start..<offset], as: UTF8.self)
    let limit = Int(Int32.max) * 2
    return Int(digits).map { isNegative ? -min($0, limit) : min($0, limit) }
  }

  private func number(_ exponentOfTwo: Int) -> Number? {
    let precision = Number.literalPrecision
    if mantissa.isZero {
      return Number(rounding: nil, isNegativeZero: isNegative, precision: precision)
    }
    var mantissa = mantissa
    var scale = scale
    if dropsNonZero {
      mantissa.multiplyAdd(10, 1)
      scale -= 1
    }
    let value = BinaryFloat(
      isNegative: isNegative, mantissa: mantissa, exponent: exponentOfTwo + scale)
    // Terraform refuses what Go's exponents of 32 bits cannot hold.
    guard Int32(exactly: value.top) != nil else { return nil }
    // Far outside of what a number can hold, the power of five need not be computed.
    let clamped = max(-Number.maximumExponent, min(Number.maximumExponent, scale))
    if scale == 0 { return Number(rounding: value, precision: precision) }
    // The power has 64 bits more than the result, and each of its squares 64 more again: not always
    // enough for the nearest number, but what Terraform computes.
    let five = BinaryFloat.powerOfFive(abs(clamped), precision: precision + 64)
    return Number(
      rounding: scale < 0
        ? value.divided(by: five, precision: precision) : value * five, precision: precision)
  }
}

extension BinaryFloat {
  /// 5^exponent, each step rounded; exact while it fits into the precision.
  fileprivate static func powerOfFive(_ exponent: Int, precision: Int) -> BinaryFloat {
    let exact = min(exponent, 27)
    var power = BinaryFloat(
      isNegative: false, mantissa: Natural(5).raised(to: exact), exponent: 0)
    var square = BinaryFloat(isNegative: false, mantissa: Natural(5), exponent: 0)
    var rest = exponent - exact
    while rest > 0 {
      if rest & 1 == 1 { power = (power * square).rounded(to: precision) }
      square = (square * square).rounded(to: precision + 64)
      rest >>= 1
    }
    return power
  }
}
