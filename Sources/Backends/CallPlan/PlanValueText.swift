import CodePrinter
import SecurityGroupIR

/// Values of a plan as people read them: `"web-${var.stage}"`, `each ${var.cidrs}`, `Name="web"`.
struct PlanValueText {
  /// By the name under which the plan asks for it.
  private let addresses: [String: String]

  init(_ program: Program) {
    addresses = Dictionary(program.inputs.map { ($0.name, $0.address) }) { first, _ in first }
  }

  func text(_ json: JSON) -> String {
    switch json {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return "\"\(escaped(text))\""
    case .array(let elements): return elements.map(text).joined(separator: ", ")
    case .object(let fields), .section(let fields): return form(fields) ?? object(fields)
    case .marked(_, let inner): return text(inner)
    }
  }

  /// An address block or an id needs no quotes.
  func bare(_ json: JSON) -> String {
    guard case .string(let text) = json, text.isPlainShellWord else { return self.text(json) }
    return text
  }

  private func object(_ fields: [JSON.Field]) -> String {
    switch (fields.map(\.name), fields.map(\.value)) {
    case (["Key", "Value"], let values): bare(values[0]) + "=" + text(values[1])
    case (["Name", "Values"], let values): bare(values[0]) + " = " + text(values[1])
    case (["ResourceType", "Tags"], let values): bare(values[0]) + "  " + text(values[1])
    default: "{ " + fields.map { "\($0.name): \(text($0.value))" }.joined(separator: ", ") + " }"
    }
  }

  private func form(_ fields: [JSON.Field]) -> String? {
    guard let field = fields.first else { return nil }
    switch (field.name, field.value) {
    case ("$input", .string(let name)): return "${\(addresses[name] ?? name)}"
    case ("$result", .array(let parts)) where parts.count == 2:
      guard case .string(let id) = parts[0], case .string(let path) = parts[1] else { return nil }
      return "${\(id).\(path)}"
    case ("$concat", .array(let parts)): return "\"" + parts.map(piece).joined() + "\""
    case ("$each", .string(let name)): return "each ${\(addresses[name] ?? name)}"
    case ("$each", let list): return "each \(text(list))"
    default: return nil
    }
  }

  private func piece(_ json: JSON) -> String {
    if case .string(let text) = json { escaped(text) } else { text(json) }
  }

  private static let plain = ByteSet.printable.subtracting(ByteSet("\"\\$"))

  /// What would be taken for a quote, for a form or for nothing at all is spelled out.
  private func escaped(_ text: String) -> String {
    if text.consists(of: Self.plain) { return text }
    var out = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "$" where index + 1 < scalars.count && scalars[index + 1] == "{": out += "$$"
      case _ where scalar.isInvisible: out += "\\u{\(String(scalar.value, radix: 16))}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

/// `443`, `8000-8080`; for ICMP type and code, `8:0`.
func planText(ports from: JSON, _ to: JSON, _ protocol: IPProtocol) -> String {
  func text(_ port: JSON) -> String {
    if case .number(let text) = port { text } else { "…" }
  }
  if `protocol`.isICMP {
    return text(from) == "-1" ? "all" : text(from) + ":" + (text(to) == "-1" ? "all" : text(to))
  }
  return from == to ? text(from) : text(from) + "-" + text(to)
}
