import Diagnostics

/// Evaluates expressions as HCL does, and leaves a residual where a value is not known.
package struct Evaluator {
  package let tree: SyntaxTree
  package let scope: any Scope
  /// Names bound by `for` expressions, innermost last.
  var bound: [(name: String, value: Value)] = []
  var splatElement: Value?
  /// Set inside of a template that is rendered by a call: there such calls are refused.
  var enclosingTemplate: SpecialForm?

  let budget = EvaluationBudget()

  package init(_ tree: SyntaxTree, scope: any Scope) {
    self.tree = tree
    self.scope = scope
  }

  package func evaluate(_ id: ExpressionID) throws(EvaluationFailure) -> Value {
    switch tree[id] {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let text): try number(text, at: id)
    case .string(let text): .string(normalizing: text)
    case .template(let parts): try template(parts, at: id)
    case .templateWrap(let inner), .parentheses(let inner): try evaluate(inner)
    case .variable, .attribute, .index: try traversal(id)
    case .splat(let source, let each, _): try splat(source, each)
    case .splatElement: splatElement ?? .null
    case .unary(let operation, let operand): try unary(operation, operand, at: id)
    case .binary(let operation, let left, let right): try binary(operation, left, right, at: id)
    case .conditional(let condition, let then, let otherwise):
      try conditional(condition, then, otherwise, at: id)
    case .call(let name, let arguments, let expandsLast):
      try call(name, arguments, expandsLast: expandsLast, at: id)
    case .tuple(let elements): try tuple(elements)
    case .object(let items): try object(items)
    case .forTuple(let introduction, let element): try forTuple(introduction, element)
    case .forObject(let introduction, let key, let value, let groups):
      try forObject(introduction, key, value, groups: groups)
    case .invalid: throw .reported
    }
  }

  private func number(_ text: String, at id: ExpressionID) throws(EvaluationFailure) -> Value {
    guard let number = Number(literal: text) else { throw fail(.invalidNumber(text, at: at(id))) }
    return .number(number)
  }

  private func tuple(_ elements: [ExpressionID]) throws(EvaluationFailure) -> Value {
    var values: [Value] = []
    for element in elements { values.append(try evaluate(element)) }
    return .tuple(values)
  }

  private func object(_ items: [ObjectItem]) throws(EvaluationFailure) -> Value {
    var entries: [Fields.Entry] = []
    var marks: Marks = []
    var unknownKeys: [Residual] = []
    for item in items {
      if tree.isPath(item.key) { throw fail(.ambiguousKey(at: at(item.key))) }
      let key = try evaluate(item.key)
      let value = try evaluate(item.value)
      switch try objectKey(key, at: item.key) {
      case .known(let name): entries.append((name, value))
      case .unknown(let residual): unknownKeys.append(residual)
      }
      marks.formUnion(key.marks)
    }
    guard unknownKeys.isEmpty else {
      return .unknown(.dynamic, .opaque(operation: "an object key", unknownKeys), marks: marks)
    }
    return Value(.object(Fields(entries)), marks: marks)
  }

  enum ObjectKey {
    case known(String)
    case unknown(Residual)
  }

  func objectKey(_ key: Value, at id: ExpressionID) throws(EvaluationFailure) -> ObjectKey {
    if key.isNull { throw fail(.nullObjectKey(at: at(id))) }
    switch try converted(key, to: .string, orElse: { .invalidObjectKey($0, at: at(id)) }).content {
    case .string(let name): return .known(name)
    case .unknown(let unknown): return .unknown(unknown.residual)
    default: throw .reported
    }
  }

  // MARK: helpers of all parts

  func at(_ id: ExpressionID) -> SourceLocation { tree.location(id) }

  func fail(_ diagnostic: Diagnostic) -> EvaluationFailure { .diagnostic(diagnostic) }

  func converted(
    _ value: Value, to type: ValueType, orElse diagnostic: (String) -> Diagnostic
  ) throws(EvaluationFailure) -> Value {
    do throws(ConversionError) {
      return try convert(value, to: type)
    } catch {
      throw .diagnostic(diagnostic(error.message))
    }
  }

  func binding(_ names: [(name: String, value: Value)]) -> Evaluator {
    var inner = self
    inner.bound += names
    return inner
  }
}

extension SyntaxTree {
  /// Whether an expression is a name with constant steps behind it: as the key of an object it could
  /// be meant as a reference or as a name. Where providers are passed to a module, it is neither.
  fileprivate func isPath(_ expression: ExpressionID) -> Bool {
    var expression = expression
    while true {
      switch self[expression] {
      case .attribute(let source, _): expression = source
      case .index(let source, let key):
        switch self[key] {
        case .number, .string, .bool, .null: expression = source
        default: return false
        }
      case .variable: return true
      default: return false
      }
    }
  }

  /// The value of an expression that is a literal: what evaluation makes of it in any scope.
  package func literal(_ id: ExpressionID) -> Value? {
    switch self[id] {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let text): Number(literal: text).map(Value.number)
    case .string(let text): .string(normalizing: text)
    default: nil
    }
  }
}
