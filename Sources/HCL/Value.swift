/// A value of the language: its content and the marks that travel with it.
package struct Value: Hashable, Sendable {
  package var content: Content
  package var marks: Marks

  /// Numbers and texts stand in the value itself; what is larger is indirect, so that a value has 24 bytes.
  package enum Content: Hashable, Sendable {
    case null(ValueType)
    case bool(Bool)
    case number(Number)
    case string(String)
    indirect case list(ValueType, [Value])
    /// Members are distinct and in Terraform's order; build one with `Value.set`.
    indirect case set(ValueType, [Value])
    indirect case map(ValueType, Fields)
    case tuple([Value])
    indirect case object(Fields)
    indirect case unknown(Unknown)
  }

  package init(_ content: Content, marks: Marks = []) {
    self.content = content
    self.marks = marks
  }
}

/// Marks spread from operands to results.
package struct Marks: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let sensitive = Marks(rawValue: 1)
  package static let ephemeral = Marks(rawValue: 2)
}

/// Named values in byte order of their names.
package struct Fields: Hashable, Sendable, Sequence, ExpressibleByDictionaryLiteral {
  package typealias Entry = (name: String, value: Value)

  package private(set) var names: [String]
  package private(set) var values: [Value]
  /// Where set, an attribute that is not listed is not an error but unknown: the object stands for
  /// a resource of which only the configuration is known.
  package var rest: Residual?

  package init(_ entries: [String: Value] = [:], rest: Residual? = nil) {
    names = entries.keys.sorted { $0.precedesInBytes($1) }
    values = names.compactMap { entries[$0] }
    self.rest = rest
  }

  /// A later entry replaces an earlier one of the same name.
  package init(_ entries: some Sequence<Entry>, rest: Residual? = nil) {
    var sorted = Array(entries)
    // Swift's sort is stable, so that the last of several of one name stays last.
    let isSorted = sorted.indices.dropFirst().allSatisfy {
      sorted[$0 - 1].name.precedesInBytes(sorted[$0].name)
    }
    if !isSorted { sorted.sort { $0.name.precedesInBytes($1.name) } }
    names = []
    values = []
    names.reserveCapacity(sorted.count)
    values.reserveCapacity(sorted.count)
    for (name, value) in sorted {
      if names.last == name {
        values[values.count - 1] = value
      } else {
        names.append(name)
        values.append(value)
      }
    }
    self.rest = rest
  }

  package init(dictionaryLiteral elements: (String, Value)...) {
    self.init(elements.map { (name: $0.0, value: $0.1) })
  }

  package var count: Int { names.count }
  package var isEmpty: Bool { names.isEmpty }

  package subscript(name: String) -> Value? {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      if names[middle] == name { return values[middle] }
      if names[middle].precedesInBytes(name) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  package func makeIterator() -> Zip2Sequence<[String], [Value]>.Iterator {
    zip(names, values).makeIterator()
  }

  package func mapValues<E: Error>(_ transform: (Value) throws(E) -> Value) throws(E) -> Fields {
    var copy = self
    for index in values.indices { copy.values[index] = try transform(values[index]) }
    return copy
  }
}

/// A value that is not known before the artifact runs: its type as far as it is known, and how the
/// artifact could compute it.
package struct Unknown: Hashable, Sendable {
  package var type: ValueType
  package var residual: Residual

  package init(_ type: ValueType, _ residual: Residual) {
    self.type = type
    self.residual = residual
  }
}

/// What partial evaluation leaves over: an expression over things that are known only at run time.
package indirect enum Residual: Hashable, Sendable {
  /// Something by its Terraform address: `var.vpc_id`, `aws_security_group.web[0]`, `data.aws_vpc.main`.
  case source(String)
  case attribute(Residual, String)
  /// The key is known.
  case index(Residual, Value)
  /// Text pieces joined; the unknown ones are of a primitive type.
  case template([Value])
  case convert(Residual, ValueType)
  /// Lists or sets joined, some of them unknown.
  case concat([Value])
  /// Maps merged, later ones win, some of them unknown.
  case merge([Value])
  /// A function, or an operator by its sign, over values of which some are unknown: `length`, `==`,
  /// `?:` for a conditional with its condition and both arms. Artifacts compute a few of these.
  case call(String, [Value])
  /// An attribute, or an attribute of an attribute, of each element of a list: `list[*].a.b`.
  case each(Residual, path: [String])
  /// An operation that no artifact computes, and the unknown values that it needed.
  case opaque(operation: String, [Residual])

  /// The addresses on which the value depends, each once, in order of appearance.
  package var sources: [String] {
    var found: [String] = []
    collectSources(into: &found)
    return found
  }

  private func collectSources(into found: inout [String]) {
    switch self {
    case .source(let address): if !found.contains(address) { found.append(address) }
    case .attribute(let base, _), .index(let base, _), .convert(let base, _), .each(let base, _):
      base.collectSources(into: &found)
    case .template(let parts), .concat(let parts), .merge(let parts), .call(_, let parts):
      for part in parts { for residual in part.residuals { residual.collectSources(into: &found) } }
    case .opaque(_, let operands):
      for operand in operands { operand.collectSources(into: &found) }
    }
  }
}

extension Value {
  package static func string(_ text: String) -> Value { Value(.string(text)) }
  package static func bool(_ flag: Bool) -> Value { Value(.bool(flag)) }
  package static func number(_ number: Number) -> Value { Value(.number(number)) }
  package static func tuple(_ elements: [Value]) -> Value { Value(.tuple(elements)) }
  package static func object(_ fields: Fields) -> Value { Value(.object(fields)) }
  package static let null = Value(.null(.dynamic))

  package static func unknown(_ type: ValueType, _ residual: Residual, marks: Marks = []) -> Value {
    Value(.unknown(Unknown(type, residual)), marks: marks)
  }

  package var isNull: Bool { if case .null = content { true } else { false } }
  package var isUnknown: Bool { if case .unknown = content { true } else { false } }

  package func marked(_ more: Marks) -> Value { Value(content, marks: marks.union(more)) }

  /// The marks of the value and of everything in it.
  package var allMarks: Marks { children.reduce(marks) { $0.union($1.allMarks) } }

  /// No unknown anywhere in it.
  package var isWhollyKnown: Bool { !isUnknown && children.allSatisfy(\.isWhollyKnown) }

  /// The residuals of all unknown values in it.
  package var residuals: [Residual] {
    if case .unknown(let unknown) = content { return [unknown.residual] }
    if case .object(let fields) = content, let rest = fields.rest {
      return [rest] + children.flatMap(\.residuals)
    }
    return children.flatMap(\.residuals)
  }

  /// Elements, members or attribute values.
  package var children: [Value] {
    switch content {
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements
    case .map(_, let fields), .object(let fields): fields.values
    default: []
    }
  }

  package var type: ValueType {
    switch content {
    case .null(let type): type
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .list(let element, _): .list(element)
    case .set(let element, _): .set(element)
    case .map(let element, _): .map(element)
    case .tuple(let elements): .tuple(elements.map(\.type))
    case .object(let fields):
      .object(
        ObjectType(Dictionary(fields.map { ($0, $1.type) }, uniquingKeysWith: { $1 })))
    case .unknown(let unknown): unknown.type
    }
  }
}
