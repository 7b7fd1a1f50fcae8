package import Diagnostics

// The syntax tree: nodes in flat arrays, named by typed 32-bit ids, so that a tree of any depth is
// built and freed without recursion. Readers see enums: `switch tree[id] { case .binary(…): … }`.

package struct ExpressionID: Hashable, Sendable {
  package let index: UInt32
  package init(_ index: UInt32) { self.index = index }
}

package struct BodyID: Hashable, Sendable {
  package let index: UInt32
  package init(_ index: UInt32) { self.index = index }
}

/// An identifier or an attribute name, and where it stands.
package struct Identifier: Hashable, Sendable {
  package var text: String
  package var span: SourceSpan

  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// `name = expression`
package struct Attribute: Sendable {
  package var name: Identifier
  package var value: ExpressionID
  /// From the name to the end of the expression.
  package var span: SourceSpan

  package init(name: Identifier, value: ExpressionID, span: SourceSpan) {
    self.name = name
    self.value = value
    self.span = span
  }
}

/// `type "label" { body }`
package struct Block: Sendable {
  package var type: Identifier
  /// Quoted or bare; a quoted label's span includes the quotes.
  package var labels: [Identifier]
  package var body: BodyID
  /// The type and the labels, without the braces: what Terraform points at.
  package var header: SourceSpan
  package var span: SourceSpan

  package init(
    type: Identifier, labels: [Identifier], body: BodyID, header: SourceSpan, span: SourceSpan
  ) {
    self.type = type
    self.labels = labels
    self.body = body
    self.header = header
    self.span = span
  }
}

/// The attributes and blocks between two braces, or of a whole file, each in source order.
package struct Body: Sendable {
  package var attributes: [Attribute]
  package var blocks: [Block]
  package var span: SourceSpan

  package init(attributes: [Attribute], blocks: [Block], span: SourceSpan) {
    self.attributes = attributes
    self.blocks = blocks
    self.span = span
  }
}

package enum UnaryOperator: String, Sendable { case negate = "-", not = "!" }

package enum BinaryOperator: String, Sendable, CaseIterable {
  case or = "||"
  case and = "&&"
  case equal = "==", notEqual = "!="
  case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case add = "+", subtract = "-"
  case multiply = "*", divide = "/", remainder = "%"
}

/// A node of the tree as readers see it. Child lists are ordinary arrays of ids.
///
/// What is large is indirect, so that a node has 33 bytes at most.
package enum Expression: Sendable {
  case null
  case bool(Bool)
  /// The literal's text, such as `1.5e3`; its value is a `Number`.
  case number(String)
  /// A quoted or heredoc string without interpolation, escapes already applied.
  case string(String)
  /// At least one part is no literal, or the template is not a plain string.
  case template([TemplatePart])
  /// `"${expression}"`: the one interpolation of a template that keeps its type.
  case templateWrap(ExpressionID)
  /// The root of a traversal: `var`, `each`, `aws_security_group`.
  case variable(Identifier)
  /// `expression.name`
  case attribute(of: ExpressionID, name: Identifier)
  /// `expression[key]`, and the legacy `expression.0`
  case index(of: ExpressionID, key: ExpressionID)
  /// `source.*` or `source[*]`; `each` is evaluated for every element, in which `.splatElement` is it.
  case splat(source: ExpressionID, each: ExpressionID, style: SplatStyle)
  /// The element under evaluation in the nearest enclosing splat.
  case splatElement
  case unary(UnaryOperator, ExpressionID)
  case binary(BinaryOperator, ExpressionID, ExpressionID)
  case conditional(condition: ExpressionID, then: ExpressionID, otherwise: ExpressionID)
  /// `name(arguments…)`; `name` may be namespaced: `provider::aws::arn_parse`.
  indirect case call(name: Identifier, arguments: [ExpressionID], expandsLast: Bool)
  case tuple([ExpressionID])
  case object([ObjectItem])
  indirect case forTuple(ForIntroduction, element: ExpressionID)
  indirect case forObject(ForIntroduction, key: ExpressionID, value: ExpressionID, groups: Bool)
  case parentheses(ExpressionID)
  /// What stands where the parser recovered from an error; evaluates to an unknown value.
  case invalid
}

package enum SplatStyle: Sendable { case attribute, full }

/// `{ key = value }`. A key that is a bare identifier is the string of its name.
package struct ObjectItem: Sendable {
  package var key: ExpressionID
  package var value: ExpressionID

  package init(key: ExpressionID, value: ExpressionID) {
    self.key = key
    self.value = value
  }
}

/// `for key, value in collection` with its optional `if condition`.
package struct ForIntroduction: Sendable {
  package var key: Identifier?
  package var value: Identifier
  package var collection: ExpressionID
  package var condition: ExpressionID?

  package init(
    key: Identifier?, value: Identifier, collection: ExpressionID, condition: ExpressionID?
  ) {
    self.key = key
    self.value = value
    self.collection = collection
    self.condition = condition
  }
}

/// A part of a template; directives hold their parts, strip markers are already applied.
package indirect enum TemplatePart: Sendable {
  case literal(String)
  case interpolation(ExpressionID)
  case conditional(condition: ExpressionID, then: [TemplatePart], otherwise: [TemplatePart])
  case loop(ForIntroduction, body: [TemplatePart])
}

/// One parsed file.
package struct SyntaxTree: Sendable {
  package let file: FileID
  package private(set) var root: BodyID
  private var expressions: [Expression] = []
  private var expressionSpans: [SourceSpan] = []
  private var bodies: [Body] = []

  package init(file: FileID) {
    self.file = file
    root = BodyID(0)
  }

  package subscript(id: ExpressionID) -> Expression { expressions[Int(id.index)] }
  package subscript(id: BodyID) -> Body { bodies[Int(id.index)] }

  var expressionCount: Int { expressions.count }

  package func span(_ id: ExpressionID) -> SourceSpan { expressionSpans[Int(id.index)] }

  package func location(_ id: ExpressionID) -> SourceLocation {
    SourceLocation(file, span(id))
  }

  /// The expressions directly inside one, in source order.
  package func children(of id: ExpressionID) -> [ExpressionID] {
    switch self[id] {
    case .null, .bool, .number, .string, .variable, .splatElement, .invalid: []
    case .templateWrap(let inner), .parentheses(let inner), .unary(_, let inner): [inner]
    case .attribute(let base, _): [base]
    case .index(let base, let key): [base, key]
    case .splat(let source, let each, _): [source, each]
    case .binary(_, let left, let right): [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(_, let arguments, _): arguments
    case .tuple(let elements): elements
    case .object(let items): items.flatMap { [$0.key, $0.value] }
    case .forTuple(let introduction, let element):
      [introduction.collection, element] + [introduction.condition].compactMap { $0 }
    case .forObject(let introduction, let key, let value, _):
      [introduction.collection, key, value] + [introduction.condition].compactMap { $0 }
    case .template(let parts): parts.flatMap(children)
    }
  }

  private func children(of part: TemplatePart) -> [ExpressionID] {
    switch part {
    case .literal: []
    case .interpolation(let id): [id]
    case .conditional(let condition, let then, let otherwise):
      [condition] + (then + otherwise).flatMap(children)
    case .loop(let introduction, let body):
      [introduction.collection] + [introduction.condition].compactMap { $0 }
        + body.flatMap(children)
    }
  }

  package func location(_ span: SourceSpan) -> SourceLocation { SourceLocation(file, span) }

  package mutating func add(_ expression: Expression, _ span: SourceSpan) -> ExpressionID {
    expressions.append(expression)
    expressionSpans.append(span)
    return ExpressionID(UInt32(expressions.count - 1))
  }

  package mutating func add(_ body: Body) -> BodyID {
    bodies.append(body)
    return BodyID(UInt32(bodies.count - 1))
  }

  /// Makes room, for a reader of sources who can foresee how many expressions there will be.
  package mutating func reserve(expressions count: Int) {
    expressions.reserveCapacity(count)
    expressionSpans.reserveCapacity(count)
  }

  /// A literal, or a list or map of nothing else.
  package func isWrittenOut(_ id: ExpressionID) -> Bool {
    switch expressions[Int(id.index)] {
    case .null, .bool, .number, .string: true
    case .tuple(let elements): elements.allSatisfy(isWrittenOut)
    case .object(let items): items.allSatisfy { isWrittenOut($0.key) && isWrittenOut($0.value) }
    default: false
    }
  }

  /// The values of a body's attributes that are not written out: those that may refer to something.
  package func openValues(of body: BodyID) -> [ExpressionID] {
    var found: [ExpressionID] = []
    for attribute in bodies[Int(body.index)].attributes where !isWrittenOut(attribute.value) {
      found.append(attribute.value)
    }
    return found
  }

  // MARK: single members, without a copy of what they are in

  package func attributeCount(of body: BodyID) -> Int { bodies[Int(body.index)].attributes.count }
  package func blockCount(of body: BodyID) -> Int { bodies[Int(body.index)].blocks.count }

  package func attribute(_ index: Int, of body: BodyID) -> Attribute {
    bodies[Int(body.index)].attributes[index]
  }

  package func blockHeader(_ index: Int, of body: BodyID) -> SourceSpan {
    bodies[Int(body.index)].blocks[index].header
  }

  package func block(_ index: Int, of body: BodyID) -> Block {
    bodies[Int(body.index)].blocks[index]
  }

  /// The position of the first block for which the condition holds.
  package func block(of body: BodyID, where condition: (Block) -> Bool) -> Int? {
    bodies[Int(body.index)].blocks.firstIndex(where: condition)
  }

  /// The positions of all blocks of a type.
  package func blocks(ofType type: String, of body: BodyID) -> [Int] {
    let blocks = bodies[Int(body.index)].blocks
    return blocks.indices.filter { blocks[$0].type.text == type }
  }

  /// The position of the attribute of that name in its body.
  package func attribute(named name: String, of body: BodyID) -> Int? {
    bodies[Int(body.index)].attributes.firstIndex { $0.name.text == name }
  }

  package mutating func setRoot(_ body: BodyID) { root = body }
}
