#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// Logarithms and powers as Go computes them, to the last bit: rounded up or down, as in
// `ceil(log(n, 2))`, one bit is a whole number.

/// The natural logarithm by the method of fdlibm: the polynomial of log((1 + s) / (1 - s)).
func naturalLogarithm(_ value: Double) -> Double {
  guard value > 0, value.isFinite else {
    return value == 0 ? -.infinity : value < 0 ? .nan : value
  }
  // value is (1 + f) × 2^k with 1 + f between √½ and √2.
  let isHigh = value.significand >= 2.squareRoot()
  let significand = isHigh ? value.significand / 2 : value.significand
  let exponent = Double(value.exponent) + (isHigh ? 1 : 0)
  let f = significand - 1
  let s = f / (2 + f)
  let s2 = s * s
  let s4 = s2 * s2
  let odd =
    s2
    * (0.6666666666666735 + s4
      * (0.2857142874366239 + s4 * (0.1818357216161805 + s4 * 0.14798198605116586)))
  let even =
    s4 * (0.3999999999940942 + s4 * (0.22222198432149784 + s4 * 0.15313837699209373))
  let halfSquare = 0.5 * f * f
  let (ln2High, ln2Low) = (0.6931471803691238, 1.9082149292705877e-10)
  return exponent * ln2High
    - ((halfSquare - (s * (halfSquare + odd + even) + exponent * ln2Low)) - f)
}

private func exponential(_ value: Double) -> Double {
  #if canImport(Glibc)
    Glibc.exp(value)
  #elseif canImport(Musl)
    Musl.exp(value)
  #else
    Darwin.exp(value)
  #endif
}

private func libraryPower(_ base: Double, _ power: Double) -> Double {
  #if canImport(Glibc)
    Glibc.pow(base, power)
  #elseif canImport(Musl)
    Musl.pow(base, power)
  #else
    Darwin.pow(base, power)
  #endif
}

/// Go multiplies mantissas by repeated squaring, and its last bit differs from the C library's.
func raisedPower(_ base: Double, to power: Double) -> Double {
  if power == 0.5 { return base.squareRoot() }
  if power == -0.5 { return 1 / base.squareRoot() }
  guard base.isFinite, power.isFinite, base != 0, power.magnitude < 0x1p63,
    base > 0 || power == power.rounded(.towardZero)
  else { return libraryPower(base, power) }
  var whole = power.magnitude.rounded(.towardZero)
  var fraction = power.magnitude - whole
  var result = 1.0
  if fraction > 0.5 {
    fraction -= 1
    whole += 1
  }
  if fraction != 0 { result = exponential(fraction * naturalLogarithm(base)) }

  var resultExponent = 0
  // The mantissa lies between a half and one.
  var mantissa = base.significand / 2 * (base < 0 ? -1 : 1)
  var exponent = Int(base.exponent) + 1
  var rest = UInt64(whole)
  while rest != 0 {
    if exponent.magnitude > 1 << 12 {
      // Far beyond what a double holds: nothing after this changes the answer.
      resultExponent += exponent
      break
    }
    if rest & 1 == 1 {
      result *= mantissa
      resultExponent += exponent
    }
    mantissa *= mantissa
    exponent *= 2
    if mantissa < 0.5 {
      mantissa *= 2
      exponent -= 1
    }
    rest >>= 1
  }
  if power < 0 {
    result = 1 / result
    resultExponent = -resultExponent
  }
  return Double(sign: .plus, exponent: resultExponent, significand: result)
}
