import HCL

/// Functions that make one list of several.
let joinFunctions = [concat, flatten]

private let concat = Function(
  "concat", [], variadic: .structure("seqs"),
  returns: { _ in .dynamic },
  documentation: "The elements of several lists, one list after the other.",
  example: .init(#"concat(["a"], ["b", "c"])"#, #"["a","b","c"]"#)
) { arguments, _ throws(FunctionError) in
  if arguments.isEmpty { throw FunctionError("at least one argument is required") }
  for (index, argument) in arguments.enumerated() {
    switch argument.type {
    case .list, .tuple, .dynamic: continue
    case let other:
      throw FunctionError(
        "all arguments must be lists or tuples; got \(other.friendlyName)", argument: index)
    }
  }
  let marks = arguments.reduce(Marks()) { $0.union($1.marks) }
  if arguments.contains(where: \.isUnknown) { return concatenation(arguments).marked(marks) }
  return known(arguments).marked(marks)
}

/// A list where all arguments are lists of types that unify, otherwise a tuple.
private func known(_ lists: [Value]) -> Value {
  let elements = lists.flatMap { $0.elements ?? [] }
  let types = lists.map(\.type)
  guard types.allSatisfy({ if case .list = $0 { true } else { false } }),
    let type = unify(types.compactMap(\.elementType).filter { $0 != .dynamic })
      ?? (elements.isEmpty ? .dynamic : nil)
  else { return .tuple(elements) }
  do throws(ConversionError) {
    return .list(
      type,
      try elements.map { value throws(ConversionError) in
        try convert(value, to: type)
      })
  } catch {
    return .tuple(elements)
  }
}

/// Lists of which some are wholly unknown: nothing is known about the length of the whole.
func concatenation(_ pieces: [Value]) -> Value {
  let pieces = pieces.filter { $0.elements?.isEmpty != true }
  let type = unifiedType(pieces.map { $0.type.elementType ?? .dynamic }) ?? .dynamic
  return .unknown(
    type == .dynamic ? .dynamic : .list(type), .concat(pieces.map(\.withoutMarks)),
    marks: pieces.reduce([]) { $0.union($1.allMarks) })
}

private let flatten = Function(
  "flatten", [.structure("list")],
  returns: { _ in .dynamic },
  documentation: "The elements of a list, each element that is a list replaced by its elements.",
  example: .init(#"flatten([["a", ["b"]], [], ["c"]])"#, #"["a","b","c"]"#)
) { arguments, _ throws(FunctionError) in
  let list = arguments[0]
  guard list.type.isSequence || list.type == .dynamic else {
    throw FunctionError("can only flatten lists, sets and tuples")
  }
  var pieces = Pieces()
  pieces.add(list)
  return pieces.result.marked(list.marks)
}

/// What flattening has found so far: runs of single elements, and lists of unknown length.
private struct Pieces {
  var pieces: [Value] = []
  var run: [Value] = []
  var marks: Marks = []
  /// Unknown values that may, or do, hold lists themselves.
  var isOpaque = false

  mutating func add(_ value: Value) {
    if let elements = value.elements {
      marks.formUnion(value.marks)
      for element in elements { add(element) }
      return
    }
    guard value.isUnknown, value.type.isSequence || value.type == .dynamic else {
      run.append(value)
      return
    }
    closeRun()
    pieces.append(value)
    isOpaque = isOpaque || !value.type.holdsOnlyScalars
  }

  mutating func closeRun() {
    if !run.isEmpty { pieces.append(.tuple(run)) }
    run = []
  }

  var result: Value {
    if pieces.isEmpty { return .tuple(run).marked(marks) }
    var copy = self
    copy.closeRun()
    if copy.isOpaque { return .undecided("flatten", .dynamic, copy.pieces).marked(marks) }
    return concatenation(copy.pieces).marked(marks)
  }
}

extension ValueType {
  /// A sequence whose elements are surely no sequences.
  fileprivate var holdsOnlyScalars: Bool {
    switch self {
    case .list(let element), .set(let element): !element.isSequence && element != .dynamic
    case .tuple(let elements): elements.allSatisfy { !$0.isSequence && $0 != .dynamic }
    default: false
    }
  }
}
