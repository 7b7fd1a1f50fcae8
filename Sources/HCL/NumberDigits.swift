/// The notations of `format`, all of them of the magnitude: signs are the caller's matter.
extension Number {
  /// The digits of a whole number in base 2, 8, 10 or 16; nil if it has a fraction.
  package func digits(radix: Int) -> String? {
    guard isWhole else { return nil }
    guard let binary else { return "0" }
    let magnitude = binary.mantissa << binary.exponent
    if let small = magnitude.small { return String(small, radix: radix) }
    if radix == 10 {
      return String(decoding: magnitude.decimalDigits.map { $0 + 0x30 }, as: UTF8.self)
    }
    let width = radix.trailingZeroBitCount
    var digits: [UInt8] = []
    for position in stride(from: 0, to: magnitude.bitWidth, by: width) {
      let value = (0..<width).reduce(0) {
        $0 | (magnitude.bit(position + $1) ? UInt8(1) << UInt8($1) : 0)
      }
      digits.append(value < 10 ? 0x30 + value : 0x57 + value)
    }
    return String(decoding: digits.reversed(), as: UTF8.self)
  }

  /// With exactly `places` digits after the point.
  package func fixed(places: Int) -> String {
    let decimal = decimal { $0.exponent + places }
    let whole = decimal.map { max(0, $0.exponent) } ?? 0
    var text = ""
    if whole == 0 { text = "0" }
    for index in 0..<whole { text += String(decimal?.digit(index) ?? 0) }
    if places > 0 { text += "." }
    let lead = decimal.map { min(0, $0.exponent) } ?? 0
    for place in 0..<places {
      let index = whole + lead + place
      text += index < 0 ? "0" : String(decimal?.digit(index) ?? 0)
    }
    return text
  }

  /// One digit before the point and `places` after it.
  package func scientific(places: Int) -> String {
    let decimal = decimal { _ in places + 1 }
    var text = String(decimal?.digit(0) ?? 0)
    if places > 0 { text += "." }
    for place in 0..<places { text += String(decimal?.digit(place + 1) ?? 0) }
    let exponent = decimal.map { $0.exponent - 1 } ?? 0
    let magnitude = String(exponent.magnitude)
    return text + (exponent < 0 ? "e-" : "e+") + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
  }

  /// With `digits` significant digits at most, or as many as are needed to read the number again;
  /// very large and very small numbers have an exponent.
  package func general(digits: Int?) -> String {
    guard let binary else { return "0" }
    guard let digits else {
      return Decimal(shortest: binary, precision: precision).general(precision: 6)
    }
    let places = max(1, digits)
    return decimal { _ in places }?.general(precision: places) ?? "0"
  }

  /// The exact digits rounded to a count; nil is zero.
  private func decimal(roundedTo count: (Decimal) -> Int) -> Decimal? {
    guard let binary else { return nil }
    var decimal = Decimal(exact: binary)
    let count = count(decimal)
    if count < 0 { return nil }
    decimal.round(to: count)
    return decimal.digits.isEmpty ? nil : decimal
  }
}
