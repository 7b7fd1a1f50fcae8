/// A number of the language: a binary float of up to 512 bits, as Terraform computes with.
///
/// Whole numbers are exact as far as the precision goes. Literals and texts have 512 bits, whole
/// numbers that Terraform makes itself (lengths, indices) 64, results of its floating-point
/// functions 53; an operation has the greater precision of its operands and rounds half to even.
/// Magnitudes above 2^32768 are infinite, and below 2^-32768 zero, so that no text grows endless.
package struct Number: Sendable {
  enum Form: Sendable {
    /// Whatever is a whole number within `Int`.
    case integer(Int)
    case negativeZero
    indirect case binary(BinaryFloat)
    case infinity(isNegative: Bool)
  }

  static let literalPrecision = 512
  static let maximumExponent = 32768

  let form: Form
  // Narrow, so that a number has 16 bytes.
  private let mantissaWidth: Int32

  init(form: Form, precision: Int) {
    self.form = form
    mantissaWidth = Int32(clamping: precision)
  }

  /// The width of the mantissa in bits: how many digits a text shows, and how operations round.
  var precision: Int { Int(mantissaWidth) }

  package init(_ integer: Int) {
    self.init(form: .integer(integer), precision: 64)
  }

  /// A number rounded to `precision`; nil is zero.
  init(rounding value: BinaryFloat?, isNegativeZero: Bool = false, precision: Int) {
    mantissaWidth = Int32(clamping: precision)
    guard let value = value?.rounded(to: precision) else {
      form = isNegativeZero ? .negativeZero : .integer(0)
      return
    }
    if value.top > Number.maximumExponent {
      form = .infinity(isNegative: value.isNegative)
    } else if value.top < -Number.maximumExponent {
      form = value.isNegative ? .negativeZero : .integer(0)
    } else if let integer = Number.integer(value) {
      form = .integer(integer)
    } else {
      form = .binary(value)
    }
  }

  /// The exact value of a double; nil if it is not a number.
  package init?(double: Double) {
    if double.isNaN { return nil }
    if double.isInfinite {
      self = double < 0 ? .negativeInfinity : .infinity
    } else if double == 0 {
      self.init(rounding: nil, isNegativeZero: double.sign == .minus, precision: 53)
    } else {
      let hidden: UInt64 = double.isNormal ? 1 << 52 : 0
      let exponent = Int(double.exponentBitPattern) - (double.isNormal ? 1075 : 1074)
      self.init(
        rounding: BinaryFloat(
          isNegative: double < 0, mantissa: Natural(double.significandBitPattern | hidden),
          exponent: exponent), precision: 53)
    }
  }

  package static let zero = Number(0)
  package static let infinity = Number(form: .infinity(isNegative: false), precision: 512)
  package static let negativeInfinity = Number(form: .infinity(isNegative: true), precision: 512)

  private static func integer(_ value: BinaryFloat) -> Int? {
    guard value.isWhole, value.top <= 64,
      let magnitude = (value.mantissa << value.exponent).small
    else { return nil }
    if !value.isNegative { return Int(exactly: magnitude) }
    return magnitude == Int.min.magnitude ? Int.min : Int(exactly: magnitude).map { -$0 }
  }

  /// The value where it is finite and not zero.
  var binary: BinaryFloat? {
    switch form {
    case .integer(0), .negativeZero, .infinity: nil
    case .integer(let value):
      BinaryFloat(
        isNegative: value < 0, mantissa: Natural(UInt64(value.magnitude)), exponent: 0)
    case .binary(let value): value
    }
  }
}

extension Number {
  package var isFinite: Bool { if case .infinity = form { false } else { true } }

  package var isZero: Bool {
    switch form {
    case .integer(0), .negativeZero: true
    default: false
    }
  }

  /// True of negative zero as well.
  package var isNegative: Bool {
    switch form {
    case .integer(let value): value < 0
    case .negativeZero: true
    case .binary(let value): value.isNegative
    case .infinity(let isNegative): isNegative
    }
  }

  package var isWhole: Bool {
    switch form {
    case .integer, .negativeZero: true
    case .binary(let value): value.isWhole
    case .infinity: false
    }
  }

  /// The value if it is a whole number within `Int`.
  package var asInt: Int? {
    switch form {
    case .integer(let value): value
    case .negativeZero: 0
    case .binary, .infinity: nil
    }
  }

  /// The nearest double.
  package var double: Double {
    switch form {
    case .integer(let value): return Double(value)
    case .negativeZero: return -0.0
    case .infinity(let isNegative): return isNegative ? -.infinity : .infinity
    case .binary(let value):
      // Below the normal range a double has fewer bits.
      let width = max(1, min(53, value.top + 1074))
      let rounded = value.rounded(to: width)
      let magnitude = Double(
        sign: .plus, exponent: rounded.exponent,
        significand: Double(rounded.mantissa.small ?? 0))
      return value.isNegative ? -magnitude : magnitude
    }
  }

  /// The number without its fraction, towards zero.
  package var truncated: Number {
    guard case .binary(let value) = form else { return self }
    return Number(rounding: value.truncated, precision: precision)
  }

  /// The greatest whole number that is not greater.
  package var floor: Number { isNegative && !isWhole ? truncated - Number(1) : truncated }

  /// The least whole number that is not less.
  package var ceil: Number { isNegative || isWhole ? truncated : truncated + Number(1) }

  package var magnitude: Number { isNegative ? -self : self }
}

extension Number: Hashable, Comparable {
  package static func == (left: Number, right: Number) -> Bool {
    switch (left.form, right.form) {
    case (.integer(let a), .integer(let b)): a == b
    case (.binary(let a), .binary(let b)): a == b
    case (.infinity(let a), .infinity(let b)): a == b
    default: left.isZero && right.isZero
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch form {
    case .integer(let value): hasher.combine(value)
    case .negativeZero: hasher.combine(0)
    case .binary(let value): hasher.combine(value)
    case .infinity(let isNegative): hasher.combine(isNegative)
    }
  }

  package static func < (left: Number, right: Number) -> Bool {
    if case .integer(let a) = left.form, case .integer(let b) = right.form { return a < b }
    if case .infinity(let isNegative) = left.form { return isNegative && left != right }
    if case .infinity(let isNegative) = right.form { return !isNegative }
    return switch (left.binary, right.binary) {
    case (let a?, let b?): BinaryFloat.precedes(a, b)
    case (let a?, nil): a.isNegative
    case (nil, let b?): !b.isNegative
    case (nil, nil): false
    }
  }
}
