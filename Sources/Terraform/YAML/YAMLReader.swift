package import HCL

/// The value of a YAML text as `yamldecode` has it: objects, tuples, strings, numbers, bools and
/// nulls. Nesting and what aliases repeat are bounded.
package struct YAMLReader {
  package static let maximumDepth = 100

  var scanner: YAMLScanner
  var tagPrefixes: [String: String] = [:]
  var anchors = YAMLAnchors()
  /// How many collections are open.
  private var depth = 0
  /// Terraform reads a text twice, and reports what it sees only in the second reading after all
  /// that it sees in the first.
  private var lateFault: YAMLFault?

  private init(_ text: String) throws(YAMLFault) { scanner = try YAMLScanner(text) }

  package static func read(_ text: String) throws(YAMLFault) -> Value {
    var reader = try YAMLReader(text)
    let value = try reader.readDocument()
    try reader.expectEnd()
    if let fault = reader.lateFault { throw fault }
    return value
  }

  mutating func readValue(_ context: YAMLContext) throws(YAMLFault) -> Value {
    try readValue(try readNodeStart(context))
  }

  mutating func readValue(_ start: YAMLNodeStart) throws(YAMLFault) -> Value {
    switch start.content {
    case .alias(let name): return try anchors.value(of: name, at: start.mark, depth: depth)
    case .scalar(let text, let style):
      let value = try scalarValue(text, style, start)
      anchors.add(value)
      if let name = start.anchor { anchors.define(name, value) }
      return value
    case .sequence(let form):
      try check(start, isTagged: YAMLTag.sequence, "sequence")
      let beginning = try begin(start)
      return end(beginning, .tuple(try readSequence(form)))
    case .mapping(let form):
      try check(start, isTagged: YAMLTag.mapping, "mapping")
      let beginning = try begin(start)
      return end(beginning, .object(try readMapping(form)))
    }
  }

  private func check(
    _ start: YAMLNodeStart, isTagged tag: String, _ kind: String
  ) throws(YAMLFault) {
    if start.tag.isEmpty || start.tag == tag { return }
    throw .parsing("can't interpret \(kind) as \(start.tag)", at: start.mark)
  }

  private mutating func begin(
    _ start: YAMLNodeStart
  ) throws(YAMLFault) -> YAMLAnchors.Beginning {
    if depth == YAMLReader.maximumDepth { throw .parsing("exceeded max depth", at: start.mark) }
    depth += 1
    return anchors.begin(start.anchor, depth: depth)
  }

  private mutating func end(_ beginning: YAMLAnchors.Beginning, _ value: Value) -> Value {
    depth -= 1
    anchors.end(beginning, value)
    return value
  }

  /// A scalar between quotes or in a block is a string. Terraform nevertheless resolves one in a
  /// block, and then converts what it has found back.
  private mutating func scalarValue(
    _ text: String, _ style: YAMLScalarStyle, _ start: YAMLNodeStart
  ) throws(YAMLFault) -> Value {
    do throws(YAMLFault) {
      let value = try resolveYAMLScalar(text, style, tag: start.tag)
      guard style.isBlock, start.tag.isEmpty else { return value }
      return (try? convert(value, to: .string)) ?? value
    } catch {
      let fault = YAMLFault.parsing(error.message, at: start.mark)
      guard style.isBlock, start.tag.isEmpty else { throw fault }
      lateFault = lateFault ?? fault
      return Value(.null(.string))
    }
  }
}
