import HCL

/// Functions that convert to a type, and those that set and remove marks.
let conversionFunctions = [
  ephemeralasnull, issensitive, nonsensitive, sensitive,
  conversion("tobool", to: .bool, "The value as a bool.", .init(#"tobool("true")"#, "true")),
  conversion(
    "tolist", to: .list(.dynamic), "The elements as a list of one type.",
    .init(#"tolist(["a", 1])"#, #"["a","1"]"#)),
  conversion(
    "tomap", to: .map(.dynamic), "The entries as a map of one type.",
    .init(#"tomap({ a = 1, b = "x" })"#, #"{"a":"1","b":"x"}"#)),
  conversion("tonumber", to: .number, "The value as a number.", .init(#"tonumber("1.5")"#, "1.5")),
  conversion(
    "toset", to: .set(.dynamic), "The distinct elements as a set of one type.",
    .init(#"toset(["b", "a", "b"])"#, #"["a","b"]"#)),
  conversion("tostring", to: .string, "The value as a string.", .init("tostring(5)", #""5""#)),
]

private func conversion(
  _ name: String, to type: ValueType, _ documentation: String, _ example: Function.Example
) -> Function {
  Function(
    name, [.structure("v", allowsNull: true)], returns: type, documentation: documentation,
    example: example
  ) { arguments, _ throws(FunctionError) in
    do throws(ConversionError) { return try convert(arguments[0], to: type) } catch {
      throw FunctionError(complaint(arguments[0], type), argument: 0)
    }
  }
}

private func complaint(_ value: Value, _ type: ValueType) -> String {
  let target = type.constraintName
  guard case .string(let text) = value.content, type == .bool || type == .number else {
    return "cannot convert \(value.type.friendlyName) to \(target)"
  }
  if value.marks.contains(.sensitive) { return "cannot convert this sensitive string to \(target)" }
  if value.marks.contains(.ephemeral) { return "cannot convert this ephemeral string to \(target)" }
  return "cannot convert \(quoted(text)) to \(target); "
    + (type == .bool
      ? "only the strings \"true\" or \"false\" are allowed"
      : "given string must be a decimal representation of a number")
}

private let sensitive = Function(
  "sensitive", [.structure("value", allowsNull: true)], returns: { $0[0] },
  documentation: "The value, marked as one that must not be shown.",
  example: .init(#"nonsensitive(sensitive("x"))"#, #""x""#)
) { arguments, _ throws(FunctionError) in
  arguments[0].marked(.sensitive)
}

private let nonsensitive = Function(
  "nonsensitive", [.structure("value", allowsNull: true)], returns: { $0[0] },
  documentation: "The value without the mark that it must not be shown; marks inside of it stay.",
  example: .init(#"nonsensitive(sensitive("x"))"#, #""x""#)
) { arguments, _ throws(FunctionError) in
  Value(arguments[0].content, marks: arguments[0].marks.subtracting(.sensitive))
}

private let issensitive = Function(
  "issensitive", [.structure("value", allowsNull: true)], returns: .bool,
  documentation: "Whether the value itself is marked as one that must not be shown.",
  example: .init(#"issensitive(sensitive("x"))"#, "true")
) { arguments, _ throws(FunctionError) in
  // What is not known yet may still turn out to be sensitive.
  if arguments[0].marks.contains(.sensitive) { return .bool(true) }
  return arguments[0].isUnknown ? .undecided("issensitive", .bool, arguments) : .bool(false)
}

private let ephemeralasnull = Function(
  "ephemeralasnull", [.structure("value", allowsNull: true)], returns: { $0[0] },
  documentation: "The value with nulls in place of what is ephemeral.",
  example: .init(#"ephemeralasnull("x")"#, #""x""#)
) { arguments, _ throws(FunctionError) in
  withoutEphemerals(arguments[0])
}

private func withoutEphemerals(_ value: Value) -> Value {
  if value.marks.contains(.ephemeral) {
    return Value(.null(value.type), marks: value.marks.subtracting(.ephemeral))
  }
  let content: Value.Content =
    switch value.content {
    case .list(let type, let elements): .list(type, elements.map(withoutEphemerals))
    case .set(let type, let members): .set(type, members.map(withoutEphemerals))
    case .tuple(let elements): .tuple(elements.map(withoutEphemerals))
    case .map(let type, let fields): .map(type, fields.mapValues(withoutEphemerals))
    case .object(let fields): .object(fields.mapValues(withoutEphemerals))
    default: value.content
    }
  return Value(content, marks: value.marks)
}
