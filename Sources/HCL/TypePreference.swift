/// The types in the order in which they are tried as the common one: more general ones first.
func byPreference(_ types: [ValueType]) -> [ValueType] {
  var precursors = [Int](repeating: 0, count: types.count)
  var followers = [[Int]](repeating: [], count: types.count)
  for i in types.indices {
    for j in types.indices.dropFirst(i + 1) {
      switch types[i].generality(over: types[j]) {
      case .more:
        followers[i].append(j)
        precursors[j] += 1
      case .less:
        followers[j].append(i)
        precursors[i] += 1
      case .neither: break
      }
    }
  }
  // Topological order, ties in the order given.
  var order = types.indices.filter { precursors[$0] == 0 }
  var next = 0
  while next < order.count {
    for follower in followers[order[next]] {
      precursors[follower] -= 1
      if precursors[follower] == 0 { order.append(follower) }
    }
    next += 1
  }
  return order.map { types[$0] }
}

private enum Generality {
  case more, less, neither

  /// More general in one part and less in another is neither.
  static func of(_ parts: [Generality]) -> Generality {
    switch (parts.contains(.more), parts.contains(.less)) {
    case (true, false): .more
    case (false, true): .less
    default: .neither
    }
  }
}

extension ValueType {
  fileprivate func generality(over other: ValueType) -> Generality {
    if self == other { return .neither }
    switch (self, other) {
    case (_, .dynamic): return .more
    case (.dynamic, _): return .less
    case (.string, let other) where other.isPrimitive: return .more
    case (let one, .string) where one.isPrimitive: return .less
    case (.list(let a), .list(let b)), (.set(let a), .set(let b)), (.map(let a), .map(let b)):
      return a.generality(over: b)
    case (.list, .tuple), (.list, .set), (.tuple, .set), (.map, .object): return .more
    case (.tuple, .list), (.set, .list), (.set, .tuple), (.object, .map): return .less
    case (.object(let a), .object(let b)):
      guard a.names == b.names else { return .neither }
      return .of(zip(a.types, b.types).map { $0.generality(over: $1) })
    case (.tuple(let a), .tuple(let b)):
      guard a.count == b.count else { return .neither }
      return .of(zip(a, b).map { $0.generality(over: $1) })
    default: return .neither
    }
  }
}
