// A document too large to be a tree: its outer containers are opened and closed one after the other, and
// what stands in them is made when its turn comes. It looks as the tree would.

extension Printer {
  /// Begins the document, or an element of the array that is open, as an object with one field a line.
  package mutating func openSection() { open(UInt8(ascii: "{"), UInt8(ascii: "}")) }

  /// Begins a field of the section that is open.
  package mutating func openSection(_ name: String) {
    beginField(name)
    openSection()
  }

  /// Begins a field whose elements never share a line.
  package mutating func openArray(_ name: String) {
    beginField(name)
    open(UInt8(ascii: "["), UInt8(ascii: "]"))
  }

  /// Whether something stands in the container that is open.
  package var hasItems: Bool { openJSON.last?.isEmpty == false }

  /// Ends what was opened last, and with it maybe the document.
  package mutating func close() {
    let container = openJSON.removeLast()
    if !container.isEmpty { newline(openJSON.count * layout.indent) }
    write(container.close)
    if openJSON.isEmpty { newline() }
  }

  package mutating func add(_ name: String, _ value: JSON) {
    beginItem()
    write(JSON.Field(name, value), depth: openJSON.count)
  }

  package mutating func add(_ fields: [JSON.Field]) {
    for field in fields { add(field.name, field.value) }
  }

  /// A section of the array that is open.
  package mutating func add(_ section: JSON) {
    beginItem()
    write(
      section, column: openJSON.count * layout.indent, depth: openJSON.count, breaking: true)
  }

  /// An array with an element for each item.
  package mutating func add<Items: Collection>(
    _ name: String, _ items: Items, _ element: (Items.Element) -> JSON
  ) {
    // What fits on the line of the name is short, and each element takes three columns at least.
    if items.count <= layout.width / 3 { return add(name, .array(items.map(element))) }
    openArray(name)
    let column = openJSON.count * layout.indent
    let alike = !items.allSatisfy { element($0).fits(from: column, in: layout) }
    for item in items {
      let json = element(item)
      beginItem()
      write(
        json, column: column, depth: openJSON.count, breaking: alike && json.isRecord)
    }
    close()
  }

  private mutating func open(_ bracket: UInt8, _ close: UInt8) {
    write(bracket)
    openJSON.append((close, true))
  }

  private mutating func beginField(_ name: String) {
    beginItem()
    writeQuoted(name)
    write(": ")
  }

  private mutating func beginItem() {
    guard let container = openJSON.last else { return }
    if !container.isEmpty { write(UInt8(ascii: ",")) }
    openJSON[openJSON.count - 1].isEmpty = false
    newline(openJSON.count * layout.indent)
  }
}
