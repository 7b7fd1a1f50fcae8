/// The text that `jsonencode` gives: no spaces, names in byte order, `<`, `>` and `&` escaped. Fails
/// for what JSON cannot say: unknown values and infinite numbers.
package func encodeJSON(_ value: Value) throws(JSONEncodingError) -> String {
  var writer = JSONWriter()
  try writer.write(value)
  return writer.text
}

/// The same for a value that is known to be finite and wholly known; any other one is `null`.
package func jsonEncode(_ value: Value) -> String { (try? encodeJSON(value)) ?? "null" }

package enum JSONEncodingError: Error, Hashable, Sendable {
  case unknown
  case infinity

  /// As in Terraform's message about `jsonencode`.
  package var message: String {
    switch self {
    case .unknown: "value is not known"
    case .infinity: "cannot serialize infinity as JSON"
    }
  }
}

/// A string in JSON, quotes included, escaped as `jsonencode` does it.
package func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{08}": result += "\\b"
    case "\u{0C}": result += "\\f"
    case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{00}"..<"\u{20}":
      result += "\\u" + hexadecimal(scalar.value, width: 4)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

private struct JSONWriter {
  var text = ""

  mutating func write(_ value: Value) throws(JSONEncodingError) {
    switch value.content {
    case .unknown: throw .unknown
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number):
      guard let digits = number.jsonText else { throw .infinity }
      text += digits
    case .string(let string): text += jsonString(string)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      try write(elements)
    case .map(_, let fields), .object(let fields): try write(fields)
    }
  }

  private mutating func write(_ elements: [Value]) throws(JSONEncodingError) {
    text += "["
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      try write(element)
    }
    text += "]"
  }

  private mutating func write(_ fields: Fields) throws(JSONEncodingError) {
    if fields.rest != nil { throw .unknown }
    text += "{"
    for (index, (name, value)) in fields.enumerated() {
      if index > 0 { text += "," }
      text += jsonString(name) + ":"
      try write(value)
    }
    text += "}"
  }
}
