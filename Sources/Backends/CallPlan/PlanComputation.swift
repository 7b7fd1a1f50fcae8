import CodePrinter
import Diagnostics
import SecurityGroupIR

/// A plan computes nothing itself, but JMESPath computes with what one call answers.
extension Plan {
  mutating func computed(_ term: Term, at origin: Origin) -> JSON {
    guard let id = term.soleLookup else {
      sink.report(.inexpressible(term, in: program, at: origin))
      return .null
    }
    return Self.result(program[id].name, expression(term))
  }

  /// For terms in which nothing but a lookup is unknown.
  private func expression(_ term: Term) -> String {
    switch term {
    case .literal(let literal): Self.literal(literal)
    case .lookup(let id, let attribute): "(\(path(to: attribute, of: program[id])))"
    case .member(let list, let key): "\(expression(list)) | [\(key.scalarText ?? "")]"
    case .convert(let base, .number): "to_number(\(expression(base)))"
    case .convert(let base, .bool): "(to_string(\(expression(base))) == 'true')"
    case .convert(let base, _): isText(base) ? expression(base) : "to_string(\(expression(base)))"
    case .template(let parts):
      "join('', [\(parts.map { expression(.convert($0, .string)) }.joined(separator: ", "))])"
    case .list(let parts): list(parts)
    case .conditional(let condition, let then, let otherwise):
      // Each in a list of its own: an empty text counts as false.
      "((\(test(condition))) && [\(expression(then))] || [\(expression(otherwise))]) | [0]"
    case .join(let separator, let list): "join(\(Self.text(separator)), \(expression(list)))"
    case .length(let list): "length(\(expression(list)))"
    case .input, .group, .map: ""
    }
  }

  private func list(_ parts: [ListPart]) -> String {
    // What "[]" does to a list of texts and lists: the elements of the lists stand in it themselves.
    let isSpliced = parts.contains { if case .each = $0 { true } else { false } }
    let elements = Term.list(parts).children.map(expression).joined(separator: ", ")
    return "[\(elements)]" + (isSpliced ? "[]" : "")
  }

  private func isText(_ term: Term) -> Bool {
    switch term {
    case .literal(.string), .template, .join, .lookup, .convert(_, .string): true
    case .member(let list, _): program.isListLookup(list)
    case .conditional(_, let then, let otherwise): isText(then) && isText(otherwise)
    default: false
    }
  }

  private func test(_ condition: Condition) -> String {
    switch condition {
    case .equal(let left, let right): "(\(expression(left))) == (\(expression(right)))"
    case .isLonger(let list, let count): "length(\(expression(list))) > `\(count)`"
    case .isTrue(let term): expression(term)
    case .not(let inner): "!(\(test(inner)))"
    case .all(let parts): parts.map { "(\(test($0)))" }.joined(separator: " && ")
    case .any(let parts): parts.map { "(\(test($0)))" }.joined(separator: " || ")
    }
  }

  private static func literal(_ literal: Literal) -> String {
    if case .string(let text) = literal { return self.text(text) }
    return json(literal)
  }

  /// A raw text where it needs no escapes: implementations differ in what a backslash in one means.
  private static func text(_ text: String) -> String {
    text.utf8.contains { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") }
      ? json(.string(text)) : "'\(text)'"
  }

  private static func json(_ literal: Literal) -> String {
    var out = ""
    for scalar in literal.compactJSON.unicodeScalars {
      if scalar == "`" { out += "\\" }
      out.unicodeScalars.append(scalar)
    }
    return "`\(out)`"
  }
}
