import HCL

extension Timestamp {
  /// Reads a timestamp of RFC 3339; an error says where the text departs from it.
  init(_ text: String) throws(FunctionError) {
    do throws(FunctionError) {
      var parser = TimestampParser(rest: Array(text.utf8)[...])
      self = try parser.parse()
    } catch {
      throw FunctionError("not a valid RFC3339 timestamp: \(error.message)")
    }
  }
}

private struct TimestampParser {
  var rest: ArraySlice<UInt8>

  mutating func parse() throws(FunctionError) -> Timestamp {
    let year = try number(4, "year")
    try separator("-")
    let month = try number(2, "month")
    if !(1...12).contains(month) { throw cannotUse("month") }
    try separator("-")
    let day = try number(2, "day of month")
    if rest.first != UInt8(ascii: "T") {
      throw FunctionError("missing required time introducer 'T'")
    }
    rest.removeFirst()
    let hour = try clock("hour", upTo: 23)
    try separator(":")
    let minute = try clock("minute", upTo: 59)
    try separator(":")
    let second = try number(2, "second")
    if second > 59 { throw cannotUse("second") }
    let nanoseconds = fraction()
    let offset = try offset()
    if !rest.isEmpty { throw cannotUse("timestamp segment") }
    if day < 1 || day > Civil.days(inMonth: month, of: year) {
      throw FunctionError("day out of range")
    }
    let days = Civil.days(year: year, month: month, day: day)
    return Timestamp(
      seconds: days * 86400 + hour * 3600 + minute * 60 + second - offset,
      nanoseconds: nanoseconds, offset: offset)
  }

  private var restText: String { quoted(String(decoding: rest, as: UTF8.self)) }

  private func cannotUse(_ what: String) -> FunctionError {
    rest.isEmpty
      ? FunctionError("end of string before \(what)")
      : FunctionError("cannot use \(restText) as \(what)")
  }

  private mutating func number(_ width: Int, _ what: String) throws(FunctionError) -> Int {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw cannotUse(what)
    }
    rest.removeFirst(width)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func clock(_ what: String, upTo limit: Int) throws(FunctionError) -> Int {
    let start = rest
    guard let value = try? number(2, what) else {
      throw rest.isEmpty
        ? cannotUse(what) : FunctionError("\(what) must have exactly two digits")
    }
    if value > limit {
      rest = start
      throw FunctionError("\(what) must be between 0 and \(limit) inclusive")
    }
    return value
  }

  private mutating func separator(_ scalar: Unicode.Scalar) throws(FunctionError) {
    guard rest.first == UInt8(ascii: scalar) else {
      throw rest.isEmpty
        ? FunctionError("end of string where \"\(scalar)\" is expected")
        : FunctionError("found \(restText) where \"\(scalar)\" is expected")
    }
    rest.removeFirst()
  }

  private mutating func fraction() -> Int {
    let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
    guard rest.first == UInt8(ascii: "."), !digits.isEmpty else { return 0 }
    rest.removeFirst(1 + digits.count)
    let nine = Array(digits.prefix(9)) + [UInt8](repeating: 0x30, count: max(0, 9 - digits.count))
    return nine.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func offset() throws(FunctionError) -> Int {
    if rest.first == UInt8(ascii: "Z") {
      rest.removeFirst()
      return 0
    }
    let start = rest
    let complaint = cannotUse("UTC offset")
    guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let hours = try? number(2, ""), rest.popFirst() == UInt8(ascii: ":"),
      let minutes = try? number(2, ""), hours <= 24, minutes < 60
    else {
      rest = start
      throw complaint
    }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }
}
