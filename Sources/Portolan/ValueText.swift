import HCL

extension Value {
  /// The value for people to read, much as `terraform console` shows it.
  var consoleText: String { consoleText(indent: 0) }

  private func consoleText(indent: Int) -> String {
    if marks.contains(.sensitive) { return "(sensitive value)" }
    if marks.contains(.ephemeral) { return "(ephemeral value)" }
    func between(_ brackets: (String, String), _ lines: [String]) -> String {
      if lines.isEmpty { return brackets.0 + brackets.1 }
      let inner = String(repeating: " ", count: indent + 2)
      return brackets.0 + "\n" + lines.map { inner + $0 + "\n" }.joined()
        + String(repeating: " ", count: indent) + brackets.1
    }
    func elements(_ values: [Value]) -> [String] {
      values.map { $0.consoleText(indent: indent + 2) + "," }
    }
    func entries(_ fields: Fields) -> [String] {
      let known = fields.map { "\(quoted($0)) = \($1.consoleText(indent: indent + 2))" }
      return known + (fields.rest.map { ["# and more: \($0.text)"] } ?? [])
    }
    switch content {
    case .null(let type): return nullText(type)
    case .bool(let flag): return flag ? "true" : "false"
    case .number(let number): return number.text
    case .string(let text): return stringText(text, indent: indent)
    case .tuple(let values): return between(("[", "]"), elements(values))
    case .list(_, let values): return between(("tolist([", "])"), elements(values))
    case .set(_, let values): return between(("toset([", "])"), elements(values))
    case .object(let fields): return between(("{", "}"), entries(fields))
    case .map(_, let fields): return between(("tomap({", "})"), entries(fields))
    case .unknown(let unknown):
      // What depends on nothing is never known: Terraform makes such values out of nulls.
      return unknown.residual.sources.isEmpty
        ? "(never known)" : "(known when the artifact runs: \(unknown.residual.text))"
    }
  }
}

private func nullText(_ type: ValueType) -> String {
  switch type {
  case .dynamic: "null"
  case .bool, .number, .string: "to\(type.name)(null)"
  case .list(let element): "tolist(null) /* of \(element.friendlyName) */"
  case .set(let element): "toset(null) /* of \(element.friendlyName) */"
  case .map(let element): "tomap(null) /* of \(element.friendlyName) */"
  case .tuple, .object: "null /* \(type.friendlyName) */"
  }
}

/// A text in quotes, or as a heredoc if it has several lines.
private func stringText(_ text: String, indent: Int) -> String {
  let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
    String(Substring($0))
  }
  if lines.count < 2 { return quoted(text) }
  var marker = "EOT"
  while lines.contains(where: { $0.split(whereSeparator: \.isWhitespace) == [marker[...]] }) {
    marker += "_"
  }
  let margin = "\n" + String(repeating: " ", count: indent)
  return (indent > 0 ? "<<-" : "<<") + marker + lines.map { margin + $0 }.joined() + margin + marker
}

extension Residual {
  /// The residual as an expression over what is known only later; operations without a form of
  /// their own say what they are over.
  var text: String {
    func arguments(_ values: [Value]) -> String {
      values.map(\.partText).joined(separator: ", ")
    }
    return switch self {
    case .source(let address): address
    case .attribute(let base, let name): "\(base.text).\(name)"
    case .index(let base, let key): "\(base.text)[\(key.partText)]"
    case .template(let parts): "\"\(parts.map(\.templateText).joined())\""
    case .convert(let base, _): base.text
    case .concat(let values): "concat(\(arguments(values)))"
    case .merge(let values): "merge(\(arguments(values)))"
    case .each(let base, let path): "\(base.text)[*].\(path.joined(separator: "."))"
    case .call("?:", let operands) where operands.count == 3:
      "\(operands[0].partText) ? \(operands[1].partText) : \(operands[2].partText)"
    case .call(let name, let operands) where name.utf8.allSatisfy({ !$0.isLetter }):
      operands.count == 1
        ? name + operands[0].partText
        : operands.map(\.partText).joined(separator: " \(name) ")
    case .call(let name, let operands): "\(name)(\(arguments(operands)))"
    case .opaque(let operation, []): operation
    case .opaque(let operation, let operands):
      "\(operation) over \(operands.map(\.text).joined(separator: ", "))"
    }
  }
}

extension Value {
  /// A part of a residual on one line.
  fileprivate var partText: String {
    if case .unknown(let unknown) = content, marks.isEmpty { return unknown.residual.text }
    if isWhollyKnown, allMarks.isEmpty { return jsonEncode(self) }
    return describe(self)
  }

  fileprivate var templateText: String {
    if case .string(let text) = content, marks.isEmpty {
      return String(quoted(text).dropFirst().dropLast())
    }
    return "${\(partText)}"
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
