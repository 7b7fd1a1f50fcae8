import HCL

extension Function {
  /// A function whose result always has the same type.
  init(
    _ name: String, _ parameters: [Parameter], variadic: Parameter? = nil, returns type: ValueType,
    documentation: String, example: Example, body: @escaping Body
  ) {
    self.init(
      name, parameters, variadic: variadic, returns: { _ in type }, documentation: documentation,
      example: example, body: body)
  }
}

extension Function.Parameter {
  /// An argument whose structure matters more than what is in it: elements may be unknown or marked.
  static func structure(
    _ name: String, _ type: ValueType = .dynamic, allowsNull: Bool = false
  ) -> Function.Parameter {
    Function.Parameter(
      name, type, allowsNull: allowsNull, allowsUnknown: true, allowsMarks: true)
  }
}

/// Arguments as a body sees them, after conversion to the parameters' types.
extension [Value] {
  func string(_ index: Int) throws(FunctionError) -> String {
    guard case .string(let text) = self[index].content else {
      throw FunctionError("string required", argument: index)
    }
    return text
  }

  func bool(_ index: Int) throws(FunctionError) -> Bool {
    guard case .bool(let flag) = self[index].content else {
      throw FunctionError("bool required", argument: index)
    }
    return flag
  }

  func number(_ index: Int) throws(FunctionError) -> Number {
    guard case .number(let number) = self[index].content else {
      throw FunctionError("number required", argument: index)
    }
    return number
  }

  /// A whole number of machine size; an error is not the argument's but the call's, as Terraform's.
  func integer(_ index: Int, _ what: String = "") throws(FunctionError) -> Int {
    guard let integer = try number(index).asInt else {
      throw FunctionError(
        "\(what.isEmpty ? "" : "\(what): ")value must be a whole number, "
          + "between -9223372036854775808 and 9223372036854775807")
    }
    return integer
  }

  func elements(_ index: Int) throws(FunctionError) -> [Value] {
    guard let elements = self[index].elements else {
      throw FunctionError("list required", argument: index)
    }
    return elements
  }
}

extension Value {
  /// What a list, set or tuple holds.
  var elements: [Value]? {
    switch content {
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements
    default: nil
    }
  }

  /// What a map or an object holds, if all of it is known by name.
  var fields: Fields? {
    switch content {
    case .map(_, let fields): fields
    case .object(let fields): fields.rest == nil ? fields : nil
    default: nil
    }
  }

  /// Unknown, or an object of which some attributes are not known even by name.
  var isOpen: Bool {
    if case .object(let fields) = content { fields.rest != nil } else { isUnknown }
  }

  static func list(_ type: ValueType, _ elements: [Value]) -> Value {
    Value(.list(type, elements))
  }

  static func strings(_ texts: some Sequence<String>) -> Value {
    .list(.string, texts.map { Value.string($0) })
  }
}

extension ValueType {
  /// What a list, set, or a tuple of like elements holds; nil for other types.
  var elementType: ValueType? {
    switch self {
    case .list(let element), .set(let element), .map(let element): element
    case .tuple(let elements): unifiedType(elements)
    case .object(let object): unifiedType(object.names.compactMap { object.attributes[$0] })
    default: nil
    }
  }

  var isSequence: Bool {
    switch self {
    case .list, .set, .tuple: true
    default: false
    }
  }
}

/// The type that all have, if they are all the same.
func unifiedType(_ types: some Sequence<ValueType>) -> ValueType? {
  var found: ValueType?
  for type in types {
    if let found, found != type { return nil }
    found = type
  }
  return found
}
