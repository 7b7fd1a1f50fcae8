import Diagnostics
import HCL
import SecurityGroupIR

extension Lowering {
  /// What an artifact can compute of a function or operator; the rest would have to be known now.
  mutating func computed(
    _ name: String, _ operands: [Value], as type: ValueType, at location: SourceLocation
  ) throws(Demand) -> Term {
    switch (name, operands.count) {
    case ("?:", 3):
      let (test, then, otherwise) = (operands[0], operands[1], operands[2])
      guard !then.isNull, !otherwise.isNull, type.isScalarOrList else {
        throw needed([test], name, at: location)
      }
      let condition = try condition(test, at: location)
      return .conditional(
        condition, then: try arm(then, type, at: location),
        otherwise: try arm(otherwise, type, at: location))
    case ("length", 1): return .length(try list(operands[0], name, at: location))
    case ("join", 2):
      guard case .string(let separator) = operands[0].content else { break }
      return .join(separator: separator, try list(operands[1], name, at: location))
    case ("element", 2):
      guard operands[1].knownInteger == 0 else { break }
      return .member(try list(operands[0], name, at: location), key: .number("0"))
    case ("==", 2), ("!=", 2), ("<", 2), ("<=", 2), (">", 2), (">=", 2), ("&&", 2), ("||", 2),
      ("!", 1), ("contains", 2):
      let value = Value.unknown(.bool, .call(name, operands))
      return .conditional(
        try condition(value, at: location), then: .literal(.bool(true)),
        otherwise: .literal(.bool(false)))
    default: break
    }
    throw needed(operands, name, at: location)
  }

  private func needed(
    _ operands: [Value], _ name: String, at location: SourceLocation
  ) -> Demand {
    var sources: [String] = []
    for source in operands.flatMap(\.residuals).flatMap(\.sources) where !sources.contains(source) {
      sources.append(source)
    }
    let operation = name == "?:" ? "a condition" : isWord(name) ? name : "\"\(name)\""
    return Demand(sources, at: location, "to compute \(operation)")
  }

