/// A natural number of any size: what the mantissas of `BinaryFloat` are made of.
struct Natural: Hashable, Sendable {
  /// Least significant first; the last one is never zero, so zero has no limbs.
  private(set) var limbs: [UInt64]

  private init(limbs: [UInt64]) {
    self.limbs = limbs
    normalize()
  }

  init(_ value: UInt64) { limbs = value == 0 ? [] : [value] }

  private mutating func normalize() {
    while limbs.last == 0 { limbs.removeLast() }
  }

  var isZero: Bool { limbs.isEmpty }
  var isOdd: Bool { bit(0) }

  /// The number of bits up to the highest one that is set; zero for zero.
  var bitWidth: Int {
    guard let top = limbs.last else { return 0 }
    return limbs.count * 64 - top.leadingZeroBitCount
  }

  var trailingZeroBitCount: Int {
    guard let index = limbs.firstIndex(where: { $0 != 0 }) else { return 0 }
    return index * 64 + limbs[index].trailingZeroBitCount
  }

  /// The value where it fits into one limb.
  var small: UInt64? { limbs.count > 1 ? nil : limbs.first ?? 0 }

  func bit(_ position: Int) -> Bool {
    let index = position / 64
    return index < limbs.count && limbs[index] >> UInt64(position % 64) & 1 == 1
  }
}

extension Natural: Comparable {
  static func < (left: Natural, right: Natural) -> Bool {
    if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
    return left.limbs.reversed().lexicographicallyPrecedes(right.limbs.reversed())
  }
}

extension Natural {
  static func + (left: Natural, right: Natural) -> Natural {
    var sum = left.limbs
    var carry: UInt64 = 0
    for index in 0..<max(sum.count, right.limbs.count) {
      if index == sum.count { sum.append(0) }
      let other = index < right.limbs.count ? right.limbs[index] : 0
      let (partial, first) = sum[index].addingReportingOverflow(other)
      let (total, second) = partial.addingReportingOverflow(carry)
      sum[index] = total
      carry = first || second ? 1 : 0
    }
    if carry != 0 { sum.append(carry) }
    return Natural(limbs: sum)
  }

  /// The difference; `right` must not be greater than `left`.
  static func - (left: Natural, right: Natural) -> Natural {
    var difference = left.limbs
    var borrow: UInt64 = 0
    for index in difference.indices {
      let other = index < right.limbs.count ? right.limbs[index] : 0
      let (partial, first) = difference[index].subtractingReportingOverflow(other)
      let (total, second) = partial.subtractingReportingOverflow(borrow)
      difference[index] = total
      borrow = first || second ? 1 : 0
    }
    return Natural(limbs: difference)
  }

  static func * (left: Natural, right: Natural) -> Natural {
    var product = [UInt64](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (i, a) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (j, b) in right.limbs.enumerated() {
        (carry, product[i + j]) = multiply(a, b, adding: product[i + j], carry)
      }
      product[i + right.limbs.count] = carry
    }
    return Natural(limbs: product)
  }

  /// `self * factor + summand`, in place.
  mutating func multiplyAdd(_ factor: UInt64, _ summand: UInt64) {
    var carry = summand
    for index in limbs.indices {
      (carry, limbs[index]) = Natural.multiply(limbs[index], factor, adding: 0, carry)
    }
    if carry != 0 { limbs.append(carry) }
    normalize()
  }

  /// `a * b + c + d`, which two limbs always hold.
  private static func multiply(_ a: UInt64, _ b: UInt64, adding c: UInt64, _ d: UInt64) -> (
    high: UInt64, low: UInt64
  ) {
    let product = a.multipliedFullWidth(by: b)
    let (first, carriedFirst) = product.low.addingReportingOverflow(c)
    let (second, carriedSecond) = first.addingReportingOverflow(d)
    return (product.high &+ (carriedFirst ? 1 : 0) &+ (carriedSecond ? 1 : 0), second)
  }

  func raised(to exponent: Int) -> Natural {
    var result = Natural(1)
    var square = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }

  static func << (value: Natural, count: Int) -> Natural {
    if value.isZero || count == 0 { return value }
    let bits = UInt64(count % 64)
    var shifted = [UInt64](repeating: 0, count: count / 64)
    shifted.reserveCapacity(shifted.count + value.limbs.count + 1)
    var carry: UInt64 = 0
    for limb in value.limbs {
      shifted.append(limb << bits | carry)
      carry = bits == 0 ? 0 : limb >> (64 - bits)
    }
    shifted.append(carry)
    return Natural(limbs: shifted)
  }

  static func >> (value: Natural, count: Int) -> Natural {
    var shifted = Array(value.limbs.dropFirst(count / 64))
    let bits = UInt64(count % 64)
    if bits != 0 {
      for index in shifted.indices {
        let above = index + 1 < shifted.count ? shifted[index + 1] << (64 - bits) : 0
        shifted[index] = shifted[index] >> bits | above
      }
    }
    return Natural(limbs: shifted)
  }

  /// Quotient and remainder; the divisor must not be zero.
  func dividedWithRemainder(by divisor: Natural) -> (quotient: Natural, remainder: Natural) {
    let width = bitWidth - divisor.bitWidth
    if width < 0 { return (Natural(0), self) }
    var quotient = [UInt64](repeating: 0, count: width / 64 + 1)
    var remainder = self
    var subtrahend = divisor << width
    for position in stride(from: width, through: 0, by: -1) {
      if remainder >= subtrahend {
        remainder = remainder - subtrahend
        quotient[position / 64] |= 1 << UInt64(position % 64)
      }
      subtrahend = subtrahend >> 1
    }
    return (Natural(limbs: quotient), remainder)
  }

  /// Divides in place and returns the remainder.
  mutating func divide(by divisor: UInt64) -> UInt64 {
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      (limbs[index], remainder) = divisor.dividingFullWidth((remainder, limbs[index]))
    }
    normalize()
    return remainder
  }

  /// Decimal digits as values 0…9, most significant first; none for zero.
  var decimalDigits: [UInt8] {
    var rest = self
    var reversed: [UInt8] = []
    while !rest.isZero {
      var chunk = rest.divide(by: 10_000_000_000_000_000_000)
      for _ in 0..<19 {
        reversed.append(UInt8(chunk % 10))
        chunk /= 10
      }
    }
    while reversed.last == 0 { reversed.removeLast() }
    return reversed.reversed()
  }
}
