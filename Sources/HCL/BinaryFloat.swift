/// A finite number other than zero: ± mantissa × 2^exponent, exact.
struct BinaryFloat: Hashable, Sendable {
  let isNegative: Bool
  /// Odd, so that equal numbers have equal parts.
  let mantissa: Natural
  let exponent: Int

  /// The mantissa must not be zero.
  init(isNegative: Bool, mantissa: Natural, exponent: Int) {
    let zeros = mantissa.trailingZeroBitCount
    self.isNegative = isNegative
    self.mantissa = mantissa >> zeros
    self.exponent = exponent + zeros
  }

  /// The position after the highest bit: the magnitude lies in 2^(top-1) ..< 2^top.
  var top: Int { mantissa.bitWidth + exponent }

  var negated: BinaryFloat {
    BinaryFloat(isNegative: !isNegative, mantissa: mantissa, exponent: exponent)
  }

  var isWhole: Bool { exponent >= 0 }

  /// Rounded half to even to a mantissa of at most `precision` bits.
  func rounded(to precision: Int) -> BinaryFloat {
    let excess = mantissa.bitWidth - precision
    if excess <= 0 { return self }
    let kept = mantissa >> excess
    // The mantissa is odd: it is halfway only if nothing but the highest dropped bit is there.
    let isHalfway = excess == 1
    let roundsUp = mantissa.bit(excess - 1) && (!isHalfway || kept.isOdd)
    return BinaryFloat(
      isNegative: isNegative, mantissa: roundsUp ? kept + Natural(1) : kept,
      exponent: exponent + excess)
  }
}

extension BinaryFloat {
  /// The sum, exact or so near to it that rounding to `precision` gives the same; nil is zero.
  func adding(_ other: BinaryFloat, precision: Int) -> BinaryFloat? {
    if top < other.top { return other.adding(self, precision: precision) }
    // Where the other ends below everything that rounding looks at, one bit stands for all of it.
    let horizon = min(exponent, top - precision - 3)
    if other.top < horizon {
      let speck = BinaryFloat(
        isNegative: other.isNegative, mantissa: Natural(1), exponent: horizon - 1)
      return addingExactly(speck)
    }
    return addingExactly(other)
  }

  private func addingExactly(_ other: BinaryFloat) -> BinaryFloat? {
    let lowest = min(exponent, other.exponent)
    let left = mantissa << (exponent - lowest)
    let right = other.mantissa << (other.exponent - lowest)
    if isNegative == other.isNegative {
      return BinaryFloat(isNegative: isNegative, mantissa: left + right, exponent: lowest)
    }
    if left == right { return nil }
    return left > right
      ? BinaryFloat(isNegative: isNegative, mantissa: left - right, exponent: lowest)
      : BinaryFloat(isNegative: other.isNegative, mantissa: right - left, exponent: lowest)
  }

  /// The exact product.
  static func * (left: BinaryFloat, right: BinaryFloat) -> BinaryFloat {
    BinaryFloat(
      isNegative: left.isNegative != right.isNegative, mantissa: left.mantissa * right.mantissa,
      exponent: left.exponent + right.exponent)
  }

  /// The quotient rounded to `precision`.
  func divided(by other: BinaryFloat, precision: Int) -> BinaryFloat {
    let shift = max(0, precision + 2 - mantissa.bitWidth + other.mantissa.bitWidth)
    let (quotient, remainder) = (mantissa << shift).dividedWithRemainder(by: other.mantissa)
    // One more bit says that something follows, which is all that rounding needs to know.
    let sticky = (quotient << 1) + Natural(remainder.isZero ? 0 : 1)
    return BinaryFloat(
      isNegative: isNegative != other.isNegative, mantissa: sticky,
      exponent: exponent - shift - other.exponent - 1
    ).rounded(to: precision)
  }

  /// The number without its fraction; nil is zero.
  var truncated: BinaryFloat? {
    if isWhole { return self }
    let whole = mantissa >> min(-exponent, mantissa.bitWidth)
    return whole.isZero ? nil : BinaryFloat(isNegative: isNegative, mantissa: whole, exponent: 0)
  }

  static func precedes(_ left: BinaryFloat, _ right: BinaryFloat) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    let (small, large) = left.isNegative ? (right, left) : (left, right)
    if small.top != large.top { return small.top < large.top }
    let lowest = min(small.exponent, large.exponent)
    return small.mantissa << (small.exponent - lowest)
      < large.mantissa << (large.exponent - lowest)
  }
}
