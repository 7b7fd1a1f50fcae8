import Diagnostics
import HCL

/// Reads the few forms of expressions that type constraints and constant values are made of.
struct ExpressionText {
  private(set) var tree = SyntaxTree(file: FileID(0))
  private let bytes: [UInt8]
  private var offset = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  static func read(_ text: String) -> (tree: SyntaxTree, id: ExpressionID) {
    var reader = ExpressionText(text)
    let id = reader.read()
    return (reader.tree, id)
  }

  static func value(_ text: String) -> Value {
    let (tree, id) = read(text)
    return constant(id, in: tree)
  }

  static func constant(_ id: ExpressionID, in tree: SyntaxTree) -> Value {
    switch tree[id] {
    case .bool(let flag): .bool(flag)
    case .number(let text): .number(Number(literal: text) ?? .zero)
    case .string(let text): .string(text)
    case .tuple(let elements): .tuple(elements.map { constant($0, in: tree) })
    case .object(let items):
      .object(
        Fields(
          items.map { item in
            let key =
              switch tree[item.key] {
              case .string(let text): text
              case .variable(let name): name.text
              default: ""
              }
            return (name: key, value: constant(item.value, in: tree))
          }))
    default: .null
    }
  }

  mutating func read() -> ExpressionID {
    skipSpace()
    let start = offset
    if let word = word() { return read(word, from: start) }
    switch bytes[offset] {
    case UInt8(ascii: "\""):
      let text = bytes[(offset + 1)...].prefix { $0 != UInt8(ascii: "\"") }
      offset += text.count + 2
      return tree.add(.string(String(decoding: text, as: UTF8.self)), span(start))
    case UInt8(ascii: "["):
      let elements = list(until: "]")
      return tree.add(.tuple(elements), span(start))
    case UInt8(ascii: "{"):
      var items: [ObjectItem] = []
      offset += 1
      while !accept("}") {
        let key = read()
        _ = accept("=")
        items.append(ObjectItem(key: key, value: read()))
        _ = accept(",")
      }
      return tree.add(.object(items), span(start))
    default:
      let digits = bytes[offset...].prefix {
        (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e")
      }
      offset += max(1, digits.count)
      return tree.add(.number(String(decoding: digits, as: UTF8.self)), span(start))
    }
  }

  private mutating func read(_ word: String, from start: Int) -> ExpressionID {
    let name = Identifier(word, span(start))
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "(") {
      let arguments = list(until: ")")
      return tree.add(.call(name: name, arguments: arguments, expandsLast: false), span(start))
    }
    switch word {
    case "true", "false": return tree.add(.bool(word == "true"), span(start))
    case "null": return tree.add(.null, span(start))
    default: return tree.add(.variable(name), span(start))
    }
  }

  private mutating func list(until end: Unicode.Scalar) -> [ExpressionID] {
    var elements: [ExpressionID] = []
    offset += 1
    while !accept(end) {
      elements.append(read())
      _ = accept(",")
    }
    return elements
  }

  private mutating func word() -> String? {
    let letters = bytes[offset...].prefix {
      (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0)
    }
    offset += letters.count
    return letters.isEmpty ? nil : String(decoding: letters, as: UTF8.self)
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard bytes[offset] == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while offset < bytes.count, bytes[offset] == 0x20 { offset += 1 }
  }

  private func span(_ start: Int) -> SourceSpan { SourceSpan(UInt32(start), UInt32(offset)) }
}
