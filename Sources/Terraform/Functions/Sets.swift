import HCL

/// Functions over sets of values that are all of one type.
let setFunctions = [setintersection, setproduct, setsubtract, setunion]

private let setunion = Function(
  "setunion", [.init("first_set", .set(.dynamic), allowsUnknown: true)],
  variadic: .init("other_sets", .set(.dynamic), allowsUnknown: true),
  returns: commonSet,
  documentation: "The members of any of the sets.",
  example: .init(#"setunion(["a", "b"], ["b", "c"])"#, #"["a","b","c"]"#)
) { arguments, _ throws(FunctionError) in
  let (type, sets) = try alike(arguments)
  if sets.contains(where: \.isUnknown) {
    let pieces = sets.filter { $0.elements?.isEmpty != true }
    return .unknown(.set(type), .concat(pieces))
  }
  return .set(type, sets.flatMap { $0.elements ?? [] })
}

private let setintersection = Function(
  "setintersection", [.init("first_set", .set(.dynamic))],
  variadic: .init("other_sets", .set(.dynamic)),
  returns: commonSet,
  documentation: "The members that all sets have in common.",
  example: .init(#"setintersection(["a", "b"], ["b", "c"])"#, #"["b"]"#)
) { arguments, _ throws(FunctionError) in
  let (type, sets) = try alike(arguments)
  var shared = try sets.elements(0)
  for set in sets.dropFirst() {
    let members = Set(set.elements ?? [])
    shared = shared.filter(members.contains)
  }
  return .set(type, shared)
}

private let setsubtract = Function(
  "setsubtract", [.init("a", .set(.dynamic)), .init("b", .set(.dynamic))],
  returns: commonSet,
  documentation: "The members of the first set that the second has not.",
  example: .init(#"setsubtract(["a", "b"], ["b", "c"])"#, #"["a"]"#)
) { arguments, _ throws(FunctionError) in
  let (type, sets) = try alike(arguments)
  let removed = Set(try sets.elements(1))
  return .set(type, try sets.elements(0).filter { !removed.contains($0) })
}

private let commonSet: @Sendable ([ValueType]) -> ValueType = { types in
  .set(unify(types.compactMap(\.elementType).filter { $0 != .dynamic }) ?? .dynamic)
}

/// The sets with members of one type.
private func alike(_ sets: [Value]) throws(FunctionError) -> (ValueType, [Value]) {
  let types = sets.compactMap(\.type.elementType).filter { $0 != .dynamic }
  if types.isEmpty { return (.dynamic, sets) }
  let complaint = FunctionError("given sets must all have compatible element types")
  guard let type = unify(types) else { throw complaint }
  do throws(ConversionError) {
    return (type, try sets.map { set throws(ConversionError) in try convert(set, to: .set(type)) })
  } catch {
    throw complaint
  }
}

private let setproduct = Function(
  "setproduct", [], variadic: .structure("sets"),
  returns: { _ in .dynamic },
  documentation: "All combinations of one element of each set or list.",
  example: .init(#"setproduct(["a", "b"], [1, 2])"#, #"[["a",1],["a",2],["b",1],["b",2]]"#)
) { arguments, _ throws(FunctionError) in
  if arguments.count < 2 { throw FunctionError("at least two arguments are required") }
  var lists: [Value] = []
  var keepsOrder = true
  for (index, argument) in arguments.enumerated() {
    switch argument.type {
    case .list, .tuple: lists.append(try likeElements(argument, index))
    case .set, .dynamic:
      keepsOrder = false
      lists.append(argument)
    default: throw FunctionError("a set or a list is required", argument: index)
    }
  }
  // Two unknown members of a set may turn out to be one.
  let isUndecided = lists.contains { list in
    if case .set(_, let members) = list.content, members.count > 1 {
      !list.isWhollyKnown
    } else {
      list.isUnknown
    }
  }
  let type = ValueType.tuple(lists.map { $0.type.elementType ?? .dynamic })
  if isUndecided {
    return .undecided("setproduct", keepsOrder ? .list(type) : .dynamic, arguments)
  }

  var combinations: [[Value]] = [[]]
  for list in lists {
    let elements = list.elements ?? []
    if !elements.isEmpty, combinations.count > 1_000_000 / elements.count {
      throw FunctionError("the result would have more than 1000000 elements")
    }
    combinations = combinations.flatMap { start in elements.map { start + [$0] } }
  }
  let tuples = combinations.map(Value.tuple)
  let marks = arguments.reduce(Marks()) { $0.union($1.marks) }
  if keepsOrder { return .list(type, tuples).marked(marks) }
  let inner = tuples.reduce(Marks()) { $0.union($1.allMarks) }
  return Value.set(type, tuples.map(\.withoutMarks)).marked(marks.union(inner))
}

private func likeElements(_ sequence: Value, _ index: Int) throws(FunctionError) -> Value {
  do throws(ConversionError) {
    return try convert(sequence, to: .list(.dynamic))
  } catch {
    throw FunctionError("all elements must be of the same type", argument: index)
  }
}
