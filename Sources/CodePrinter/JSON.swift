/// A JSON text as a tree; names keep the order in which they are given.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The text of a number as JSON spells it.
  case number(String)
  case string(String)
  case array([JSON])
  /// On one line where it fits.
  case object([Field])
  /// One field a line in any case: the skeleton of a document.
  case section([Field])
  /// What it is printed on belongs to a place in the source.
  indirect case marked(SourceMark, JSON)

  package struct Field: Hashable, Sendable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  package static func number(_ number: Int) -> JSON { .number(String(number)) }

  package static func strings(_ strings: [String]) -> JSON { .array(strings.map(JSON.string)) }

  /// Whether the text is a number as JSON spells it, so that it may stand without quotes.
  package static func isNumber(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    func take(_ bytes: String) -> Bool {
      guard let first = rest.first, bytes.utf8.contains(first) else { return false }
      rest.removeFirst()
      return true
    }
    func digits() -> Bool {
      let before = rest.count
      while take("0123456789") {}
      return rest.count < before
    }
    _ = take("-")
    if !take("0"), !digits() { return false }
    if take("."), !digits() { return false }
    if take("eE") {
      _ = take("+-")
      if !digits() { return false }
    }
    return rest.isEmpty
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(value) }

  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Field($0.0, $0.1) })
  }
}

extension JSON {
  /// The fields of an object that has some to leave out: those without a value are left out.
  package static func compact(_ fields: KeyValuePairs<String, JSON?>) -> JSON {
    var present: [Field] = []
    present.reserveCapacity(fields.count)
    for (name, value) in fields {
      if let value { present.append(Field(name, value)) }
    }
    return .object(present)
  }

  /// The values of an object's fields or an array's elements.
  package var children: [JSON] {
    switch self {
    case .null, .bool, .number, .string: []
    case .array(let elements): elements
    case .object(let fields), .section(let fields): fields.map(\.value)
    case .marked(_, let inner): inner.children
    }
  }

  /// The value of an object's field.
  package subscript(name: String) -> JSON? {
    switch self {
    case .object(let fields), .section(let fields): fields.first { $0.name == name }?.value
    case .marked(_, let inner): inner[name]
    case .null, .bool, .number, .string, .array: nil
    }
  }

  package var isContainer: Bool {
    switch self {
    case .null, .bool, .number, .string: false
    case .array, .object, .section: true
    case .marked(_, let inner): inner.isContainer
    }
  }

  package func marked(_ mark: SourceMark?) -> JSON { mark.map { .marked($0, self) } ?? self }
}
