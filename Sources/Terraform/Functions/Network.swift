import HCL

/// Functions over IP prefixes.
let networkFunctions = [cidrhost, cidrnetmask, cidrsubnet, cidrsubnets]

private let cidrhost = Function(
  "cidrhost", [.init("prefix", .string), .init("hostnum", .number)], returns: .string,
  documentation: "The address of a host, by its number, within a prefix; negative numbers count "
    + "from the end.",
  example: .init(#"cidrhost("10.12.112.0/20", 16)"#, #""10.12.112.16""#)
) { arguments, _ throws(FunctionError) in
  let prefix = try prefix(arguments)
  let number = try wholeNumber(arguments, 1)
  let size = prefix.hostCount
  let host = number.isNegative && !number.isZero ? size + number : number
  guard let offset = host.isNegative && !host.isZero ? nil : unsigned(host), host < size else {
    throw FunctionError(
      "prefix of \(prefix.length) does not accommodate a host numbered \(host.text)")
  }
  return .string(IPAddress(prefix.network | offset, prefix.family).text)
}

private let cidrnetmask = Function(
  "cidrnetmask", [.init("prefix", .string)], returns: .string,
  documentation: "The netmask of an IPv4 prefix.",
  example: .init(#"cidrnetmask("172.16.0.0/12")"#, #""255.240.0.0""#)
) { arguments, _ throws(FunctionError) in
  let prefix = try prefix(arguments)
  if prefix.family == .v6 {
    throw FunctionError("IPv6 addresses cannot have a netmask: \(try arguments.string(0))")
  }
  return .string(IPAddress(prefix.mask, .v4).text)
}

private let cidrsubnet = Function(
  "cidrsubnet",
  [.init("prefix", .string), .init("newbits", .number), .init("netnum", .number)],
  returns: .string,
  documentation: "The subnet, by its number, of a prefix made longer by some bits.",
  example: .init(#"cidrsubnet("172.16.0.0/12", 4, 2)"#, #""172.18.0.0/16""#)
) { arguments, _ throws(FunctionError) in
  let newBits = try arguments.integer(1)
  let number = try wholeNumber(arguments, 2)
  let prefix = try prefix(arguments)
  if newBits < 0 {
    throw FunctionError("the prefix cannot be extended by a negative number of bits", argument: 1)
  }
  guard newBits <= prefix.family.bits - prefix.length else {
    throw FunctionError(
      "insufficient address space to extend prefix of \(prefix.length) by \(newBits)")
  }
  guard !number.isNegative || number.isZero, let index = unsigned(number),
    newBits == 128 || index >> UInt128(newBits) == 0
  else {
    throw FunctionError(
      "prefix extension of \(newBits) does not accommodate a subnet numbered \(number.text)")
  }
  return .string(prefix.subnet(length: prefix.length + newBits, index: index).text)
}

private let cidrsubnets = Function(
  "cidrsubnets", [.init("prefix", .string)], variadic: .init("newbits", .number),
  returns: .list(.string),
  documentation: "Consecutive subnets of a prefix, each made longer by its own number of bits.",
  example: .init(#"cidrsubnets("10.1.0.0/16", 4, 8)"#, #"["10.1.0.0/20","10.1.16.0/24"]"#)
) { arguments, _ throws(FunctionError) in
  let parent: IPPrefix
  do throws(FunctionError) { parent = try prefix(arguments) } catch {
    throw FunctionError(error.message, argument: 0)
  }
  var subnets: [IPPrefix] = []
  for argument in arguments.indices.dropFirst() {
    let length = try subnetLength(arguments, argument, parent)
    // Terraform begins before the first subnet, and before the lowest address there is none.
    if subnets.isEmpty, parent.network == 0 {
      throw FunctionError(
        "not enough remaining address space for a subnet with a prefix of \(length) bits after "
          + parent.highest(length: length).text, argument: argument)
    }
    guard
      let subnet = subnets.last.map({ $0.following(length: length) })
        ?? parent.subnet(length: length, index: 0), parent.contains(subnet)
    else {
      throw FunctionError(
        "not enough remaining address space for a subnet with a prefix of \(length) bits after "
          + (subnets.last?.text ?? parent.text), argument: argument)
    }
    subnets.append(subnet)
  }
  return .strings(subnets.map(\.text))
}

private func subnetLength(
  _ arguments: [Value], _ argument: Int, _ parent: IPPrefix
) throws(FunctionError) -> Int {
  guard let newBits = try arguments.number(argument).asInt else {
    throw FunctionError(
      "value must be a whole number, between -9223372036854775808 and 9223372036854775807",
      argument: argument)
  }
  if newBits < 1 {
    throw FunctionError("must extend prefix by at least one bit", argument: argument)
  }
  if newBits > 32 {
    throw FunctionError("may not extend prefix by more than 32 bits", argument: argument)
  }
  let length = parent.length + newBits
  if length > parent.family.bits {
    throw FunctionError(
      "would extend prefix to \(length) bits, which is too long for an \(parent.family.name) "
        + "address", argument: argument)
  }
  return length
}

private func prefix(_ arguments: [Value]) throws(FunctionError) -> IPPrefix {
  let text = try arguments.string(0)
  guard let prefix = IPPrefix(text) else {
    throw FunctionError("invalid CIDR expression: invalid CIDR address: \(text)")
  }
  return prefix
}

private func wholeNumber(_ arguments: [Value], _ index: Int) throws(FunctionError) -> Number {
  let number = try arguments.number(index)
  if !number.isWhole { throw FunctionError("value must be a whole number") }
  return number
}

private func unsigned(_ number: Number) -> UInt128? {
  number.digits(radix: 16).flatMap { UInt128($0, radix: 16) }
}

extension IPPrefix {
  /// How many addresses it has.
  fileprivate var hostCount: Number {
    (0..<(family.bits - length)).reduce(Number(1)) { count, _ in count * Number(2) }
  }
}
