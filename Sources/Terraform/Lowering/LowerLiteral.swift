package import HCL
package import SecurityGroupIR

extension Literal {
  /// A known value in the IR's form.
  package init(_ value: Value) {
    self =
      switch value.content {
      case .null, .unknown: .null
      case .bool(let flag): .bool(flag)
      case .number(let number): .number(number.text)
      case .string(let text): .string(text)
      case .list(_, let elements), .set(_, let elements), .tuple(let elements):
        .list(elements.map { Literal($0) })
      case .map(_, let fields), .object(let fields):
        .object(fields.map { Literal.Entry($0, Literal($1)) })
      }
  }
}

/// A type in the IR's form.
package func inputType(_ type: ValueType) -> InputType {
  switch type {
  case .dynamic: .any
  case .bool: .bool
  case .number: .number
  case .string: .string
  case .list(let element): .list(inputType(element))
  case .set(let element): .set(inputType(element))
  case .map(let element): .map(inputType(element))
  case .tuple(let elements): .tuple(elements.map(inputType))
  case .object(let object): .object(object.attributes.mapValues(inputType))
  }
}
