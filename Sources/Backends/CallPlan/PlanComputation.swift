import CodePrinter
import Diagnostics
import SecurityGroupIR

/// A plan computes nothing itself, but JMESPath computes with what one call answers.
extension Plan {
  mutating func computed(_ term: Term, at origin: Origin) -> JSON {
    guard let id = term.soleLookup, let path = expression(term) else {
      sink.report(.inexpressible(term, in: program, at: origin))
      return .null
    }
    return Self.result(program[id].name, path)
  }

  private func expression(_ term: Term) -> String? {
    switch term {
    case .literal(let literal): return Self.literal(literal)
    case .lookup(let id, let attribute): return "(\(path(to: attribute, of: program[id])))"
    case .member(let list, .number(let index)): return expression(list).map { "\($0) | [\(index)]" }
    case .convert(let base, .string):
      return expression(base).map { isText(base) ? $0 : "to_string(\($0))" }
    case .convert(let base, let type) where !type.isScalar: return expression(base)
    case .template(let parts):
      let texts = parts.compactMap { expression(.convert($0, .string)) }
      return texts.count == parts.count ? "join('', [\(texts.joined(separator: ", "))])" : nil
    case .list(let parts):
      let elements = parts.compactMap { part in
        if case .element(let element) = part { expression(element) } else { nil }
      }
      return elements.count == parts.count ? "[\(elements.joined(separator: ", "))]" : nil
    case .conditional(let condition, let then, let otherwise):
      guard let test = test(condition), let then = expression(then),
        let otherwise = expression(otherwise)
      else { return nil }
      // Each in a list of its own: an empty text counts as false.
      return "((\(test)) && [\(then)] || [\(otherwise)]) | [0]"
    case .join(let separator, let list):
      return expression(list).map { "join(\(Self.text(separator)), \($0))" }
    case .length(let list): return expression(list).map { "length(\($0))" }
    case .input, .group, .map, .member, .convert: return nil
    }
  }

  private func isText(_ term: Term) -> Bool {
    switch term {
    case .literal(.string), .template, .join, .lookup, .convert(_, .string): true
    case .member(let list, _): program.isListLookup(list)
    case .conditional(_, let then, let otherwise): isText(then) && isText(otherwise)
    default: false
    }
  }

  private func test(_ condition: Condition) -> String? {
    switch condition {
    case .equal(let left, let right):
      guard let left = expression(left), let right = expression(right) else { return nil }
      return "(\(left)) == (\(right))"
    case .isLonger(let list, let count):
      return expression(list).map { "length(\($0)) > `\(count)`" }
    case .isTrue(let term): return expression(term)
    case .not(let inner): return test(inner).map { "!(\($0))" }
    case .all(let parts): return combined(parts, " && ", whenEmpty: "`true`")
    case .any(let parts): return combined(parts, " || ", whenEmpty: "`false`")
    }
  }

  private func combined(
    _ parts: [Condition], _ separator: String, whenEmpty: String
  ) -> String? {
    let tests = parts.compactMap { test($0) }
    guard tests.count == parts.count else { return nil }
    return tests.isEmpty ? whenEmpty : tests.map { "(\($0))" }.joined(separator: separator)
  }

  private static func literal(_ literal: Literal) -> String? {
    switch literal {
    case .string(let text): text.isEmpty ? "`\"\"`" : self.text(text)
    case .number, .bool: literal.scalarText.map { "`\($0)`" }
    case .null, .list, .object: nil
    }
  }

  /// A raw text of JMESPath.
  private static func text(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\\" { out += "\\" }
      out.unicodeScalars.append(scalar)
    }
    return "'\(out)'"
  }
}
