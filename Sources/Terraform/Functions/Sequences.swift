import HCL

/// Functions that rearrange lists, sets and tuples without looking into their elements.
let sequenceFunctions = [
  chunklist, element, one, reverse, slice,
]

private let chunklist = Function(
  "chunklist", [.structure("list", .list(.dynamic)), .init("size", .number)],
  returns: { .list($0[0]) },
  documentation: "The list cut into lists of a given length; the last may be shorter.",
  example: .init(#"chunklist(["a", "b", "c"], 2)"#, #"[["a","b"],["c"]]"#)
) { arguments, _ throws(FunctionError) in
  let size = try arguments.integer(1, "invalid size")
  if size < 0 { throw FunctionError("the size argument must be positive") }
  let list = arguments[0]
  guard let elements = list.elements else {
    return .undecided("chunklist", .list(list.type), arguments)
  }
  let length = size == 0 ? max(1, elements.count) : size
  var chunks: [Value] = []
  var start = 0
  while start < elements.count {
    let end = elements.count - start > length ? start + length : elements.count
    chunks.append(.list(list.type.elementType ?? .dynamic, Array(elements[start..<end])))
    start = end
  }
  return .list(list.type, chunks).marked(list.marks)
}

private let element = Function(
  "element", [.structure("list"), .init("index", .number)],
  returns: { $0[0].elementType ?? .dynamic },
  documentation: "The element at an index, counted around the end of the list.",
  example: .init(#"element(["a", "b", "c"], 4)"#, #""b""#)
) { arguments, _ throws(FunctionError) in
  let list = arguments[0]
  switch list.type {
  case .list, .tuple, .dynamic: break
  case let other: throw FunctionError("cannot read elements from \(other.friendlyName)")
  }
  let index = try arguments.integer(1, "invalid index")
  guard let elements = list.elements else {
    return .undecided("element", list.type.elementType ?? .dynamic, arguments)
  }
  if elements.isEmpty {
    throw FunctionError("cannot use element function with an empty list")
  }
  // A list is counted from its end, too; a tuple is not, unless the index is a multiple of its length.
  let rest = index % elements.count
  if rest < 0, case .tuple = list.type {
    throw FunctionError("cannot use element function with a negative index")
  }
  return elements[rest < 0 ? rest + elements.count : rest].marked(list.marks)
}

private let one = Function(
  "one", [.init("list", .dynamic, allowsUnknown: true)],
  returns: { $0[0].elementType ?? .dynamic },
  documentation: "The only element of a collection, or null if there is none.",
  example: .init(#"one(["a"])"#, #""a""#)
) { arguments, _ throws(FunctionError) in
  let list = arguments[0]
  let complaint = FunctionError(
    "must be a list, set, or tuple value with either zero or one elements", argument: 0)
  guard let elements = list.elements else {
    guard list.isUnknown, list.type.isSequence || list.type == .dynamic else { throw complaint }
    return .undecided("one", list.type.elementType ?? .dynamic, arguments)
  }
  switch elements.count {
  case 0: return Value(.null(list.type.elementType ?? .dynamic))
  case 1: return elements[0]
  default:
    guard case .set(let type, _) = list.content, !list.isWhollyKnown else { throw complaint }
    return .undecided("one", type, arguments)
  }
}

private let reverse = Function(
  "reverse", [.structure("list")],
  returns: reversedType,
  documentation: "The elements in the opposite order.",
  example: .init(#"reverse(["a", "b", "c"])"#, #"["c","b","a"]"#)
) { arguments, _ throws(FunctionError) in
  let list = arguments[0]
  switch list.content {
  case .tuple(let elements): return .tuple(elements.reversed()).marked(list.marks)
  case .list(let type, let elements): return .list(type, elements.reversed()).marked(list.marks)
  case .set(let type, let members) where list.isWhollyKnown || members.count == 1:
    return .list(type, members.reversed()).marked(list.marks)
  default:
    guard list.type.isSequence || list.type == .dynamic else {
      throw FunctionError(
        "can only reverse list or tuple values, not \(list.type.friendlyName)", argument: 0)
    }
    return .undecided("reverse", reversedType([list.type]), arguments)
  }
}

private let reversedType: @Sendable ([ValueType]) -> ValueType = { types in
  switch types[0] {
  case .tuple(let elements): .tuple(elements.reversed())
  case .list(let element), .set(let element): .list(element)
  default: .dynamic
  }
}

private let slice = Function(
  "slice",
  [.structure("list"), .init("start_index", .number), .init("end_index", .number)],
  returns: { types in if case .list = types[0] { types[0] } else { .dynamic } },
  documentation: "The elements from the first index up to, but without, the second.",
  example: .init(#"slice(["a", "b", "c"], 1, 3)"#, #"["b","c"]"#)
) { arguments, _ throws(FunctionError) in
  let list = arguments[0]
  switch list.type {
  case .list, .tuple, .dynamic: break
  case .set:
    throw FunctionError(
      "cannot slice a set, because its elements do not have indices; explicitly convert to a list "
        + "if the ordering of the result is not important", argument: 0)
  default: throw FunctionError("must be a list or tuple value", argument: 0)
  }
  let start = try sliceIndex(arguments, 1, "start")
  let end = try sliceIndex(arguments, 2, "end")
  if let count = list.elements?.count {
    if start > count {
      throw FunctionError(
        "start index must not be greater than the length of the list", argument: 1)
    }
    if end > count {
      throw FunctionError("end index must not be greater than the length of the list", argument: 2)
    }
  }
  if start > end {
    throw FunctionError("start index must not be greater than end index", argument: 1)
  }
  switch list.content {
  case .list(let type, let elements):
    return .list(type, Array(elements[start..<end])).marked(list.marks)
  case .tuple(let elements): return .tuple(Array(elements[start..<end])).marked(list.marks)
  default:
    if case .list = list.type { return .undecided("slice", list.type, arguments) }
    return .undecided("slice", .dynamic, arguments)
  }
}

private func sliceIndex(
  _ arguments: [Value], _ argument: Int, _ name: String
) throws(FunctionError) -> Int {
  do throws(FunctionError) {
    let index = try arguments.integer(argument, "invalid \(name) index")
    if index < 0 { throw FunctionError("\(name) index must not be less than zero") }
    return index
  } catch {
    throw FunctionError(error.message, argument: argument)
  }
}
