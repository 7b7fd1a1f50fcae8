extension Number {
  package static prefix func - (value: Number) -> Number {
    switch value.form {
    case .integer(0): return Number(rounding: nil, isNegativeZero: true, precision: value.precision)
    case .negativeZero: return Number(rounding: nil, precision: value.precision)
    case .infinity(let isNegative): return isNegative ? .infinity : .negativeInfinity
    case .integer, .binary:
      return Number(rounding: value.binary?.negated, precision: value.precision)
    }
  }

  /// The sum; nil for opposing infinities.
  package func adding(_ other: Number) -> Number? {
    if let sum = small(other, { $0.addingReportingOverflow($1) }) { return sum }
    if !isFinite || !other.isFinite {
      return isFinite ? other : other.isFinite || self == other ? self : nil
    }
    let precision = max(precision, other.precision)
    guard let left = binary else {
      let isNegativeZero = isNegative && other.isNegative
      return Number(
        rounding: other.binary, isNegativeZero: isNegativeZero, precision: precision)
    }
    guard let right = other.binary else { return Number(rounding: left, precision: precision) }
    return Number(rounding: left.adding(right, precision: precision), precision: precision)
  }

  /// The difference; nil where an infinity is taken from itself.
  package func subtracting(_ other: Number) -> Number? {
    small(other) { $0.subtractingReportingOverflow($1) } ?? adding(-other)
  }

  /// The product; nil for zero times infinity.
  package func multiplied(by other: Number) -> Number? {
    if let product = small(other, { $0.multipliedReportingOverflow(by: $1) }), !product.isZero {
      return product
    }
    let isNegative = isNegative != other.isNegative
    if !isFinite || !other.isFinite {
      return isZero || other.isZero ? nil : isNegative ? .negativeInfinity : .infinity
    }
    let precision = max(precision, other.precision)
    guard let left = binary, let right = other.binary else {
      return Number(rounding: nil, isNegativeZero: isNegative, precision: precision)
    }
    // Terraform keeps as many bits as the product needs, up to those of a literal.
    let product = left * right
    let needed = min(product.mantissa.bitWidth, Number.literalPrecision)
    return Number(rounding: product, precision: max(precision, needed))
  }

  /// The quotient, infinite where a number is divided by zero; nil for zero by zero and infinity by
  /// infinity.
  package func divided(by other: Number) -> Number? {
    let isNegative = isNegative != other.isNegative
    if isZero && other.isZero || !isFinite && !other.isFinite { return nil }
    if !isFinite || other.isZero { return isNegative ? .negativeInfinity : .infinity }
    let precision = max(precision, other.precision)
    guard let left = binary, let right = other.binary else {
      return Number(rounding: nil, isNegativeZero: isNegative, precision: precision)
    }
    return Number(rounding: left.divided(by: right, precision: precision), precision: precision)
  }

  /// What the whole part of the quotient leaves, with the sign of the dividend; a number modulo zero
  /// is the number itself. Nil if one of them is infinite.
  package func remainder(dividingBy other: Number) -> Number? {
    if !isFinite || !other.isFinite { return nil }
    if other.isZero { return self }
    if case .integer(let a) = form, case .integer(let b) = other.form, a != .min || b != -1,
      precision >= 64
    {
      return Number(rounding: Number(a % b).binary, precision: precision)
    }
    // Each step is rounded to the dividend's precision, which shows in the last digits.
    func rounded(_ value: Number?) -> Number? {
      value.map { Number(rounding: $0.binary, precision: precision) }
    }
    guard let whole = rounded(divided(by: other)?.truncated),
      let product = rounded(whole.multiplied(by: other))
    else { return nil }
    return rounded(subtracting(product))
  }

  // The operators are for numbers known to be finite; where the methods above give nil, they give
  // infinity.

  package static func + (left: Number, right: Number) -> Number {
    left.adding(right) ?? .infinity
  }

  package static func - (left: Number, right: Number) -> Number {
    left.subtracting(right) ?? .infinity
  }

  package static func * (left: Number, right: Number) -> Number {
    left.multiplied(by: right) ?? .infinity
  }

  package static func / (left: Number, right: Number) -> Number {
    left.divided(by: right) ?? .infinity
  }

  /// The result of an operation on two `Int`s, unless it overflows or is too wide for the precision.
  private func small(
    _ other: Number, _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Number? {
    guard case .integer(let a) = form, case .integer(let b) = other.form else { return nil }
    let (result, overflow) = operation(a, b)
    let precision = max(precision, other.precision)
    return overflow || precision < 64 ? nil : Number(form: .integer(result), precision: precision)
  }
}
