// Values of which a part is left open: objects with attributes beyond the listed ones, and unknown
// values of unknown type.

extension Value {
  /// The value with every object of which only the configuration is known completed to the attributes
  /// that `type` asks for, those that are not written unknown.
  func closed(for type: ValueType) -> Value {
    guard hasOpenObject else { return self }
    switch (content, type) {
    case (.object(let fields), .object(let wanted)):
      let entries = wanted.names.compactMap { name -> Fields.Entry? in
        if let value = fields[name] {
          return (name, value.closed(for: wanted.attributes[name] ?? .dynamic))
        }
        return fields.rest.map { (name, .unknown(.dynamic, .attribute($0, name))) }
      }
      return Value(.object(Fields(entries)), marks: marks)
    case (.object(let fields), .map(let element)):
      if let rest = fields.rest { return .unknown(.dynamic, rest, marks: allMarks) }
      return Value(.object(fields.mapValues { $0.closed(for: element) }), marks: marks)
    case (.map(let own, let fields), .map(let element)):
      return Value(.map(own, fields.mapValues { $0.closed(for: element) }), marks: marks)
    case (.list(let own, let elements), .list(let element)),
      (.list(let own, let elements), .set(let element)):
      return Value(.list(own, elements.map { $0.closed(for: element) }), marks: marks)
    case (.set(let own, let elements), .list(let element)),
      (.set(let own, let elements), .set(let element)):
      return Value(.set(own, elements.map { $0.closed(for: element) }), marks: marks)
    case (.tuple(let elements), .list(let element)), (.tuple(let elements), .set(let element)):
      return Value(.tuple(elements.map { $0.closed(for: element) }), marks: marks)
    case (.tuple(let elements), .tuple(let types)) where elements.count == types.count:
      return Value(.tuple(zip(elements, types).map { $0.closed(for: $1) }), marks: marks)
    default: return self
    }
  }

  /// An unknown value in it may be of any type.
  var hasOpenType: Bool {
    if case .unknown(let unknown) = content { return !unknown.type.isWhollyKnown }
    return children.contains(where: \.hasOpenType)
  }

  private var hasOpenObject: Bool {
    if case .object(let fields) = content, fields.rest != nil { return true }
    return children.contains(where: \.hasOpenObject)
  }
}
