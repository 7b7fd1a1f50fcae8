extension Timestamp {
  /// A date, or a date and a time, in the forms that Terraform takes for a timestamp in YAML:
  /// `2001-12-14`, `2001-12-14 21:59:43.1` and `2001-12-14T21:59:43.1-05:00`. Nil for any other text.
  init?(yaml text: String) {
    var reader = YAMLTimestampReader(rest: Array(text.utf8)[...])
    guard let time = reader.read() else { return nil }
    self = time
  }
}

private struct YAMLTimestampReader {
  var rest: ArraySlice<UInt8>

  mutating func read() -> Timestamp? {
    let yearDigits = rest.prefix { (0x30...0x39).contains($0) }
    guard yearDigits.count == 4 else { return nil }
    let year = yearDigits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    rest.removeFirst(4)
    guard accept("-"), let month = number(), (1...12).contains(month), accept("-"),
      let day = number(), day >= 1, day <= Civil.days(inMonth: month, of: year)
    else { return nil }
    var seconds = Civil.days(year: year, month: month, day: day) * 86400
    var offset = 0
    if !rest.isEmpty {
      let hasZone = rest.first != UInt8(ascii: " ")
      guard acceptTimeMark(), let time = timeOfDay() else { return nil }
      seconds += time
      if hasZone {
        guard let zone = zone() else { return nil }
        offset = zone
      }
    }
    guard rest.isEmpty else { return nil }
    return Timestamp(seconds: seconds - offset, nanoseconds: 0, offset: offset)
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: scalar) else { return false }
    rest.removeFirst()
    return true
  }

  /// One digit or two.
  private mutating func number() -> Int? {
    let digits = rest.prefix(2).prefix { (0x30...0x39).contains($0) }
    rest.removeFirst(digits.count)
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func acceptTimeMark() -> Bool {
    if accept("T") || accept("t") { return true }
    let blanks = rest.prefix { $0 == UInt8(ascii: " ") }.count
    rest.removeFirst(blanks)
    return blanks > 0
  }

  /// Seconds since midnight; a fraction is passed over.
  private mutating func timeOfDay() -> Int? {
    guard let hour = number(), hour < 24, accept(":"), let minute = number(), minute < 60,
      accept(":"), let second = number(), second < 60
    else { return nil }
    let fraction = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ","), !fraction.isEmpty {
      rest.removeFirst(1 + fraction.count)
    }
    return hour * 3600 + minute * 60 + second
  }

  /// Seconds east of UTC.
  private mutating func zone() -> Int? {
    if accept("Z") { return 0 }
    let isWest = rest.first == UInt8(ascii: "-")
    guard accept("+") || accept("-"), rest.count == 5, let hours = number(), accept(":"),
      let minutes = number(), rest.isEmpty, hours <= 24, minutes <= 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
  }
}
