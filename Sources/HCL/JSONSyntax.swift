package import Diagnostics

// Expressions of the JSON syntax: https://github.com/hashicorp/hcl/blob/main/json/spec.md

/// How the strings of a JSON value, and the names of its objects' members, are read.
package enum JSONStrings: Sendable {
  /// As templates: what holds unless said otherwise.
  case templates
  /// As they stand, where only a constant may be.
  case verbatim
  /// As expressions of the native syntax, where a reference or a type is named.
  case expressions
}

/// The expression that a JSON value stands for; errors go to the sink, and leave `.invalid`.
///
/// Spans lie in the file, also those of what stands in a template behind an escape.
package func jsonExpression(
  _ node: JSONNode, strings: JSONStrings, file: FileID, bytes: [UInt8],
  into sink: inout DiagnosticSink
) -> (SyntaxTree, ExpressionID) {
  var builder = JSONExpressionBuilder(strings: strings, bytes: bytes, file: file)
  let id = builder.add(node)
  sink.absorb(builder.sink)
  return (builder.tree, id)
}

private struct JSONExpressionBuilder {
  let strings: JSONStrings
  let bytes: [UInt8]
  var tree: SyntaxTree
  var sink = DiagnosticSink()
  /// The arrays and objects around the value at hand.
  private var nesting = 0

  init(strings: JSONStrings, bytes: [UInt8], file: FileID) {
    self.strings = strings
    self.bytes = bytes
    tree = SyntaxTree(file: file)
  }

  mutating func add(_ node: JSONNode) -> ExpressionID {
    if nesting == Parser.maximumNesting {
      sink.report(.nestingTooDeep(at: tree.location(node.span)))
      return tree.add(.invalid, node.span)
    }
    nesting += 1
    defer { nesting -= 1 }
    switch node.content {
    case .null: return tree.add(.null, node.span)
    case .bool(let flag): return tree.add(.bool(flag), node.span)
    case .number(let text): return tree.add(.number(text), node.span)
    case .string(let text): return add(text, node.span)
    case .array(let elements):
      let ids = elements.map { add($0) }
      return tree.add(.tuple(ids), node.span)
    case .object(let members):
      let items = add(members)
      return tree.add(.object(items), node.span)
    }
  }

  private mutating func add(_ members: [JSONMember]) -> [ObjectItem] {
    var places: [String: SourceSpan] = [:]
    return members.compactMap { member in
      let key = add(member.name, member.nameSpan)
      let value = add(member.value)
      if case .string(let name) = tree[key] {
        if let first = places[name] {
          sink.report(
            .duplicateJSONMember(
              name, at: tree.location(member.nameSpan), first: tree.location(first)))
          return nil
        }
        places[name] = member.nameSpan
      }
      return ObjectItem(key: key, value: value)
    }
  }

  private mutating func add(_ text: String, _ span: SourceSpan) -> ExpressionID {
    let content = Array(text.utf8)
    let isLiteral = !content.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "%") }
    if strings == .verbatim || strings == .templates && isLiteral {
      return tree.add(.string(text), span)
    }
    var errors = DiagnosticSink()
    let (inner, id) =
      strings == .templates
      ? Parser.parseTemplate(file: tree.file, bytes: content, into: &errors)
      : Parser.parseExpression(file: tree.file, bytes: content, into: &errors)
    let offsets = JSONStringOffsets(span, of: bytes, length: content.count)
    for diagnostic in errors.diagnostics { sink.report(offsets.moved(diagnostic)) }
    if nesting + inner.height > Parser.maximumHeight {
      sink.report(.nestingTooDeep(at: tree.location(span)))
      return tree.add(.invalid, span)
    }
    let moved = tree.graft(inner, id) { offsets[$0] }
    // A template is the string with its quotes.
    if strings == .templates { return tree.add(tree[moved], span) }
    return moved
  }
}

/// Where the bytes of a string's value stand in the file, behind the quote and the escapes.
private struct JSONStringOffsets {
  private var offsets: [UInt32] = []

  init(_ span: SourceSpan, of bytes: [UInt8], length: Int) {
    offsets.reserveCapacity(length + 1)
    let end = max(Int(span.end) - 1, 0)
    var offset = Int(span.start) + 1
    while offset < end, offsets.count < length {
      let (source, value) = Self.step(bytes, offset, end)
      for index in 0..<value { offsets.append(UInt32(source == value ? offset + index : offset)) }
      offset += source
    }
    while offsets.count <= length { offsets.append(UInt32(end)) }
  }

  /// How many bytes one character takes in the file, and how many in the value.
  private static func step(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> (source: Int, value: Int)
  {
    guard bytes[offset] == UInt8(ascii: "\\") else { return (1, 1) }
    guard offset + 6 <= end, bytes[offset + 1] == UInt8(ascii: "u") else { return (2, 1) }
    let digits = String(decoding: bytes[offset + 2..<offset + 6], as: UTF8.self)
    switch UInt32(digits, radix: 16) ?? 0 {
    case 0..<0x80: return (6, 1)
    case 0x80..<0x800: return (6, 2)
    case 0xD800..<0xDC00 where offset + 8 <= end && bytes[offset + 6] == UInt8(ascii: "\\"):
      return (12, 4)
    default: return (6, 3)
    }
  }

  subscript(span: SourceSpan) -> SourceSpan {
    SourceSpan(self[span.start], self[span.end])
  }

  private subscript(offset: UInt32) -> UInt32 { offsets[min(Int(offset), offsets.count - 1)] }

  /// A diagnostic about the value, as one about the file. Its fixes are left out: they are native
  /// syntax without JSON's escapes.
  func moved(_ diagnostic: Diagnostic) -> Diagnostic {
    var result = diagnostic
    result.labels = diagnostic.labels.map { label in
      var label = label
      label.location.span = self[label.location.span]
      return label
    }
    result.fixes = []
    return result
  }
}