  private func isWord(_ name: String) -> Bool {
    name.utf8.first.map { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
      ?? false
  }

  private mutating func arm(
    _ value: Value, _ type: ValueType, at location: SourceLocation
  ) throws(Demand) -> Term {
    try term((try? convert(value, to: type)) ?? value, at: location)
  }

  /// A list whose elements are scalars. No set: neither its order nor its length are those of the list
  /// that an artifact is given.
  private mutating func list(
    _ value: Value, _ name: String, at location: SourceLocation
  ) throws(Demand) -> Term {
    guard case .list(let element) = value.type, element.isPrimitive || element == .dynamic,
      !value.residuals.contains(where: isOfSet)
    else { throw needed([value], name, at: location) }
    return try term(value, at: location)
  }

  /// Whether it is a set, or the list of one: `tolist(var.zones)`.
  func isOfSet(_ residual: Residual) -> Bool {
    switch residual {
    case .convert(_, .set): true
    case .convert(let base, _): isOfSet(base)
    default: if case .set? = declaredType(residual) { true } else { false }
    }
  }

  /// The type of a variable or of a part of one, as far as its declaration tells.
  private func declaredType(_ residual: Residual) -> ValueType? {
    switch residual {
    case .source(let address): variable(at: address)?.constraint.type
    case .attribute(let base, let name):
      switch declaredType(base) {
      case .object(let object): object.attributes[name]
      case .map(let element): element
      default: nil
      }
    case .index(let base, _): declaredType(base)?.element
    case .convert(_, let type): type
    default: nil
    }
  }

  // MARK: conditions

  private mutating func condition(
    _ value: Value, at location: SourceLocation
  ) throws(Demand) -> Condition {
    switch value.content {
    case .bool(let flag): return flag ? .all([]) : .any([])
    case .unknown(let unknown):
      switch unknown.residual {
      case .call("!", let operands) where operands.count == 1:
        return .not(try condition(operands[0], at: location))
      case .call("&&", let operands) where operands.count == 2:
        return .all(try conditions(operands, at: location))
      case .call("||", let operands) where operands.count == 2:
        return .any(try conditions(operands, at: location))
      case .call("==", let operands) where operands.count == 2:
        return try equality(operands[0], operands[1], "==", at: location)
      case .call("!=", let operands) where operands.count == 2:
        return .not(try equality(operands[0], operands[1], "!=", at: location))
      case .call("contains", let operands) where operands.count == 2:
        return .any(try choices(operands[0], operands[1], at: location))
      case .call(let name, let operands) where operands.count == 2:
        guard let comparison = try comparison(name, operands[0], operands[1], at: location) else {
          throw needed(operands, name, at: location)
        }
        return comparison
      case .call(let name, let operands) where name != "?:":
        throw needed(operands, name, at: location)
      default:
        guard unknown.type == .bool else { throw needed([value], "?:", at: location) }
        return .isTrue(try term(value, at: location))
      }
    default: throw needed([value], "?:", at: location)
    }
  }

  private mutating func conditions(
    _ values: [Value], at location: SourceLocation
  ) throws(Demand) -> [Condition] {
    var found: [Condition] = []
    for value in values { found.append(try condition(value, at: location)) }
    return found
  }

  /// `contains` of a known list is one of several equalities.
  private mutating func choices(
    _ list: Value, _ value: Value, at location: SourceLocation
  ) throws(Demand) -> [Condition] {
    switch list.content {
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      var found: [Condition] = []
      for element in elements {
        found.append(try equality(element, value, "contains", at: location))
      }
      return found
    default: throw needed([list, value], "contains", at: location)
    }
  }

  private mutating func equality(
    _ left: Value, _ right: Value, _ name: String, at location: SourceLocation
  ) throws(Demand) -> Condition {
    if let comparison = try comparison("==", left, right, at: location) { return comparison }
    // Values of different types are never equal, whatever their text.
    let isText = [left.type, right.type].contains(.string)
    let isComparable = [left, right].allSatisfy { value in
      !value.isNull && (value.type == .string || value.isUnknown && value.type == .dynamic)
    }
    guard isText, isComparable else { throw needed([left, right], name, at: location) }
    return .equal(
      .convert(try term(left, at: location), .string),
      .convert(try term(right, at: location), .string))
  }

  /// The length of a list compared with a known number; nil for any other comparison.
  private mutating func comparison(
    _ name: String, _ left: Value, _ right: Value, at location: SourceLocation
  ) throws(Demand) -> Condition? {
    if let count = right.knownInteger, let list = lengthOperand(left) {
      return try length(of: list, name, count, at: location)
    }
    let mirrored = ["<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "=="]
    if let count = left.knownInteger, let list = lengthOperand(right), let name = mirrored[name] {
      return try length(of: list, name, count, at: location)
    }
    return nil
  }

  private func lengthOperand(_ value: Value) -> Value? {
    guard case .unknown(let unknown) = value.content,
      case .call("length", let operands) = unknown.residual
    else { return nil }
    return operands.first
  }

  private mutating func length(
    of value: Value, _ name: String, _ count: Int, at location: SourceLocation
  ) throws(Demand) -> Condition {
    // No list that an artifact is given is this long.
    guard (0...1000).contains(count) else { throw needed([value], name, at: location) }
    let list = try list(value, "length", at: location)
    switch name {
    case ">": return .isLonger(list, than: count)
    case ">=": return .isLonger(list, than: count - 1)
    case "<": return .not(.isLonger(list, than: count - 1))
    case "<=": return .not(.isLonger(list, than: count))
    default:
      return .all([.isLonger(list, than: count - 1), .not(.isLonger(list, than: count))])
    }
  }
}

extension ValueType {
  /// What an artifact can choose between.
  fileprivate var isScalarOrList: Bool {
    switch self {
    case .list(let element), .set(let element): element.isPrimitive
    default: isPrimitive
    }
  }
}
