extension Value {
  package static func list(_ elements: [Value], of type: ValueType) -> Value {
    Value(.list(type, elements))
  }

  package static func map(_ fields: Fields, of type: ValueType) -> Value {
    Value(.map(type, fields))
  }

  /// The set of the distinct members, in the order in which Terraform walks it. Unknown members are
  /// members of their own, and the marks of all become the set's.
  package static func set(_ type: ValueType, _ members: [Value]) -> Value {
    var marks: Marks = []
    var buckets: [[UInt8]: [Int]] = [:]
    var distinct: [SetMember] = []
    for member in members {
      marks.formUnion(member.allMarks)
      let candidate = SetMember(member.unmarked)
      let twins = buckets[candidate.key, default: []]
      if twins.contains(where: { candidate.isSame(as: distinct[$0]) }) { continue }
      buckets[candidate.key, default: []].append(distinct.count)
      distinct.append(candidate)
    }
    let order = distinct.indices.sorted { left, right in
      let (a, b) = (distinct[left], distinct[right])
      return a.precedes(b) || (!b.precedes(a) && left < right)
    }
    return Value(.set(type, order.map { distinct[$0].value }), marks: marks)
  }

  /// The value without any marks, in it as well.
  var unmarked: Value {
    if allMarks == [] { return self }
    let content: Content =
      switch content {
      case .list(let type, let elements): .list(type, elements.map(\.unmarked))
      case .set(let type, let elements): .set(type, elements.map(\.unmarked))
      case .tuple(let elements): .tuple(elements.map(\.unmarked))
      case .map(let type, let fields): .map(type, fields.mapValues(\.unmarked))
      case .object(let fields): .object(fields.mapValues(\.unmarked))
      case .null, .bool, .number, .string, .unknown: content
      }
    return Value(content)
  }
}

/// A member and the bytes by which cty hashes it, and orders members that are no primitives.
private struct SetMember {
  let value: Value
  let key: [UInt8]

  init(_ value: Value) {
    self.value = value
    var text = ""
    SetMember.write(value, to: &text)
    key = Array(text.utf8)
  }

  /// Equal, or unknown for the same reason.
  func isSame(as other: SetMember) -> Bool {
    value == other.value || equal(value, other.value) == true
  }

  func precedes(_ other: SetMember) -> Bool {
    if rank != other.rank { return rank < other.rank }
    return switch (value.content, other.value.content) {
    case (.string(let a), .string(let b)): a.precedesInBytes(b)
    case (.number(let a), .number(let b)): a < b
    case (.bool(let a), .bool(let b)): !a && b
    case (.unknown, _), (.null, _): false
    default: key.lexicographicallyPrecedes(other.key)
    }
  }

  /// Known values come first, then unknown ones, then null.
  private var rank: Int { value.isNull ? 2 : value.isUnknown ? 1 : 0 }

  private static func write(_ value: Value, to text: inout String) {
    func join(_ open: String, _ values: [Value], _ close: String) {
      text += open
      for value in values {
        write(value, to: &text)
        text += ";"
      }
      text += close
    }
    switch value.content {
    case .unknown: text += "?"
    case .null: text += "~"
    case .bool(let flag): text += flag ? "T" : "F"
    case .number(let number): text += number.tenDigitText
    case .string(let string): text += quoted(string)
    case .list(_, let elements), .set(_, let elements): join("[", elements, "]")
    case .tuple(let elements): join("<", elements, ">")
    case .object(let fields): join("<", fields.values, ">")
    case .map(_, let fields):
      text += "{"
      for (name, element) in fields {
        text += quoted(name) + ":"
        write(element, to: &text)
        text += ";"
      }
      text += "}"
    }
  }
}
