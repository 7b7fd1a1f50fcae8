import HCL

/// A timestamp by a format: runs of one letter are verbs, text between apostrophes and whatever is no
/// letter stands for itself.
func formatDate(_ time: Timestamp, _ format: String) throws(FunctionError) -> String {
  var rest = Array(format.unicodeScalars)[...]
  var text = String.UnicodeScalarView()
  while let scalar = rest.first {
    switch scalar {
    case "'": text.append(contentsOf: try literal(&rest))
    case "a"..."z", "A"..."Z":
      let verb = rest.prefix { $0 == scalar }
      rest.removeFirst(verb.count)
      text.append(contentsOf: try expand(scalar, verb.count, time).unicodeScalars)
    default:
      text.append(scalar)
      rest.removeFirst()
    }
  }
  return String(text)
}

/// Text between apostrophes, of which two stand for one.
private func literal(
  _ rest: inout ArraySlice<Unicode.Scalar>
) throws(FunctionError) -> [Unicode.Scalar] {
  var text: [Unicode.Scalar] = []
  rest.removeFirst()
  while let scalar = rest.popFirst() {
    if scalar == "'" {
      guard rest.first == "'" else { return text }
      rest.removeFirst()
    }
    text.append(scalar)
  }
  throw FunctionError("unterminated literal '", argument: 0)
}

private let months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
]

private let weekdays = [
  "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
]

private func expand(
  _ letter: Unicode.Scalar, _ count: Int, _ time: Timestamp
) throws(FunctionError) -> String {
  let civil = time.civil
  let halfDayHour = (civil.hour + 11) % 12 + 1
  switch (letter, count) {
  case ("Y", 2): return zeroPadded(civil.year % 100, 2)
  case ("Y", 4): return zeroPadded(civil.year, 4)
  case ("M", 1...2): return zeroPadded(civil.month, count)
  case ("M", 3): return String(months[civil.month - 1].prefix(3))
  case ("M", 4): return months[civil.month - 1]
  case ("D", 1...2): return zeroPadded(civil.day, count)
  case ("E", 3): return String(weekdays[civil.weekday].prefix(3))
  case ("E", 4): return weekdays[civil.weekday]
  case ("h", 1...2): return zeroPadded(civil.hour, count)
  case ("H", 1...2): return zeroPadded(halfDayHour, count)
  case ("A", 2): return civil.hour < 12 ? "AM" : "PM"
  case ("a", 2): return civil.hour < 12 ? "am" : "pm"
  case ("m", 1...2): return zeroPadded(civil.minute, count)
  case ("s", 1...2): return zeroPadded(civil.second, count)
  case ("Z", 1): return time.offset == 0 ? "Z" : time.offsetText(separator: ":")
  case ("Z", 3): return time.offset == 0 ? "UTC" : time.offsetText(separator: "")
  case ("Z", 4): return time.offsetText(separator: "")
  case ("Z", 5): return time.offsetText(separator: ":")
  default:
    let verb = String(repeating: String(letter), count: count)
    let reason = rule(letter).map { ": \($0)" } ?? ""
    throw FunctionError("invalid date format verb \(quoted(verb))\(reason)", argument: 0)
  }
}

/// How often a letter may stand; nil for letters without a meaning.
private func rule(_ letter: Unicode.Scalar) -> String? {
  switch letter {
  case "Y": #"year must either be "YY" or "YYYY""#
  case "M": #"month must be "M", "MM", "MMM", or "MMMM""#
  case "D": #"day of month must either be "D" or "DD""#
  case "E": #"day of week must either be "EEE" or "EEEE""#
  case "h": #"24-hour must either be "h" or "hh""#
  case "H": #"12-hour must either be "H" or "HH""#
  case "A": #"must be "AA""#
  case "a": #"must be "aa""#
  case "m": #"minute must either be "m" or "mm""#
  case "s": #"second must either be "s" or "ss""#
  case "Z": "timezone must be Z, ZZZZ, or ZZZZZ"
  default: nil
  }
}
