import HCL

/// `format` and `formatlist`.
let formatFunctions = [format, formatlist]

private let format = Function(
  "format", [.init("format", .string)],
  variadic: .init("args", .dynamic, allowsNull: true, allowsUnknown: true),
  returns: .string,
  documentation: "Values put into a text at the places of verbs such as %s, %d, %05.2f and %q.",
  example: .init(#"format("%s has %03d", "web", 7)"#, #""web has 007""#)
) { arguments, _ throws(FunctionError) in
  if hasUntypedNull(arguments) { return .undecided("format", .dynamic, []) }
  let pieces = try parseFormat(try arguments.string(0))
  do throws(FunctionError) {
    return try formatted(pieces, Array(arguments.dropFirst()))
  } catch {
    throw FunctionError(error.message, argument: error.argument.map { $0 + 1 })
  }
}

private let formatlist = Function(
  "formatlist", [.init("format", .string)],
  variadic: .init("args", .dynamic, allowsNull: true, allowsUnknown: true),
  returns: .list(.string),
  documentation: "A text for each element of the lists among the arguments.",
  example: .init(#"formatlist("%s:%d", ["a", "b"], 80)"#, #"["a:80","b:80"]"#)
) { arguments, _ throws(FunctionError) in
  if hasUntypedNull(arguments) { return .undecided("formatlist", .dynamic, []) }
  let format = try arguments.string(0)
  let values = Array(arguments.dropFirst())
  for value in values where value.mayBeList {
    return .undecided("formatlist", .list(.string), arguments)
  }
  if values.isEmpty { return .list(.string, [try formatted(try parseFormat(format), [])]) }
  let count = try iterations(values)
  var texts: [Value] = []
  var length = 0
  for iteration in 0..<count {
    let row = values.map { $0.elements?[iteration] ?? $0 }
    do throws(FunctionError) {
      texts.append(try formatted(try parseFormat(format), row))
    } catch {
      throw FunctionError("error on format iteration \(iteration): \(error.message)")
    }
    if case .string(let text)? = texts.last?.content { length += text.utf8.count }
    if length > EvaluationBudget.maximumText {
      throw FunctionError(
        "the results together would have more than \(EvaluationBudget.maximumText) bytes, which is "
          + "the limit")
    }
  }
  return .list(.string, texts)
}

/// Terraform takes a null of no type for something it does not know yet, and for ever.
private func hasUntypedNull(_ arguments: [Value]) -> Bool {
  arguments.contains { $0.content == .null(.dynamic) }
}

/// The common length of the lists among the arguments; one where there is no list.
private func iterations(_ values: [Value]) throws(FunctionError) -> Int {
  var first: (index: Int, count: Int)?
  for (index, value) in values.enumerated() {
    guard let count = value.elements?.count else { continue }
    if let first, first.count != count {
      throw FunctionError(
        "argument \(index + 1) has length \(count), which is inconsistent with argument "
          + "\(first.index + 1) of length \(first.count)", argument: index + 1)
    }
    if first == nil { first = (index, count) }
  }
  return first?.count ?? 1
}

extension Value {
  /// Its length is not known, or not even whether it has one.
  fileprivate var mayBeList: Bool {
    if case .set(_, let members) = content, members.count > 1 { return !isWhollyKnown }
    return isUnknown && (type.isSequence || type == .dynamic)
  }
}

/// The pieces with the values in them: a template where only strings are not known yet.
private func formatted(
  _ pieces: [FormatPiece], _ values: [Value]
) throws(FunctionError) -> Value {
  var parts: [Value] = []
  var isDecided = true
  var used = 0
  for piece in pieces {
    switch piece {
    case .literal(let text): parts.append(.string(text))
    case .verb(let verb):
      guard verb.argument < values.count else {
        throw FunctionError(
          "not enough arguments for \(quoted(verb.text)) at \(verb.offset): need index "
            + "\(verb.argument + 1) but have \(values.count) total")
      }
      used = max(used, verb.argument + 1)
      let value = values[verb.argument]
      if value.residuals.isEmpty {
        parts.append(.string(try verb.text(of: value)))
      } else if let part = try verb.templatePart(value) {
        parts.append(part)
      } else {
        isDecided = false
      }
    }
  }
  if used < values.count {
    let count = used == 0 ? "no verbs in format string" : "only \(used) used by format string"
    throw FunctionError("too many arguments; \(count)", argument: used)
  }
  return isDecided ? joinedText(parts) : .undecided("format", .string, values)
}

extension FormatVerb {
  /// An unknown value that stands in the text as it is.
  fileprivate func templatePart(_ value: Value) throws(FunctionError) -> Value? {
    guard isPlain else { return nil }
    switch (letter, value.type) {
    case (UInt8(ascii: "s"), _): return try converted(value, to: .string)
    case (UInt8(ascii: "v"), .string): return value
    default: return nil
    }
  }
}
