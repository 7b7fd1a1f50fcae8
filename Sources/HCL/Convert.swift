/// The value in the type that a variable, an argument or a function asks for, by Terraform's rules.
///
/// What is known stays known: an unknown value becomes an unknown one of the wanted type, and a
/// collection with unknown members converts member by member.
package func convert(
  _ value: Value, to type: ValueType
) throws(ConversionError) -> Value {
  switch (value.content, type) {
  // By far the most frequent ones.
  case (.string, .string), (.number, .number), (.bool, .bool): return value
  case (.tuple(let elements), .list(.string)) where elements.areTexts:
    return Value(.list(.string, elements), marks: value.marks)
  case (.object(let fields), .map(.string)) where fields.rest == nil && fields.values.areTexts:
    return Value(.map(.string, fields), marks: value.marks)
  default: break
  }
  let value = value.closed(for: type)
  let source = value.type
  if source == type.withoutOptionals { return value }
  // A value of which even the type is open is judged part by part.
  guard source.converts(to: type) || value.hasOpenType else {
    throw ConversionError(mismatch(source, type))
  }
  return try value.converted(to: type)
}

extension [Value] {
  /// There are some, and each is a known text.
  fileprivate var areTexts: Bool {
    !isEmpty && allSatisfy { if case .string = $0.content { true } else { false } }
  }
}

extension Value {
  /// The conversion of a value whose type may convert.
  fileprivate func converted(to type: ValueType) throws(ConversionError) -> Value {
    if type == .dynamic { return self }
    return Value(try convertedContent(to: type), marks: marks)
      .marked(setMarks(convertedTo: type))
  }

  private func convertedContent(to type: ValueType) throws(ConversionError) -> Content {
    switch (content, type) {
    case (.unknown(let unknown), _):
      let target = unknown.type.filling(type.withoutOptionals)
      if target == unknown.type { return content }
      return .unknown(Unknown(target, .convert(unknown.residual, target)))
    case (.null(let source), _): return .null(source.filling(type.withoutOptionals))
    case (.bool, .bool), (.number, .number), (.string, .string): return content
    case (.number(let number), .string): return .string(number.text)
    case (.bool(let flag), .string): return .string(flag ? "true" : "false")
    case (.string(let text), .number):
      guard let number = Number(literal: text) else {
        throw ConversionError("a number is required")
      }
      return .number(number)
    case (.string(let text), .bool): return .bool(try bool(text))
    case (.list(_, let elements), .list(let wanted)), (.set(_, let elements), .list(let wanted)),
      (.tuple(let elements), .list(let wanted)):
      return try list(elements, of: wanted, as: type)
    case (.list(_, let elements), .set(let wanted)), (.set(_, let elements), .set(let wanted)),
      (.tuple(let elements), .set(let wanted)):
      return try set(elements, of: wanted, as: type)
    case (.map(_, let fields), .map(let wanted)), (.object(let fields), .map(let wanted)):
      return try map(fields, of: wanted)
    case (.object(let fields), .object(let wanted)):
      return .object(try object(fields, wanted) { .attribute($0) })
    case (.map(_, let fields), .object(let wanted)):
      return .object(try object(fields, wanted) { .key($0) })
    case (.tuple(let elements), .tuple(let wanted)) where elements.count == wanted.count:
      var converted: [Value] = []
      for (index, element) in elements.enumerated() {
        converted.append(try element.member(.index(index), wanted[index]))
      }
      return .tuple(converted)
    default: throw ConversionError(mismatch(self.type, type))
    }
  }

  /// A set has the marks of its members.
  private func setMarks(convertedTo type: ValueType) -> Marks {
    if case .set = type { children.reduce([]) { $0.union($1.allMarks) } } else { [] }
  }

  private func bool(_ text: String) throws(ConversionError) -> Bool {
    switch text {
    case "true", "1": return true
    case "false", "0": return false
    default: break
    }
    let lowercase = text.utf8.count <= 5 ? text.lowercased() : ""
    if lowercase == "true" || lowercase == "false" {
      throw ConversionError(
        "a bool is required; to convert from string, use lowercase \"\(lowercase)\"")
    }
    throw ConversionError("a bool is required")
  }

  private func member(
    _ step: ConversionError.Step, _ type: ValueType
  ) throws(ConversionError) -> Value {
    do throws(ConversionError) {
      return try convert(self, to: type)
    } catch {
      throw error.within(step)
    }
  }

