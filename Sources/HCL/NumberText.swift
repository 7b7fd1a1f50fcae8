extension Number {
  /// The text into which Terraform converts a number: decimal without exponent, with as many digits
  /// as are needed to read the same number again at its precision.
  package var text: String {
    switch form {
    case .infinity(let isNegative): return isNegative ? "-Inf" : "+Inf"
    case .negativeZero: return "-0"
    case .integer(let value) where precision >= 64: return String(value)
    case .integer, .binary:
      guard let binary else { return "0" }
      let digits = Decimal(shortest: binary, precision: precision).positional
      return binary.isNegative ? "-" + digits : digits
    }
  }

  /// The text in JSON; nil for infinities, which JSON does not have.
  package var jsonText: String? { isFinite ? text : nil }

  /// At most ten significant digits, with an exponent where the point is far off: by this text
  /// Terraform orders numbers inside of the objects of a set.
  var tenDigitText: String {
    guard let binary else { return text }
    var decimal = Decimal(exact: binary)
    if decimal.digits.count > 10 { decimal.round(to: 10) }
    let text = decimal.general(precision: 10)
    return binary.isNegative ? "-" + text : text
  }
}

/// A positive decimal number: 0.digits × 10^exponent.
struct Decimal {
  /// Values 0…9; the first and the last one are not zero.
  private(set) var digits: [UInt8]
  private(set) var exponent: Int

  init(exact value: BinaryFloat) {
    self.init(mantissa: value.mantissa, exponentOfTwo: value.exponent)
  }

  private init(mantissa: Natural, exponentOfTwo: Int) {
    if exponentOfTwo >= 0 {
      digits = (mantissa << exponentOfTwo).decimalDigits
      exponent = digits.count
    } else {
      // m × 2^-n is m × 5^n × 10^-n.
      digits = (mantissa * Natural(5).raised(to: -exponentOfTwo)).decimalDigits
      exponent = digits.count + exponentOfTwo
    }
    trim()
  }

  /// The shortest digits from which `value` is read again at `precision`, found from the left: the
  /// first place at which rounding stays nearer to the value than half a unit in its last bit.
  init(shortest value: BinaryFloat, precision: Int) {
    self.init(exact: value)
    shorten(value, precision: precision)
  }

  private mutating func shorten(_ value: BinaryFloat, precision: Int) {
    if value.isWhole && value.top <= precision { return }
    // At least one: a number has no more bits than its precision.
    let shift = precision + 1 - value.mantissa.bitWidth
    let mantissa = value.mantissa << shift
    let lower = Decimal(
      mantissa: mantissa - Natural(1), exponentOfTwo: value.exponent - shift)
    let upper = Decimal(
      mantissa: mantissa + Natural(1), exponentOfTwo: value.exponent - shift)
    // Halfway values are read as the number whose last bit is zero.
    let includesBounds = !mantissa.bit(1)
    for (index, digit) in digits.enumerated() {
      let below = lower.digit(index)
      let above = upper.digit(index)
      let canRoundDown = below != digit || includesBounds && index + 1 == lower.digits.count
      let canRoundUp =
        digit != above
        && (includesBounds || digit + 1 < above || index + 1 < upper.digits.count)
      switch (canRoundDown, canRoundUp) {
      case (true, true): return round(to: index + 1)
      case (true, false): return cut(to: index + 1)
      case (false, true): return roundUp(to: index + 1)
      case (false, false): continue
      }
    }
  }

  func digit(_ index: Int) -> UInt8 { index < digits.count ? digits[index] : 0 }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }

  /// Rounds half to even to the first `count` digits.
  mutating func round(to count: Int) {
    guard count < digits.count else { return }
    let isHalfway = digits[count] == 5 && count + 1 == digits.count
    let roundsUp =
      isHalfway ? count > 0 && digits[count - 1] % 2 == 1 : digits[count] >= 5
    if roundsUp { roundUp(to: count) } else { cut(to: count) }
  }

  private mutating func cut(to count: Int) {
    if count < digits.count { digits.removeSubrange(count...) }
    trim()
  }

  private mutating func roundUp(to count: Int) {
    digits.removeSubrange(count...)
    while digits.last == 9 { digits.removeLast() }
    if let last = digits.indices.last {
      digits[last] += 1
    } else {
      digits = [1]
      exponent += 1
    }
  }

  /// Without exponent.
  var positional: String {
    var text: [UInt8] = []
    if exponent > 0 {
      for index in 0..<exponent { text.append(0x30 + digit(index)) }
    } else {
      text.append(0x30)
    }
    if digits.count > exponent {
      text.append(UInt8(ascii: "."))
      for index in exponent..<digits.count { text.append(index < 0 ? 0x30 : 0x30 + digit(index)) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Positional where the exponent is between -4 and the precision, otherwise scientific.
  func general(precision: Int) -> String {
    let limit =
      precision > digits.count && digits.count >= exponent ? digits.count : precision
    let scientific = exponent - 1
    if scientific >= -4 && scientific < limit { return positional }
    var text = "\(digit(0))"
    if digits.count > 1 {
      text += "."
      for digit in digits.dropFirst() { text += "\(digit)" }
    }
    let magnitude = String(scientific.magnitude)
    return text + (scientific < 0 ? "e-" : "e+") + (magnitude.utf8.count < 2 ? "0" : "")
      + magnitude
  }
}
