import HCL

/// Functions that take something off the ends of a string.
let trimmingFunctions = [chomp, trim, trimprefix, trimspace, trimsuffix]

private let chomp = Function(
  "chomp", [.init("str", .string)], returns: .string,
  documentation: "The string without the line ends at its end.",
  example: .init(#"chomp("hello\r\n\n")"#, #""hello""#)
) { arguments, _ throws(FunctionError) in
  let bytes = try arguments.string(0).utf8
  let end = bytes.lastIndex { $0 != 0x0A && $0 != 0x0D }
  return .string(end.map { String(decoding: bytes[...$0], as: UTF8.self) } ?? "")
}

private let trim = Function(
  "trim", [.init("str", .string), .init("cutset", .string)], returns: .string,
  documentation: "The string without the given characters at its beginning and end.",
  example: .init(#"trim("?!hello?!", "!?")"#, #""hello""#)
) { arguments, _ throws(FunctionError) in
  let cut = Set(try arguments.string(1).unicodeScalars)
  return .string(trimmed(try arguments.string(0)) { cut.contains($0) })
}

private let trimspace = Function(
  "trimspace", [.init("str", .string)], returns: .string,
  documentation: "The string without white space at its beginning and end.",
  example: .init(#"trimspace("  hello\n\n")"#, #""hello""#)
) { arguments, _ throws(FunctionError) in
  .string(trimmed(try arguments.string(0), \.properties.isWhitespace))
}

private func trimmed(_ text: String, _ isCut: (Unicode.Scalar) -> Bool) -> String {
  let scalars = text.unicodeScalars
  guard let first = scalars.firstIndex(where: { !isCut($0) }),
    let last = scalars.lastIndex(where: { !isCut($0) })
  else { return "" }
  return String(scalars[first...last])
}

private let trimprefix = Function(
  "trimprefix", [.init("str", .string), .init("prefix", .string)], returns: .string,
  documentation: "The string without the prefix, if it begins with it.",
  example: .init(#"trimprefix("helloworld", "hello")"#, #""world""#)
) { arguments, _ throws(FunctionError) in
  let text = try arguments.string(0)
  let prefix = try arguments.string(1)
  guard text.utf8.starts(with: prefix.utf8) else { return .string(text) }
  return .string(String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
}

private let trimsuffix = Function(
  "trimsuffix", [.init("str", .string), .init("suffix", .string)], returns: .string,
  documentation: "The string without the suffix, if it ends with it.",
  example: .init(#"trimsuffix("helloworld", "world")"#, #""hello""#)
) { arguments, _ throws(FunctionError) in
  let text = try arguments.string(0)
  let suffix = try arguments.string(1)
  guard text.utf8.reversed().starts(with: suffix.utf8.reversed()) else { return .string(text) }
  return .string(String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self))
}
