/// A few things by name, in the order in which they were added: for about ten of them quicker and
/// smaller than a hash table.
package struct NamedList<Element: Sendable>: Sendable, RandomAccessCollection {
  private var entries: [(name: String, value: Element)] = []

  package init() {}

  package init(_ entries: [(name: String, value: Element)]) { self.entries = entries }

  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }
  package subscript(index: Int) -> (name: String, value: Element) { entries[index] }

  package var names: [String] { entries.map(\.name) }

  package subscript(name: String) -> Element? {
    get {
      for entry in entries where entry.name == name { return entry.value }
      return nil
    }
    set {
      let index = entries.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (nil, let value?): entries.append((name, value))
      case (let index?, nil): entries.remove(at: index)
      case (nil, nil): break
      }
    }
  }

  /// Changes an element in place; one that is not there begins as `initial`.
  mutating func update(
    _ name: String, from initial: @autoclosure () -> Element, _ change: (inout Element) -> Void
  ) {
    if let index = entries.firstIndex(where: { $0.name == name }) {
      change(&entries[index].value)
    } else {
      var element = initial()
      change(&element)
      entries.append((name, element))
    }
  }

  /// Adds what is known to have a new name.
  mutating func append(_ name: String, _ value: Element) { entries.append((name, value)) }

  mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }
}

extension NamedList: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Element)...) {
    entries = elements.map { (name: $0.0, value: $0.1) }
  }
}
