import CodePrinter
import SecurityGroupIR

/// What is known of a value's type in the script.
enum TermKind {
  case string
  /// A whole number, an `int` of Python.
  case integer
  /// Something that `as_text` spells.
  case other
}

extension TermWriter {
  func kind(of term: Term) -> TermKind {
    switch term {
    case .literal(.string): return .string
    case .literal(.number(let text)): return Int(text) == nil ? .other : .integer
    case .literal: return .other
    case .input(let id):
      return switch forms[id.index] {
      case .string: .string
      case .integer: .integer
      default: .other
      }
    case .lookup: return program.isListLookup(term) ? .other : .string
    case .group, .template, .join: return .string
    case .convert(_, .string): return .string
    case .length: return .integer
    case .conditional(_, let then, let otherwise):
      let kind = kind(of: then)
      return kind == self.kind(of: otherwise) ? kind : .other
    case .member(let base, _) where program.isListLookup(base): return .string
    case .convert: return .other
    case .member(.input(let id), _) where forms[id.index].hasTexts: return .string
    case .member: return type(of: term) == .string ? .string : .other
    case .list, .map: return .other
    }
  }

  /// The declared type, as far as declarations go.
  private func type(of term: Term) -> InputType {
    switch term {
    case .input(let id): program[id].type
    case .member(let base, let key):
      switch type(of: base) {
      case .list(let element), .set(let element), .map(let element): element
      case .tuple(let elements):
        key.index.flatMap { elements.indices.contains($0) ? elements[$0] : nil } ?? .any
      case .object(let attributes): attributes[key.text] ?? .any
      default: .any
      }
    default: .any
    }
  }
}

extension Literal {
  /// As Terraform writes it in text.
  var text: String {
    switch self {
    case .string(let text), .number(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .null, .list, .object: ""
    }
  }

  fileprivate var index: Int? { if case .number(let text) = self { Int(text) } else { nil } }

  var python: PythonExpression {
    switch self {
    case .null: .nothing
    case .bool(let flag): .bool(flag)
    case .number(let text): .name(text.lowercased())
    case .string(let text): .string(text)
    case .list(let elements): .list(elements.map(\.python))
    case .object(let entries):
      .dictionary(entries.map { .pair(key: $0.name, value: $0.value.python) })
    }
  }

  var pythonKey: PythonExpression {
    if case .number(let text) = self, Int(text) != nil { .name(text) } else { .string(text) }
  }
}
