package import Diagnostics

/// A JSON value as it stands in a text: with its place, its numbers as written, and its objects'
/// members in order, repeated ones included.
package struct JSONNode: Sendable {
  package indirect enum Content: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([JSONMember])
  }

  package var content: Content
  package var span: SourceSpan

  package init(_ content: Content, _ span: SourceSpan) {
    self.content = content
    self.span = span
  }
}

/// `"name": value`
package struct JSONMember: Sendable {
  package var name: String
  package var nameSpan: SourceSpan
  package var value: JSONNode

  package init(name: String, nameSpan: SourceSpan, value: JSONNode) {
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
  }
}

extension JSONNode {
  /// The value that `jsondecode` gives: objects and tuples, of repeated members the last.
  package var decoded: Value {
    switch content {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let text): .number(Number(literal: text) ?? .infinity)
    case .string(let text): .string(normalizing: text)
    case .array(let elements): .tuple(elements.map(\.decoded))
    case .object(let members):
      .object(Fields(members.map { (name: $0.name.composed, value: $0.value.decoded) }))
    }
  }
}

/// What `jsondecode` gives for a text.
package func decodeJSON(_ text: String) throws(JSONSyntaxError) -> Value {
  try JSONReader.read(Array(text.utf8)).decoded
}
