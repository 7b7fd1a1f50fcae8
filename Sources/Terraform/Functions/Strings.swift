import HCL

/// Functions that take strings apart and put them together.
let stringFunctions = [
  endswith, indent, join, lower, replace, split, startswith, strcontains, strrev, substr, title,
  upper,
]

private let endswith = Function(
  "endswith", [.init("str", .string), .init("suffix", .string)], returns: .bool,
  documentation: "Whether the string ends with the suffix.",
  example: .init(#"endswith("hello", "lo")"#, "true")
) { arguments, _ throws(FunctionError) in
  .bool(
    try arguments.string(0).utf8.reversed().starts(with: try arguments.string(1).utf8.reversed()))
}

private let startswith = Function(
  "startswith", [.init("str", .string), .init("prefix", .string)], returns: .bool,
  documentation: "Whether the string begins with the prefix.",
  example: .init(#"startswith("hello", "he")"#, "true")
) { arguments, _ throws(FunctionError) in
  .bool(try arguments.string(0).utf8.starts(with: try arguments.string(1).utf8))
}

private let strcontains = Function(
  "strcontains", [.init("str", .string), .init("substr", .string)], returns: .bool,
  documentation: "Whether the second string stands somewhere in the first.",
  example: .init(#"strcontains("hello", "ell")"#, "true")
) { arguments, _ throws(FunctionError) in
  let bytes = Array(try arguments.string(0).utf8)
  let part = Array(try arguments.string(1).utf8)
  return .bool(part.isEmpty || bytes.firstRange(of: part) != nil)
}

private let indent = Function(
  "indent", [.init("spaces", .number), .init("str", .string)], returns: .string,
  documentation: "The text with spaces before all lines but the first.",
  example: .init(#"indent(2, "a\nb")"#, #""a\n  b""#)
) { arguments, _ throws(FunctionError) in
  let count = try arguments.integer(0)
  guard (0...1_000_000).contains(count) else {
    throw FunctionError("the number of spaces must be between 0 and 1000000")
  }
  let bytes = try arguments.string(1).utf8
  try checkLength(count, times: bytes.count { $0 == 0x0A })
  var indented: [UInt8] = []
  for byte in bytes {
    indented.append(byte)
    if byte == 0x0A { indented += [UInt8](repeating: 0x20, count: count) }
  }
  return .string(String(decoding: indented, as: UTF8.self))
}

private let join = Function(
  "join", [.init("separator", .string)],
  variadic: .init("lists", .list(.string), allowsUnknown: true),
  returns: .string,
  documentation: "The elements of one or more lists with a separator between them.",
  example: .init(#"join(", ", ["a", "b"])"#, #""a, b""#)
) { arguments, _ throws(FunctionError) in
  let separator = try arguments.string(0)
  if arguments.count < 2 { throw FunctionError("at least one list is required") }
  var parts: [Value] = []
  for (argument, list) in arguments.enumerated().dropFirst() {
    guard let elements = list.elements else { return .undecided("join", .string, arguments) }
    for (index, element) in elements.enumerated() {
      if element.isNull {
        throw FunctionError(
          "element \(index) is null; cannot concatenate null values", argument: argument)
      }
      if !parts.isEmpty { parts.append(.string(separator)) }
      parts.append(element)
    }
  }
  return joinedText(parts)
}

/// Strings and unknown primitive values joined: a known string if all of them are known.
func joinedText(_ parts: [Value]) -> Value {
  var merged: [Value] = []
  for part in parts {
    if case .string(let text) = part.content {
      if case .string(let before) = merged.last?.content {
        merged[merged.count - 1] = .string(normalizing: before + text)
      } else if !text.isEmpty {
        merged.append(part)
      }
    } else {
      merged.append(part)
    }
  }
  if merged.isEmpty { return .string("") }
  if merged.count == 1, merged[0].type == .string { return merged[0] }
  return .unknown(.string, .template(merged))
}

private let lower = Function(
  "lower", [.init("str", .string)], returns: .string,
  documentation: "The string with all letters in lower case.",
  example: .init(#"lower("HELLO É")"#, #""hello é""#)
) { arguments, _ throws(FunctionError) in
  .string(mapScalars(try arguments.string(0), \.simpleLowercase))
}

private let upper = Function(
  "upper", [.init("str", .string)], returns: .string,
  documentation: "The string with all letters in upper case.",
  example: .init(#"upper("hello é")"#, #""HELLO É""#)
) { arguments, _ throws(FunctionError) in
  .string(mapScalars(try arguments.string(0), \.simpleUppercase))
}

private let title = Function(
  "title", [.init("str", .string)], returns: .string,
  documentation: "The string with the first letter of each word in upper case.",
  example: .init(#"title("hello world")"#, #""Hello World""#)
) { arguments, _ throws(FunctionError) in
  var isInWord = false
  let titled = mapScalars(try arguments.string(0)) { scalar in
    let wasInWord = isInWord
    isInWord = !scalar.separatesWords
    return wasInWord ? scalar : scalar.simpleTitlecase
  }
  return .string(titled)
}

private let replace = Function(
  "replace", [.init("str", .string), .init("substr", .string), .init("replace", .string)],
  returns: .string,
  documentation: "The string with every occurrence of another replaced; text between slashes is a "
    + "regular expression, and $1 in the replacement its first group.",
  example: .init(#"replace("1 + 2 + 3", "+", "-")"#, #""1 - 2 - 3""#)
) { arguments, _ throws(FunctionError) in
  let text = try arguments.string(0)
  let wanted = try arguments.string(1)
  let replacement = try arguments.string(2)
  if wanted.utf8.count > 1, wanted.utf8.first == 0x2F, wanted.utf8.last == 0x2F {
    let pattern = String(decoding: wanted.utf8.dropFirst().dropLast(), as: UTF8.self)
    return .string(try replaceMatches(of: pattern, in: text, with: replacement))
  }
  if wanted.isEmpty {
    // Between all characters, as Go has it.
    let pieces = text.unicodeScalars.map { String($0) }
    try checkLength(replacement.utf8.count, times: pieces.count + 1)
    return .string(([""] + pieces + [""]).joined(separator: replacement))
  }
  let pieces = pieces(of: text, between: wanted)
  try checkLength(replacement.utf8.count, times: pieces.count - 1)
  return .string(pieces.joined(separator: replacement))
}

/// Refuses a result that would be too long before it is made.
private func checkLength(_ addition: Int, times: Int) throws(FunctionError) {
  let (added, overflow) = addition.multipliedReportingOverflow(by: times)
  if overflow || added > EvaluationBudget.maximumText {
    throw FunctionError(
      "the result would have more than \(EvaluationBudget.maximumText) bytes, which is the limit")
  }
}

private let split = Function(
  "split", [.init("separator", .string), .init("str", .string, allowsUnknown: true)],
  returns: .list(.string),
  documentation: "The pieces of a string between the separators.",
  example: .init(#"split(",", "a,b,,c")"#, #"["a","b","","c"]"#)
) { arguments, _ throws(FunctionError) in
  let separator = try arguments.string(0)
  if arguments[1].isUnknown {
    guard let pieces = pieces(ofJoined: arguments[1], between: separator) else {
      return .undecided("split", .list(.string), arguments)
    }
    return Value(.list(.string, pieces))
  }
  let text = try arguments.string(1)
  if separator.isEmpty { return .strings(text.unicodeScalars.map { String($0) }) }
  return .strings(pieces(of: text, between: separator))
}

/// The pieces of a text of which some parts are ids that are not known yet: what modules join in one place
/// and split in another. Nil if a separator may be in a part that is not known.
private func pieces(ofJoined text: Value, between separator: String) -> [Value]? {
  let isInIDs = separator.utf8.allSatisfy { byte in
    byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }
  guard !separator.isEmpty, !isInIDs, case .unknown(let unknown) = text.content else { return nil }
  let parts = if case .template(let parts) = unknown.residual { parts } else { [text] }
  var pieces: [[Value]] = [[]]
  for part in parts {
    if case .string(let literal) = part.content {
      for (index, piece) in Terraform.pieces(of: literal, between: separator).enumerated() {
        if index > 0 { pieces.append([]) }
        pieces[pieces.count - 1].append(.string(piece))
      }
    } else if part.isGivenID {
      pieces[pieces.count - 1].append(part)
    } else {
      return nil
    }
  }
  return pieces.map(joinedText)
}

extension Value {
  /// The id that AWS gives to a resource: not known yet, but a word, and not empty.
  var isGivenID: Bool {
    guard case .unknown(let unknown) = content else { return false }
    var residual = unknown.residual
    if case .convert(let inner, .string) = residual { residual = inner }
    guard case .attribute(.source(let address), "id") = residual else { return false }
    return !address.hasPrefix("var.")
  }
}

private func pieces(of text: String, between separator: String) -> [String] {
  let bytes = Array(text.utf8)
  let mark = Array(separator.utf8)
  var pieces: [String] = []
  var start = 0
  while let range = bytes[start...].firstRange(of: mark) {
    pieces.append(String(decoding: bytes[start..<range.lowerBound], as: UTF8.self))
    start = range.upperBound
  }
  return pieces + [String(decoding: bytes[start...], as: UTF8.self)]
}

private let strrev = Function(
  "strrev", [.init("str", .string)], returns: .string,
  documentation: "The characters of a string in opposite order.",
  example: .init(#"strrev("hello")"#, #""olleh""#)
) { arguments, _ throws(FunctionError) in
  .string(String(try arguments.string(0).reversed()))
}

private let substr = Function(
  "substr", [.init("str", .string), .init("offset", .number), .init("length", .number)],
  returns: .string,
  documentation: "Some characters of a string, from an offset that counts from the end if it is "
    + "negative; length -1 is all the rest.",
  example: .init(#"substr("hello world", 1, 4)"#, #""ello""#)
) { arguments, _ throws(FunctionError) in
  let text = try arguments.string(0)
  let offset = try arguments.integer(1)
  let length = try arguments.integer(2)
  if offset >= 0, length == 0 { return .string("") }
  let start = offset >= 0 ? offset : max(0, text.count + offset)
  let rest = text.dropFirst(start)
  // Terraform takes length zero from the end for all of it.
  return .string(String(length <= 0 ? rest : rest.prefix(length)))
}
