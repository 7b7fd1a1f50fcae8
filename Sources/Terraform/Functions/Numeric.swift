import HCL

/// Functions over numbers.
let numericFunctions = [abs, ceil, floor, log, max, min, parseint, pow, range, signum, sum]

private let abs = Function(
  "abs", [.init("num", .number)], returns: .number,
  documentation: "The number without its sign.", example: .init("abs(-12.4)", "12.4")
) { arguments, _ throws(FunctionError) in
  .number(try arguments.number(0).magnitude)
}

private let ceil = Function(
  "ceil", [.init("num", .number)], returns: .number,
  documentation: "The least whole number that is not less.", example: .init("ceil(5.1)", "6")
) { arguments, _ throws(FunctionError) in
  .number(try arguments.number(0).ceil)
}

private let floor = Function(
  "floor", [.init("num", .number)], returns: .number,
  documentation: "The greatest whole number that is not greater.",
  example: .init("floor(-4.9)", "-5")
) { arguments, _ throws(FunctionError) in
  .number(try arguments.number(0).floor)
}

private let log = Function(
  "log", [.init("num", .number), .init("base", .number)], returns: .number,
  documentation: "The logarithm of a number in a base, with the accuracy of a double.",
  example: .init("log(16, 2)", "4")
) { arguments, _ throws(FunctionError) in
  let numerator = naturalLogarithm(try arguments.number(0).double)
  return try number(numerator / naturalLogarithm(try arguments.number(1).double))
}

private let pow = Function(
  "pow", [.init("num", .number), .init("power", .number)], returns: .number,
  documentation: "A number raised to a power, with the accuracy of a double.",
  example: .init("pow(2, 10)", "1024")
) { arguments, _ throws(FunctionError) in
  try number(raisedPower(try arguments.number(0).double, to: try arguments.number(1).double))
}

private func number(_ double: Double) throws(FunctionError) -> Value {
  guard let number = Number(double: double) else {
    throw FunctionError("the result is not a real number")
  }
  return .number(number)
}

private let max = Function(
  "max", [], variadic: .init("numbers", .number), returns: .number,
  documentation: "The greatest of the numbers.", example: .init("max(12, 54, 3)", "54")
) { arguments, _ throws(FunctionError) in
  try best(arguments) { $0 > $1 }
}

private let min = Function(
  "min", [], variadic: .init("numbers", .number), returns: .number,
  documentation: "The least of the numbers.", example: .init("min(12, 54, 3)", "3")
) { arguments, _ throws(FunctionError) in
  try best(arguments) { $0 < $1 }
}

private func best(
  _ arguments: [Value], _ isBetter: (Number, Number) -> Bool
) throws(FunctionError) -> Value {
  if arguments.isEmpty { throw FunctionError("must pass at least one number") }
  var best = try arguments.number(0)
  for index in arguments.indices {
    let number = try arguments.number(index)
    if isBetter(number, best) { best = number }
  }
  return .number(best)
}

private let parseint = Function(
  "parseint", [.init("number", .dynamic), .init("base", .number)], returns: .number,
  documentation: "A whole number read from its digits in a base between 2 and 62.",
  example: .init(#"parseint("FF", 16)"#, "255")
) { arguments, _ throws(FunctionError) in
  guard case .string(let text) = arguments[0].content else {
    throw FunctionError(
      "first argument must be a string, not \(arguments[0].type.friendlyName)", argument: 0)
  }
  guard try arguments.number(1).isWhole, let base = try arguments.number(1).asInt else {
    throw FunctionError(
      "value must be a whole number, between -9223372036854775808 and 9223372036854775807",
      argument: 1)
  }
  guard (2...62).contains(base) else {
    throw FunctionError("base must be a whole number between 2 and 62 inclusive", argument: 1)
  }
  // Each digit costs a pass over all before it.
  guard text.utf8.count <= 10_000 else {
    throw FunctionError("an integer of more than 10000 digits is too long", argument: 0)
  }
  guard let number = Number(integer: text, radix: base) else {
    throw FunctionError("cannot parse \(quoted(text)) as a base \(base) integer", argument: 0)
  }
  return .number(number)
}

private let range = Function(
  "range", [], variadic: .init("params", .number), returns: .list(.number),
  documentation: "Numbers from a start (0) up to, but without, a limit, in steps (1).",
  example: .init("range(1, 8, 2)", "[1,3,5,7]")
) { arguments, _ throws(FunctionError) in
  guard (1...3).contains(arguments.count) else {
    throw FunctionError("must have one, two, or three arguments")
  }
  let start = arguments.count > 1 ? try arguments.number(0) : .zero
  let limit = try arguments.number(arguments.count > 1 ? 1 : 0)
  let isDown = limit < start
  let step = arguments.count == 3 ? try arguments.number(2) : Number(isDown ? -1 : 1)
  if step > .zero, isDown {
    throw FunctionError("end must be greater than start when step is positive", argument: 1)
  }
  if step < .zero, limit > start {
    throw FunctionError("end must be less than start when step is negative", argument: 1)
  }
  var numbers: [Value] = []
  var number = start
  while isDown ? number > limit : number < limit {
    if numbers.count >= 1024 {
      throw FunctionError(
        "more than 1024 values were generated; either decrease the difference between start and "
          + "end or use a smaller step")
    }
    numbers.append(.number(number))
    number = number + step
  }
  return .list(.number, numbers)
}

private let signum = Function(
  "signum", [.init("num", .number)], returns: .number,
  documentation: "-1, 0 or 1, by the sign of a whole number.", example: .init("signum(-13)", "-1")
) { arguments, _ throws(FunctionError) in
  .number(Number(try arguments.integer(0).signum()))
}

private let sum = Function(
  "sum", [.init("list", .dynamic)], returns: .number,
  documentation: "The sum of the elements of a list or set.",
  example: .init("sum([10, 13, 6])", "29")
) { arguments, _ throws(FunctionError) in
  guard let elements = arguments[0].elements else {
    switch arguments[0].type {
    case .map, .object:
      throw FunctionError(
        "argument must be list, set, or tuple. Received \(arguments[0].type.friendlyName)",
        argument: 0)
    default: throw FunctionError("cannot sum noniterable", argument: 0)
    }
  }
  if elements.isEmpty { throw FunctionError("cannot sum an empty list", argument: 0) }
  var total: Number?
  for element in elements {
    let number = try summand(element)
    guard let sum = total == nil ? number : total?.adding(number) else {
      throw FunctionError("can't compute sum of opposing infinities")
    }
    total = sum
  }
  return .number(total ?? .zero)
}

private func summand(_ element: Value) throws(FunctionError) -> Number {
  guard case .number(let number)? = (try? convert(element, to: .number))?.content else {
    throw FunctionError(
      "argument must be list, set, or tuple of number values", argument: 0)
  }
  return number
}
