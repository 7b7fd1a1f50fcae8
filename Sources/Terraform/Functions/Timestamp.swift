/// A moment as RFC 3339 writes it, with the offset in which it was written.
struct Timestamp {
  /// Since 1970-01-01T00:00:00Z.
  var seconds: Int
  var nanoseconds: Int
  /// Seconds east of UTC.
  var offset: Int

  /// The date and the time of day in the timestamp's own offset.
  var civil: Civil { Civil(secondsSince1970: seconds + offset) }

  /// As Terraform prints it, without a fraction.
  var text: String {
    let civil = civil
    return "\(zeroPadded(civil.year, 4))-\(zeroPadded(civil.month, 2))-\(zeroPadded(civil.day, 2))"
      + "T\(zeroPadded(civil.hour, 2)):\(zeroPadded(civil.minute, 2)):\(zeroPadded(civil.second, 2))"
      + (offset == 0 ? "Z" : offsetText(separator: ":"))
  }

  func offsetText(separator: String) -> String {
    let minutes = offset.magnitude / 60
    return (offset < 0 ? "-" : "+") + zeroPadded(Int(minutes / 60), 2) + separator
      + zeroPadded(Int(minutes % 60), 2)
  }

  /// Later by a duration.
  func adding(nanoseconds duration: Int) -> Timestamp {
    var copy = self
    let total = nanoseconds + duration % 1_000_000_000
    let carry = total < 0 ? -1 : total / 1_000_000_000
    copy.nanoseconds = total - carry * 1_000_000_000
    copy.seconds += duration / 1_000_000_000 + carry
    return copy
  }
}

/// A date of the Gregorian calendar and a time of day.
struct Civil {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int
  /// From Sunday, which is zero.
  var weekday: Int

  init(secondsSince1970 seconds: Int) {
    let secondOfDay = seconds % 86400 + (seconds % 86400 < 0 ? 86400 : 0)
    let days = (seconds - secondOfDay) / 86400
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
    weekday = ((days + 4) % 7 + 7) % 7

    // Count from March of a year divisible by 400, so that leap days come last.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days from 1970-01-01 to a date.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}

/// A number with leading zeros.
func zeroPadded(_ number: Int, _ width: Int) -> String {
  let text = String(number.magnitude)
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - text.utf8.count))
    + text
}
