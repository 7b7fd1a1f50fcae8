/// A short text about a value, for messages: what it is, without what must not be shown.
package func describe(_ value: Value) -> String {
  if value.marks.contains(.sensitive) { return "(sensitive value)" }
  if value.marks.contains(.ephemeral) { return "(ephemeral value)" }
  switch value.content {
  case .null: return "null"
  case .bool(let flag): return flag ? "true" : "false"
  case .number(let number): return shortened(number.text, to: 40)
  case .string(let text): return quoted(shortened(text, to: 60))
  case .list(_, let elements), .tuple(let elements):
    return "\(value.type.friendlyName) with \(count(elements, "element"))"
  case .set(_, let members): return "\(value.type.friendlyName) with \(count(members, "member"))"
  case .map(_, let fields):
    return "\(value.type.friendlyName) with \(count(fields.names, "element"))"
  case .object(let fields): return describe(fields)
  case .unknown: return "known only when the artifact runs"
  }
}

private func describe(_ fields: Fields) -> String {
  if fields.isEmpty { return "an object without attributes" }
  let shown = fields.names.prefix(5).map(quoted)
  let more = fields.count > shown.count ? " and \(fields.count - shown.count) more" : ""
  let noun = fields.count == 1 ? "attribute" : "attributes"
  return "an object with the \(noun) \(shown.joined(separator: ", "))\(more)"
}

private func count(_ parts: [some Any], _ noun: String) -> String {
  parts.isEmpty ? "no \(noun)s" : "\(parts.count) \(noun)\(parts.count == 1 ? "" : "s")"
}

private func shortened(_ text: String, to limit: Int) -> String {
  text.unicodeScalars.count <= limit ? text : String(text.unicodeScalars.prefix(limit - 1)) + "…"
}
