import Diagnostics
import HCL

/// A tree as S-expressions, one line for each attribute and block:
///
///     (attr name (+ 1 x))
///     (block type "label"
///       (attr …))
struct SyntaxDump {
  let tree: SyntaxTree

  func file() -> String { lines(of: tree.root).joined(separator: "\n") }

  private func lines(of body: BodyID) -> [String] {
    let body = tree[body]
    let attributes = body.attributes.map { (at: $0.span, lines: lines(of: $0)) }
    let blocks = body.blocks.map { (at: $0.span, lines: lines(of: $0)) }
    return (attributes + blocks).sorted { $0.at.start < $1.at.start }.flatMap(\.lines)
  }

  private func lines(of attribute: Attribute) -> [String] {
    ["(attr \(attribute.name.text) \(dump(attribute.value)))"]
  }

  private func lines(of block: Block) -> [String] {
    let head = ([block.type.text] + block.labels.map { quoted($0.text) }).joined(separator: " ")
    let inner = lines(of: block.body).map { "  " + $0 }
    guard let last = inner.last else { return ["(block \(head))"] }
    return ["(block \(head)"] + inner.dropLast() + [last + ")"]
  }

  func dump(_ id: ExpressionID) -> String {
    switch tree[id] {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let text): return text
    case .string(let text): return quoted(text)
    case .template(let parts): return list("template", parts.map(dump))
    case .templateWrap(let inner): return list("wrap", [dump(inner)])
    case .variable(let name): return name.text
    case .attribute(let source, let name): return list(".", [dump(source), name.text])
    case .index(let source, let key): return list("index", [dump(source), dump(key)])
    case .splat(let source, let each, let style):
      return list(style == .full ? "[*]" : ".*", [dump(source), dump(each)])
    case .splatElement: return "_"
    case .unary(let unary, let operand): return list(unary.rawValue, [dump(operand)])
    case .binary(let binary, let left, let right):
      return list(binary.rawValue, [dump(left), dump(right)])
    case .conditional(let condition, let then, let otherwise):
      return list("?", [dump(condition), dump(then), dump(otherwise)])
    case .call(let name, let arguments, let expandsLast):
      return list("call \(name.text)", arguments.map(dump) + (expandsLast ? ["..."] : []))
    case .tuple(let items): return list("tuple", items.map(dump))
    case .object(let items):
      return list("object", items.map { "(\(dump($0.key)) \(dump($0.value)))" })
    case .forTuple(let introduction, let element):
      return list("for", dump(introduction) + [dump(element)])
    case .forObject(let introduction, let key, let value, let groups):
      let result = "(=> \(dump(key)) \(dump(value))\(groups ? " ..." : ""))"
      return list("for", dump(introduction) + [result])
    case .parentheses(let inner): return list("paren", [dump(inner)])
    case .invalid: return "<invalid>"
    }
  }

  private func dump(_ introduction: ForIntroduction) -> [String] {
    let names = [introduction.key, introduction.value].compactMap { $0?.text }
    let condition = introduction.condition.map { ["(if \(dump($0)))"] } ?? []
    return [names.joined(separator: ","), dump(introduction.collection)] + condition
  }

  private func dump(_ part: TemplatePart) -> String {
    switch part {
    case .literal(let text): quoted(text)
    case .interpolation(let inner): list("$", [dump(inner)])
    case .conditional(let condition, let then, let otherwise):
      list(
        "%if", [dump(condition), list("then", then.map(dump)), list("else", otherwise.map(dump))])
    case .loop(let introduction, let body):
      list("%for", dump(introduction) + body.map(dump))
    }
  }

  private func list(_ head: String, _ rest: [String]) -> String {
    "(\(([head] + rest).joined(separator: " ")))"
  }

  private func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\"": "\\\""
      case "\\": "\\\\"
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

/// A text parsed, with what the parser had to say.
struct Parsed {
  let text: String
  let diagnostics: [Diagnostic]
  let source: SourceFile

  init(file text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    var sink = DiagnosticSink()
    let tree = Parser.parse(file: FileID(0), bytes: bytes, into: &sink)
    self.text = SyntaxDump(tree: tree).file()
    diagnostics = sink.diagnostics
    source = SourceFile(path: "main.tf", bytes: bytes)
  }

  init(expression text: String) {
    var sink = DiagnosticSink()
    let bytes = Array(text.utf8)
    let (tree, root) = Parser.parseExpression(file: FileID(0), bytes: bytes, into: &sink)
    self.text = SyntaxDump(tree: tree).dump(root)
    diagnostics = sink.diagnostics
    source = SourceFile(path: "main.tf", bytes: bytes)
  }

  /// `2: Missing item separator`, one for each diagnostic.
  var complaints: [String] {
    diagnostics.map { diagnostic in
      let start = diagnostic.labels.first?.location.span.start ?? 0
      return "\(source.position(of: start).line): \(diagnostic.summary)"
    }
  }
}
