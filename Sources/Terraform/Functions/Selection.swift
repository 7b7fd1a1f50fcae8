import HCL

/// Functions that choose among values or tell something about a collection.
let selectionFunctions = [
  alltrue, anytrue, coalesce, coalescelist, compact, contains, distinct, index, length, matchkeys,
  sort,
]

private let alltrue = Function(
  "alltrue", [.init("list", .list(.bool), allowsUnknown: true)],
  returns: .bool,
  documentation: "Whether all elements are true; an empty list has no false one.",
  example: .init("alltrue([true, false])", "false")
) { arguments, _ throws(FunctionError) in
  try quantified("alltrue", arguments, decidedBy: false)
}

private let anytrue = Function(
  "anytrue", [.init("list", .list(.bool), allowsUnknown: true)],
  returns: .bool,
  documentation: "Whether some element is true.",
  example: .init("anytrue([true, false])", "true")
) { arguments, _ throws(FunctionError) in
  try quantified("anytrue", arguments, decidedBy: true)
}

/// One element that decides is enough, whatever the unknown ones are. Null counts as false.
private func quantified(
  _ name: String, _ arguments: [Value], decidedBy decisive: Bool
) throws(FunctionError) -> Value {
  guard let elements = arguments[0].elements else { return .undecided(name, .bool, arguments) }
  let isDecided = elements.contains { element in
    switch element.content {
    case .bool(let flag): flag == decisive
    case .null: !decisive
    default: false
    }
  }
  if isDecided { return .bool(decisive) }
  return elements.contains(where: \.isUnknown)
    ? .undecided(name, .bool, arguments) : .bool(!decisive)
}

