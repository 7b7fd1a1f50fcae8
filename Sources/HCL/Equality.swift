/// Whether `a == b` in the language; nil if that depends on what is not known yet.
///
/// Values of different types differ, nulls of any type are equal. One difference that is known
/// decides, whatever else is unknown.
package func equal(_ a: Value, _ b: Value) -> Bool? {
  switch (a.content, b.content) {
  // Both may be null, and nulls are equal.
  case (.unknown, .unknown): return nil
  case (.unknown(let unknown), _): return unknownEqual(unknown, b)
  case (_, .unknown(let unknown)): return unknownEqual(unknown, a)
  case (.null, .null): return true
  case (.null, _), (_, .null): return false
  case (.bool(let x), .bool(let y)): return x == y
  case (.number(let x), .number(let y)): return x == y
  case (.string(let x), .string(let y)): return x.utf8.elementsEqual(y.utf8)
  case (.list(let s, let x), .list(let t, let y)):
    return s.mayEqual(t) ? allEqual(x, y) : false
  case (.tuple(let x), .tuple(let y)): return allEqual(x, y)
  case (.set(let s, let x), .set(let t, let y)): return s.mayEqual(t) ? setsEqual(x, y) : false
  case (.map(let s, let x), .map(let t, let y)):
    return s.mayEqual(t) ? fieldsEqual(x, y) : false
  case (.object(let x), .object(let y)): return fieldsEqual(x, y)
  default: return false
  }
}

private func unknownEqual(_ unknown: Unknown, _ known: Value) -> Bool? {
  if known.isNull || unknown.type.mayEqual(known.type) { nil } else { false }
}

extension ValueType {
  /// The types are the same, or what is open in them may turn out to make them so.
  fileprivate func mayEqual(_ other: ValueType) -> Bool {
    if self == other { return true }
    return switch (self, other) {
    case (.dynamic, _), (_, .dynamic): true
    case (.list(let a), .list(let b)), (.set(let a), .set(let b)), (.map(let a), .map(let b)):
      a.mayEqual(b)
    case (.tuple(let a), .tuple(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.mayEqual($1) }
    case (.object(let a), .object(let b)):
      a.names == b.names && zip(a.types, b.types).allSatisfy { $0.mayEqual($1) }
    default: false
    }
  }
}

private func all(_ results: some Sequence<Bool?>) -> Bool? {
  var isKnown = true
  for result in results {
    if result == false { return false }
    if result == nil { isKnown = false }
  }
  return isKnown ? true : nil
}

private func allEqual(_ a: [Value], _ b: [Value]) -> Bool? {
  a.count == b.count ? all(zip(a, b).lazy.map { equal($0, $1) }) : false
}

private func fieldsEqual(_ a: Fields, _ b: Fields) -> Bool? {
  if a.rest == nil && b.rest == nil {
    return a.names == b.names ? allEqual(a.values, b.values) : false
  }
  // What an open object does not list may be anything.
  for (name, value) in a {
    guard let other = b[name] else {
      if b.rest == nil { return false }
      continue
    }
    if equal(value, other) == false { return false }
  }
  return a.rest == nil && b.names.contains { a[$0] == nil } ? false : nil
}

private func setsEqual(_ a: [Value], _ b: [Value]) -> Bool? {
  if !a.allSatisfy(\.isWhollyKnown) || !b.allSatisfy(\.isWhollyKnown) { return nil }
  return allEqual(a, b)
}
