import HCL

/// Functions over timestamps.
let dateFunctions = [formatdate, timeadd, timecmp]

private let formatdate = Function(
  "formatdate", [.init("format", .string), .init("time", .string)], returns: .string,
  documentation: "A timestamp in another notation: YYYY, MM, DD, hh, mm, ss and the like.",
  example: .init(
    #"formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")"#, #""02 Jan 2018 23:12 UTC""#)
) { arguments, _ throws(FunctionError) in
  let format = try arguments.string(0)
  let time = try timestamp(arguments, 1)
  return .string(try formatDate(time, format))
}

private let timeadd = Function(
  "timeadd", [.init("timestamp", .string), .init("duration", .string)], returns: .string,
  documentation: "A timestamp later by a duration such as 1h30m.",
  example: .init(#"timeadd("2017-11-22T00:00:00Z", "10m")"#, #""2017-11-22T00:10:00Z""#)
) { arguments, _ throws(FunctionError) in
  let time = try Timestamp(try arguments.string(0))
  let text = try arguments.string(1)
  let duration: Int
  do throws(DurationText.Fault) { duration = try DurationText.parse(text) } catch {
    switch error {
    case .invalid: throw FunctionError("time: invalid duration \(quoted(text))")
    case .missingUnit: throw FunctionError("time: missing unit in duration \(quoted(text))")
    case .unknownUnit(let unit):
      throw FunctionError("time: unknown unit \(quoted(unit)) in duration \(quoted(text))")
    }
  }
  return .string(time.adding(nanoseconds: duration).text)
}

private let timecmp = Function(
  "timecmp", [.init("timestamp_a", .string), .init("timestamp_b", .string)], returns: .number,
  documentation: "-1, 0 or 1, as the first moment is before, at or after the second.",
  example: .init(#"timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00")"#, "0")
) { arguments, _ throws(FunctionError) in
  let a = try timestamp(arguments, 0)
  let b = try timestamp(arguments, 1)
  let (left, right) = ((a.seconds, a.nanoseconds), (b.seconds, b.nanoseconds))
  return .number(Number(left < right ? -1 : left == right ? 0 : 1))
}

private func timestamp(_ arguments: [Value], _ index: Int) throws(FunctionError) -> Timestamp {
  let text = try arguments.string(index)
  do throws(FunctionError) { return try Timestamp(text) } catch {
    throw FunctionError(error.message, argument: index)
  }
}