private let coalesce = Function(
  "coalesce", [], variadic: .init("vals", .dynamic, allowsNull: true, allowsUnknown: true),
  returns: { unify($0) ?? .dynamic },
  documentation: "The first value that is neither null nor an empty string.",
  example: .init(#"coalesce(null, "", "b")"#, #""b""#)
) { arguments, _ throws(FunctionError) in
  let types = arguments.map(\.type)
  // An unknown of unknown type leaves the type of the whole open.
  let isOpen = arguments.contains { $0.isUnknown && $0.type == .dynamic }
  guard !arguments.isEmpty, let type = unify(types) else {
    throw FunctionError("all arguments must have the same type")
  }
  for argument in arguments {
    if argument.isUnknown { return .undecided("coalesce", isOpen ? .dynamic : type, arguments) }
    if argument.isNull || argument.content == .string("") { continue }
    if isOpen { return .undecided("coalesce", .dynamic, arguments) }
    do throws(ConversionError) { return try convert(argument, to: type) } catch {
      throw FunctionError("all arguments must have the same type")
    }
  }
  throw FunctionError("no non-null, non-empty-string arguments")
}

private let coalescelist = Function(
  "coalescelist", [], variadic: .init("vals", .dynamic, allowsNull: true, allowsUnknown: true),
  returns: { unifiedType($0) ?? .dynamic },
  documentation: "The first list that is not empty.",
  example: .init(#"coalescelist([], ["a"])"#, #"["a"]"#)
) { arguments, _ throws(FunctionError) in
  if arguments.isEmpty { throw FunctionError("at least one argument is required") }
  for argument in arguments {
    switch argument.type {
    case .list, .tuple: continue
    case .dynamic where argument.isUnknown: continue
    default: throw FunctionError("coalescelist arguments must be lists or tuples")
    }
  }
  for argument in arguments {
    if argument.isUnknown {
      return .undecided("coalescelist", unifiedType(arguments.map(\.type)) ?? .dynamic, arguments)
    }
    if argument.elements?.isEmpty == false { return argument }
  }
  throw FunctionError("no non-null arguments")
}

private let compact = Function(
  "compact", [.init("list", .list(.string), allowsUnknown: true)],
  returns: .list(.string),
  documentation: "The elements that are neither null nor an empty string.",
  example: .init(#"compact(["a", "", null, "b"])"#, #"["a","b"]"#)
) { arguments, _ throws(FunctionError) in
  guard let elements = arguments[0].elements,
    elements.allSatisfy({ !$0.isUnknown || $0.isGivenID })
  else { return .undecided("compact", .list(.string), arguments) }
  return .list(.string, elements.filter { !$0.isNull && $0.content != .string("") })
}

private let contains = Function(
  "contains",
  [.init("list", .dynamic, allowsUnknown: true), .init("value", .dynamic, allowsUnknown: true)],
  returns: .bool,
  documentation: "Whether a list, tuple or set has an element that equals the value.",
  example: .init(#"contains(["a", "b"], "b")"#, "true")
) { arguments, _ throws(FunctionError) in
  let list = arguments[0]
  guard list.type.isSequence || list.type == .dynamic else {
    throw FunctionError("argument must be list, tuple, or set")
  }
  guard let elements = list.elements else { return .undecided("contains", .bool, arguments) }
  let answers = elements.map { equal($0, arguments[1]) }
  if answers.contains(true) { return .bool(true) }
  return answers.contains(nil) ? .undecided("contains", .bool, arguments) : .bool(false)
}

private let index = Function(
  "index",
  [.init("list", .dynamic, allowsUnknown: true), .init("value", .dynamic, allowsUnknown: true)],
  returns: .number,
  documentation: "The index of the first element that equals the value.",
  example: .init(#"index(["a", "b", "c"], "b")"#, "1")
) { arguments, _ throws(FunctionError) in
  switch arguments[0].type {
  case .list, .tuple, .dynamic: break
  default: throw FunctionError("argument must be a list or tuple")
  }
  guard let elements = arguments[0].elements else {
    return .undecided("index", .number, arguments)
  }
  if elements.isEmpty { throw FunctionError("cannot search an empty list") }
  for (position, element) in elements.enumerated() {
    switch equal(element, arguments[1]) {
    case true?: return .number(Number(position))
    case false?: continue
    case nil: return .undecided("index", .number, arguments)
    }
  }
  throw FunctionError("item not found")
}

private let distinct = Function(
  "distinct", [.init("list", .list(.dynamic), allowsUnknown: true)],
  returns: { $0[0] },
  documentation: "The elements without those that stand earlier in the list already.",
  example: .init(#"distinct(["b", "a", "b"])"#, #"["b","a"]"#)
) { arguments, _ throws(FunctionError) in
  let list = arguments[0]
  guard let elements = list.elements else { return .undecided("distinct", list.type, arguments) }
  if elements.count > 1, !list.residuals.isEmpty {
    return .undecided("distinct", list.type, arguments)
  }
  var seen: Set<Value> = []
  return .list(list.type.elementType ?? .dynamic, elements.filter { seen.insert($0).inserted })
}

private let length = Function(
  "length", [.structure("value")],
  returns: .number,
  documentation: "How many elements a collection has, or characters a string.",
  example: .init(#"length(["a", "b"])"#, "2")
) { arguments, _ throws(FunctionError) in
  let value = arguments[0]
  switch value.content {
  case .string(let text): return .number(Number(text.count)).marked(value.marks)
  case .list(_, let elements), .tuple(let elements):
    return .number(Number(elements.count)).marked(value.marks)
  // Two unknown members may turn out to be one.
  case .set(_, let members) where value.isWhollyKnown || members.count < 2:
    return .number(Number(members.count)).marked(value.marks)
  case .map(_, let fields): return .number(Number(fields.count)).marked(value.marks)
  case .object(let fields) where fields.rest == nil:
    return .number(Number(fields.count)).marked(value.marks)
  case .set, .object: return .undecided("length", .number, arguments)
  case .unknown(let unknown):
    switch unknown.type {
    case .tuple(let elements): return .number(Number(elements.count)).marked(value.marks)
    case .bool, .number: break
    default: return .undecided("length", .number, arguments)
    }
  default: break
  }
  throw FunctionError("argument must be a string, a collection type, or a structural type")
}

private let matchkeys = Function(
  "matchkeys",
  [
    .init("values", .list(.dynamic)), .init("keys", .list(.dynamic)),
    .init("searchset", .list(.dynamic)),
  ],
  returns: { $0[0] },
  documentation: "The values at the places at which the list of keys has one of the searched keys.",
  example: .init(#"matchkeys(["i-1", "i-2"], ["east", "west"], ["west"])"#, #"["i-2"]"#)
) { arguments, _ throws(FunctionError) in
  let values = try arguments.elements(0)
  let keyTypes = [arguments[1], arguments[2]].compactMap(\.type.elementType)
  let complaint = FunctionError("keys and searchset must be of the same type")
  let known = keyTypes.filter { $0 != .dynamic }
  guard let type = known.isEmpty ? .dynamic : unify(known) else { throw complaint }
  let keys: [Value]
  let searched: [Value]
  do throws(ConversionError) {
    keys = try convert(arguments[1], to: .list(type)).elements ?? []
    searched = try convert(arguments[2], to: .list(type)).elements ?? []
  } catch {
    throw complaint
  }
  if keys.count != values.count {
    throw FunctionError("length of keys and values should be equal")
  }
  let found = zip(values, keys).filter { searched.contains($0.1) }.map(\.0)
  return .list(arguments[0].type.elementType ?? .dynamic, found)
}

private let sort = Function(
  "sort", [.init("list", .list(.string), allowsUnknown: true)],
  returns: .list(.string),
  documentation: "The strings in the order of their bytes.",
  example: .init(#"sort(["b", "a", "C"])"#, #"["C","a","b"]"#)
) { arguments, _ throws(FunctionError) in
  guard let elements = arguments[0].elements else {
    return .undecided("sort", .list(.string), arguments)
  }
  if elements.count > 1, elements.contains(where: \.isUnknown) {
    return .list(.string, elements.map { _ in .undecided("sort", .string, arguments) })
  }
  if elements.count == 1, elements[0].isUnknown { return arguments[0] }
  var texts: [String] = []
  for (position, element) in elements.enumerated() {
    guard case .string(let text) = element.content else {
      throw FunctionError("given list element \(position) is null; a null string cannot be sorted")
    }
    texts.append(text)
  }
  return Value.strings(texts.sorted { $0.precedesInBytes($1) })
}
