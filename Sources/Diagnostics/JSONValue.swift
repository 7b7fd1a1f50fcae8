/// A JSON document in the order in which it is to be printed.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number as text; printed as a string if JSON has no such number.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  package static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member($0.key, $0.value) })
  }

  package static func strings(_ texts: [String]) -> JSONValue {
    .array(texts.map(JSONValue.string))
  }

  /// `null` for an absent text.
  package static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}

extension JSONValue {
  /// One member or element to a line, indented by two; ends with a newline.
  package var document: String {
    var out = ""
    write(into: &out, indentation: 0)
    return out + "\n"
  }

  /// All on one line: `{"port": 22, "open": ["10.0.0.0/8"]}`.
  package var line: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(quoted($0.name)): \($0.value.line)" }.joined(separator: ", ") + "}"
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let integer): String(integer)
    case .number(let text): isJSONNumber(text) ? text : quoted(text)
    case .string(let text): quoted(text)
    }
  }

  private func write(into out: inout String, indentation: Int) {
    switch self {
    case .array(let elements) where !elements.isEmpty:
      writeItems(elements.map { (nil, $0) }, between: ("[", "]"), into: &out, indentation)
    case .object(let members) where !members.isEmpty:
      writeItems(
        members.map { ($0.name, $0.value) }, between: ("{", "}"), into: &out, indentation)
    default:
      out += line
    }
  }

  private func writeItems(
    _ items: [(name: String?, value: JSONValue)], between brackets: (String, String),
    into out: inout String, _ indentation: Int
  ) {
    out += brackets.0
    for (index, item) in items.enumerated() {
      out += (index == 0 ? "\n" : ",\n") + String(repeating: " ", count: indentation + 2)
      if let name = item.name { out += quoted(name) + ": " }
      item.value.write(into: &out, indentation: indentation + 2)
    }
    out += "\n" + String(repeating: " ", count: indentation) + brackets.1
  }
}

/// A JSON string literal. Control characters are escaped even where JSON would allow them, so that
/// a report shown on a terminal cannot steer it.
private func quoted(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x22: out += "\\\""
    case 0x5C: out += "\\\\"
    case 0x0A: out += "\\n"
    case 0x0D: out += "\\r"
    case 0x09: out += "\\t"
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
      let digits = String(scalar.value, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}

/// `-?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?`
private func isJSONNumber(_ text: String) -> Bool {
  var rest = text.utf8[...]

  func takeDigits() -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits.count
  }
  func take(_ characters: String) -> Bool {
    guard let first = rest.first, characters.utf8.contains(first) else { return false }
    rest = rest.dropFirst()
    return true
  }

  _ = take("-")
  let startsWithZero = rest.first == 0x30
  let wholeDigits = takeDigits()
  if wholeDigits == 0 || (startsWithZero && wholeDigits > 1) { return false }
  if take("."), takeDigits() == 0 { return false }
  if take("eE") {
    _ = take("+-")
    if takeDigits() == 0 { return false }
  }
  return rest.isEmpty
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = .string(text) }
}
