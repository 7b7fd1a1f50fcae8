/// A few things by name, in the order in which they were added: for about ten of them quicker and
/// smaller than a hash table.
package struct NamedList<Element: Sendable>: Sendable, RandomAccessCollection {
  // Apart, so that a search touches nothing but names.
  package private(set) var names: [String] = []
  private var elements: [Element] = []

  package init() {}

  package var startIndex: Int { 0 }
  package var endIndex: Int { names.count }
  package subscript(index: Int) -> (name: String, value: Element) {
    (names[index], elements[index])
  }

  package subscript(name: String) -> Element? {
    get { names.firstIndex(of: name).map { elements[$0] } }
    set {
      switch (names.firstIndex(of: name), newValue) {
      case (let index?, let value?): elements[index] = value
      case (nil, let value?): append(name, value)
      case (let index?, nil):
        names.remove(at: index)
        elements.remove(at: index)
      case (nil, nil): break
      }
    }
  }

  package func contains(_ name: String) -> Bool { names.contains(name) }

  /// Changes an element in place; one that is not there begins as `initial`.
  mutating func update(
    _ name: String, from initial: @autoclosure () -> Element, _ change: (inout Element) -> Void
  ) {
    if let index = names.firstIndex(of: name) {
      change(&elements[index])
    } else {
      var element = initial()
      change(&element)
      append(name, element)
    }
  }

  /// Adds what is known to have a new name.
  mutating func append(_ name: String, _ value: Element) {
    names.append(name)
    elements.append(value)
  }

  mutating func reserveCapacity(_ count: Int) {
    names.reserveCapacity(count)
    elements.reserveCapacity(count)
  }
}

extension NamedList: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Element)...) {
    reserveCapacity(elements.count)
    for (name, element) in elements { append(name, element) }
  }
}
