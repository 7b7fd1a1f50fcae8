// Most of a script are calls, lists and dictionaries, and these are printed without a document: on the line
// where they fit, else one item a line. `doc` is the rule; a test holds one against the other.

extension Printer {
  /// Prints an expression.
  ///
  /// - Parameters:
  ///   - indent: Of the line on which it begins.
  ///   - trailing: The columns of what follows on its last line.
  mutating func print(_ expression: PythonExpression, indent: Int, trailing: Int) {
    switch expression {
    case .name(let name): write(name)
    case .string(let text) where PythonString.width(text) <= PythonString.pieceLength:
      write(PythonString.literal(text))
    case .attribute(let base, let name) where base.isPrimary:
      print(base, indent: indent, trailing: trailing + 1 + name.columns)
      write(".")
      write(name)
    case .starred(let value) where value.isPrimary:
      write("*")
      print(value, indent: indent, trailing: trailing)
    case .marked(let mark, let value):
      let mark = begin(mark)
      print(value, indent: indent, trailing: trailing)
      end(mark)
    case .call(let function, let arguments) where arguments.isEmpty:
      print(function, indent: indent, trailing: trailing + 2)
      write("()")
    case .call(let function, let arguments):
      if fits(expression, trailing: trailing) { return writeFlat(expression) }
      // Broken, it ends its line with the parenthesis.
      print(function, indent: indent, trailing: 1)
      printItems("(", arguments, ")", indent: indent) { printer, argument, indent in
        if let name = argument.name {
          printer.write(name)
          printer.write("=")
        }
        printer.print(argument.value, indent: indent, trailing: 1)
      }
    case .list(let items):
      if items.isEmpty || fits(expression, trailing: trailing) { return writeFlat(expression) }
      printItems("[", items, "]", indent: indent) { printer, item, indent in
        printer.print(item, indent: indent, trailing: 1)
      }
    case .dictionary(let entries) where entries.allSatisfy(\.hasShortKey):
      if entries.isEmpty || fits(expression, trailing: trailing) { return writeFlat(expression) }
      printItems("{", entries, "}", indent: indent) { printer, entry, indent in
        switch entry {
        case .pair(let key, let value):
          printer.write(PythonString.literal(key))
          printer.write(": ")
          printer.print(value, indent: indent, trailing: 1)
        case .each(let map):
          printer.write("**")
          printer.print(map, indent: indent, trailing: 1)
        }
      }
    default: print(expression.doc, indent: indent, trailing: trailing)
    }
  }

  /// One item a line, each with a comma.
  private mutating func printItems<Item>(
    _ open: String, _ items: [Item], _ close: String, indent: Int,
    _ print: (inout Printer, Item, _ indent: Int) -> Void
  ) {
    write(open)
    for item in items {
      newline(indent + layout.indent)
      print(&self, item, indent + layout.indent)
      write(",")
    }
    newline(indent)
    write(close)
  }

  private mutating func fits(_ expression: PythonExpression, trailing: Int) -> Bool {
    var room = layout.width - column - trailing
    return expression.takeWidth(from: &room)
  }

  /// On one line.
  private mutating func writeFlat(_ expression: PythonExpression) {
    switch expression {
    case .name(let name): write(name)
    case .string(let text): write(PythonString.literal(text))
    case .attribute(let base, let name) where base.isPrimary:
      writeFlat(base)
      write(".")
      write(name)
    case .starred(let value) where value.isPrimary:
      write("*")
      writeFlat(value)
    case .marked(let mark, let value):
      let mark = begin(mark)
      writeFlat(value)
      end(mark)
    case .call(let function, let arguments):
      writeFlat(function)
      write("(")
      for (index, argument) in arguments.enumerated() {
        if index > 0 { write(", ") }
        if let name = argument.name {
          write(name)
          write("=")
        }
        writeFlat(argument.value)
      }
      write(")")
    case .list(let items):
      write("[")
      for (index, item) in items.enumerated() {
        if index > 0 { write(", ") }
        writeFlat(item)
      }
      write("]")
    case .dictionary(let entries):
      write("{")
      for (index, entry) in entries.enumerated() {
        if index > 0 { write(", ") }
        switch entry {
        case .pair(let key, let value):
          write(PythonString.literal(key))
          write(": ")
          writeFlat(value)
        case .each(let map):
          write("**")
          writeFlat(map)
        }
      }
      write("}")
    default: write(expression.flatText)
    }
  }
}

extension PythonExpression {
  fileprivate var flatText: String { doc.render(width: .max, indent: 0) }

  /// Takes the width of the expression on one line from the room; false where that is too little.
  fileprivate func takeWidth(from room: inout Int) -> Bool {
    switch self {
    case .name(let name): room -= name.columns
    case .string(let text): room -= PythonString.literalWidth(text)
    case .attribute(let base, let name) where base.isPrimary:
      room -= 1 + name.columns
      return base.takeWidth(from: &room)
    case .starred(let value) where value.isPrimary:
      room -= 1
      return value.takeWidth(from: &room)
    case .marked(_, let value): return value.takeWidth(from: &room)
    case .call(let function, let arguments):
      room -= 2 + Self.separators(arguments.count)
      guard function.takeWidth(from: &room) else { return false }
      for argument in arguments {
        if let name = argument.name { room -= name.columns + 1 }
        if !argument.value.takeWidth(from: &room) { return false }
      }
    case .list(let items):
      room -= 2 + Self.separators(items.count)
      for item in items where !item.takeWidth(from: &room) { return false }
    case .dictionary(let entries):
      room -= 2 + Self.separators(entries.count)
      for entry in entries {
        let value: PythonExpression
        switch entry {
        case .pair(let key, let entryValue):
          room -= PythonString.literalWidth(key) + 2
          value = entryValue
        case .each(let map):
          room -= 2
          value = map
        }
        if !value.takeWidth(from: &room) { return false }
      }
    default: room -= flatText.columns
    }
    return room >= 0
  }

  private static func separators(_ count: Int) -> Int { 2 * max(0, count - 1) }
}

extension PythonExpression.Entry {
  fileprivate var hasShortKey: Bool {
    switch self {
    case .pair(let key, _): PythonString.width(key) <= PythonString.pieceLength
    case .each: true
    }
  }
}
