import HCL

/// Functions over maps and objects.
let mapFunctions = [keys, lookup, merge, transpose, values, zipmap]

private let keys = Function(
  "keys",
  [
    .structure("inputMap")
  ],
  returns: { types in
    switch types[0] {
    case .map: .list(.string)
    case .object(let object): .tuple(object.names.map { _ in .string })
    default: .dynamic
    }
  },
  documentation: "The keys of a map in order, or the names of an object's attributes.",
  example: .init("keys({ b = 1, a = 2 })", #"["a","b"]"#)
) { arguments, _ throws(FunctionError) in
  let map = arguments[0]
  switch map.content {
  case .map(_, let fields): return Value.strings(fields.names).marked(map.marks)
  case .object(let fields) where fields.rest == nil:
    return .tuple(fields.names.map { Value.string($0) }).marked(map.marks)
  case .object: return .undecided("keys", .dynamic, arguments)
  default:
    switch map.type {
    case .map: return .undecided("keys", .list(.string), arguments)
    case .object(let object):
      return .tuple(object.names.map { Value.string($0) }).marked(map.marks)
    case .dynamic: return .undecided("keys", .dynamic, arguments)
    default: throw FunctionError("must have map or object type", argument: 0)
    }
  }
}

private let values = Function(
  "values", [.structure("mapping")],
  returns: { types in
    switch types[0] {
    case .map(let element): .list(element)
    case .object(let object): .tuple(object.names.compactMap { object.attributes[$0] })
    default: .dynamic
    }
  },
  documentation: "The values of a map or object in the order of their keys.",
  example: .init("values({ b = 1, a = 2 })", "[2,1]")
) { arguments, _ throws(FunctionError) in
  let map = arguments[0]
  switch map.content {
  case .map(let type, let fields): return .list(type, fields.values).marked(map.marks)
  case .object(let fields) where fields.rest == nil:
    return .tuple(fields.values).marked(map.marks)
  case .object: return .undecided("values", .dynamic, arguments)
  default:
    switch map.type {
    case .map(let element): return .undecided("values", .list(element), arguments)
    case .object, .dynamic: return .undecided("values", .dynamic, arguments)
    default: throw FunctionError("values() requires a map as the first argument")
    }
  }
}

private let lookup = Function(
  "lookup", [.structure("inputMap"), .init("key", .string)],
  variadic: .structure("default", allowsNull: true),
  returns: { types in if case .map(let element) = types[0] { element } else { .dynamic } },
  documentation: "The value under a key of a map, or a default where there is none.",
  example: .init(#"lookup({ a = "x" }, "b", "none")"#, #""none""#)
) { arguments, _ throws(FunctionError) in
  if arguments.count > 3 {
    throw FunctionError("lookup() takes two or three arguments, got \(arguments.count)")
  }
  let map = arguments[0]
  let key = try arguments.string(1)
  var fallback = arguments.count == 3 ? arguments[2] : nil
  if case .map(let element) = map.type, let value = fallback {
    do throws(ConversionError) { fallback = try convert(value, to: element) } catch {
      throw FunctionError(
        "the default value must have the same type as the map elements", argument: 2)
    }
  }
  switch map.content {
  case .map(_, let fields):
    if let value = fields[key] ?? fallback { return value.marked(map.marks) }
    throw FunctionError("lookup failed to find key \(quoted(key))")
  case .object(let fields):
    if let value = fields[key] { return value.marked(map.marks) }
    if let rest = fields.rest {
      if fallback != nil { return .undecided("lookup", .dynamic, arguments) }
      return .unknown(.dynamic, .attribute(rest, key), marks: map.marks)
    }
    if let fallback { return fallback.marked(map.marks) }
    throw FunctionError("the given object has no attribute \(quoted(key))", argument: 0)
  case .unknown(let unknown):
    switch unknown.type {
    case .map(let element):
      if fallback != nil { return .undecided("lookup", element, arguments) }
      return .unknown(element, .index(unknown.residual, .string(key)), marks: map.marks)
    case .object, .dynamic: return .undecided("lookup", .dynamic, arguments)
    default: break
    }
  default: break
  }
  throw FunctionError("lookup() requires a map as the first argument", argument: 0)
}

private let merge = Function(
  "merge", [], variadic: .structure("maps", allowsNull: true),
  returns: { _ in .dynamic },
  documentation: "All entries of several maps or objects; the last one of a name wins.",
  example: .init("merge({ a = 1, b = 2 }, { b = 3 })", #"{"a":1,"b":3}"#)
) { arguments, _ throws(FunctionError) in
  let marks = arguments.reduce(Marks()) { $0.union($1.marks) }
  for argument in arguments {
    switch argument.type {
    case .map, .object, .dynamic: continue
    case let other:
      throw FunctionError(
        "arguments must be maps or objects, got \(quoted(other.friendlyName))")
    }
  }
  return mergedMaps(arguments).marked(marks)
}

/// The entries of all maps, the later ones over the earlier.
func mergedMaps(_ arguments: [Value]) -> Value {
  let maps = arguments.filter { !$0.isNull }
  if maps.contains(where: \.isOpen) { return mergedAtRunTime(maps) }
  let entries = maps.flatMap { Array($0.fields ?? [:]) }
  // A single null among maps makes the result an object, as in Terraform.
  if let type = unifiedType(arguments.map(\.type)), case .map(let element) = type {
    return Value(.map(element, Fields(entries)))
  }
  return .object(Fields(entries))
}

private func mergedAtRunTime(_ maps: [Value]) -> Value {
  let pieces = maps.filter { $0.fields?.isEmpty != true }
  let element = unifiedType(pieces.map { $0.type.elementType ?? .dynamic }) ?? .dynamic
  return .unknown(
    element == .dynamic ? .dynamic : .map(element), .merge(pieces.map(\.withoutMarks)),
    marks: pieces.reduce([]) { $0.union($1.allMarks) })
}

private let transpose = Function(
  "transpose", [.init("values", .map(.list(.string)))],
  returns: .map(.list(.string)),
  documentation: "A map of lists turned around: each element becomes a key, each key an element.",
  example: .init(#"transpose({ a = ["1", "2"], b = ["2"] })"#, #"{"1":["a"],"2":["a","b"]}"#)
) { arguments, _ throws(FunctionError) in
  var turned: [String: [String]] = [:]
  for (key, list) in arguments[0].fields ?? [:] {
    guard let elements = list.elements else {
      throw FunctionError("input must not contain null list")
    }
    for element in elements {
      guard case .string(let text) = element.content else {
        throw FunctionError("input list must not contain null string")
      }
      turned[text, default: []].append(key)
    }
  }
  return Value(.map(.list(.string), Fields(turned.mapValues { Value.strings($0) })))
}

private let zipmap = Function(
  "zipmap", [.init("keys", .list(.string)), .structure("values")],
  returns: { types in if case .list(let element) = types[1] { .map(element) } else { .dynamic } },
  documentation: "A map from a list of keys and a list of as many values.",
  example: .init(#"zipmap(["a", "b"], [1, 2])"#, #"{"a":1,"b":2}"#)
) { arguments, _ throws(FunctionError) in
  let keys = try arguments.elements(0)
  let list = arguments[1]
  let elements: [Value]
  let resultType: ValueType
  switch (list.content, list.type) {
  case (.list(let type, let known), _): (elements, resultType) = (known, .map(type))
  case (.tuple(let known), _): (elements, resultType) = (known, .dynamic)
  case (.unknown, .list(let type)): return .undecided("zipmap", .map(type), arguments)
  case (.unknown, .tuple), (.unknown, .dynamic): return .undecided("zipmap", .dynamic, arguments)
  default: throw FunctionError("values argument must be a list or tuple value")
  }
  if keys.count != elements.count {
    throw FunctionError(
      "number of keys (\(keys.count)) does not match number of values (\(elements.count))")
  }
  var entries: [Fields.Entry] = []
  for (index, value) in elements.enumerated() {
    guard case .string(let key) = keys[index].content else {
      throw FunctionError("keys list has null value at index \(index)")
    }
    entries.append((key, value))
  }
  if case .map(let type) = resultType {
    return Value(.map(type, Fields(entries)), marks: list.marks)
  }
  return .object(Fields(entries)).marked(list.marks)
}
