/// A duration as Go writes it: `1h30m`, `-1.5s`.
enum DurationText {
  enum Fault: Error { case invalid, missingUnit, unknownUnit(String) }

  /// Nanoseconds.
  static func parse(_ text: String) throws(Fault) -> Int {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    if rest.elementsEqual("0".utf8) { return 0 }
    guard !rest.isEmpty else { throw .invalid }
    var total = 0
    while !rest.isEmpty {
      let (sum, overflow) = total.addingReportingOverflow(try part(&rest))
      if overflow { throw .invalid }
      total = sum
    }
    return isNegative ? -total : total
  }

  /// A number and its unit.
  private static func part(_ rest: inout ArraySlice<UInt8>) throws(Fault) -> Int {
    let whole = digits(&rest)
    var fraction: [UInt8] = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    if whole.isEmpty, fraction.isEmpty { throw .invalid }
    let unit = rest.prefix { $0 != UInt8(ascii: ".") && !(0x30...0x39).contains($0) }
    rest.removeFirst(unit.count)
    if unit.isEmpty { throw .missingUnit }
    let name = String(decoding: unit, as: UTF8.self)
    guard let size = nanoseconds(name) else { throw .unknownUnit(name) }

    guard let count = Int(String(decoding: [0x30] + whole, as: UTF8.self)) else { throw .invalid }
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    let (sum, secondOverflow) = product.addingReportingOverflow(part(fraction, of: size))
    if overflow || secondOverflow { throw .invalid }
    return sum
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest.removeFirst(digits.count)
    return Array(digits)
  }

  /// Digits after the point, in nanoseconds without what is less than one.
  private static func part(_ fraction: [UInt8], of unit: Int) -> Int {
    var value = 0
    var scale = 1
    for digit in fraction.prefix(15) {
      value = value * 10 + Int(digit - 0x30)
      scale *= 10
    }
    return Int(Int128(value) * Int128(unit) / Int128(scale))
  }

  private static func nanoseconds(_ unit: String) -> Int? {
    switch unit {
    case "ns": 1
    case "us", "\u{B5}s", "\u{3BC}s": 1000
    case "ms": 1_000_000
    case "s": 1_000_000_000
    case "m": 60_000_000_000
    case "h": 3_600_000_000_000
    default: nil
    }
  }
}