  private func list(
    _ elements: [Value], of wanted: ValueType, as type: ValueType
  ) throws(ConversionError) -> Content {
    let converted = try members(elements, of: wanted, as: type)
    let common = try commonType(converted, wanted)
    return .list(common, try uniform(members(converted, of: common, as: type), "list"))
  }

  private func set(
    _ elements: [Value], of wanted: ValueType, as type: ValueType
  ) throws(ConversionError) -> Content {
    let converted = try members(elements, of: wanted, as: type)
    let members = try uniform(converted, "set")
    return Value.set(try commonType(members, wanted), members).content
  }

  private func map(_ fields: Fields, of wanted: ValueType) throws(ConversionError) -> Content {
    let element = try mapElementType(of: fields.values, wanted)
    func members(_ fields: Fields, _ type: ValueType) throws(ConversionError) -> Fields {
      var converted: [Fields.Entry] = []
      for (name, value) in fields {
        converted.append((name, try value.member(.key(name), type)))
      }
      return Fields(converted)
    }
    let converted = try members(fields, element)
    let common = try commonType(converted.values, wanted)
    let unified = try members(converted, common)
    _ = try uniform(unified.values, "map")
    return .map(common, unified)
  }

  private func object(
    _ fields: Fields, _ wanted: ObjectType, step: (String) -> ConversionError.Step
  ) throws(ConversionError) -> Fields {
    var converted: [Fields.Entry] = []
    for name in wanted.names {
      guard let type = wanted.attributes[name] else { continue }
      if let value = fields[name] {
        converted.append((name, try value.member(step(name), type)))
      } else if wanted.optional.contains(name) {
        converted.append((name, Value(.null(type.withoutOptionals))))
      } else {
        throw ConversionError("map has no element for required attribute \(quoted(name))")
      }
    }
    return Fields(converted)
  }

  private func members(
    _ elements: [Value], of wanted: ValueType, as type: ValueType
  ) throws(ConversionError) -> [Value] {
    let element = try elementType(of: elements, wanted, as: type)
    var converted: [Value] = []
    converted.reserveCapacity(elements.count)
    for (index, value) in elements.enumerated() {
      converted.append(try value.member(.index(index), element))
    }
    return converted
  }

  /// What is asked for, or where that is `any` what the members have in common.
  private func elementType(
    of members: [Value], _ wanted: ValueType, as type: ValueType
  ) throws(ConversionError) -> ValueType {
    if wanted != .dynamic || members.isEmpty { return wanted }
    let types = members.map(\.type)
    let common = unify(types)
    // An unknown value may turn out to be of any type: then its neighbours stay what they are.
    if common == .dynamic, members.contains(where: \.hasOpenType) { return .dynamic }
    guard let common, common != .dynamic || types.allSatisfy({ $0 == .dynamic }) else {
      throw ConversionError(mismatch(self.type, type))
    }
    return common
  }

  /// Nulls without a type are of the type that all the others in a map have.
  private func mapElementType(
    of members: [Value], _ wanted: ValueType
  ) throws(ConversionError) -> ValueType {
    let types = Set(members.map(\.type)).subtracting([.dynamic])
    let areOthersNull = members.allSatisfy { $0.type != .dynamic || $0.isNull }
    if wanted == .dynamic, areOthersNull, types.count == 1, let type = types.first { return type }
    return try elementType(of: members, wanted, as: .map(wanted))
  }

  /// The element type of a collection of converted members.
  private func commonType(
    _ members: [Value], _ wanted: ValueType
  ) throws(ConversionError) -> ValueType {
    if wanted.isWhollyKnown { return wanted.withoutOptionals }
    if members.isEmpty {
      return wanted == .dynamic ? type.element ?? .dynamic : wanted.withoutOptionals
    }
    guard let common = unify(members.map(\.type)) else {
      throw ConversionError("cannot find a common base type for all elements")
    }
    return common
  }

  /// The members, if they are all of one type as far as their types are known.
  private func uniform(
    _ members: [Value], _ kind: String
  ) throws(ConversionError) -> [Value] {
    let types = Set(members.map(\.type)).subtracting([.dynamic])
    if types.count > 1, !members.contains(where: \.hasOpenType) {
      throw ConversionError("element types must all match for conversion to \(kind)")
    }
    return members
  }
}
