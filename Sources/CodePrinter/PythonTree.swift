/// A Python expression; `doc` prints it as black and `ruff format` would.
package enum PythonExpression: Hashable, Sendable {
  /// An identifier, a number, `None`, `True` or `False`.
  case name(String)
  case string(String)
  /// An f-string. Its values must be `isSimple`, for Python 3.9 allows no quotes in them.
  case formatted([Piece])
  indirect case attribute(PythonExpression, String)
  indirect case element(PythonExpression, key: PythonExpression)
  indirect case call(PythonExpression, [Argument])
  case list([PythonExpression])
  case dictionary([Entry])
  /// `*value` in a list or call.
  indirect case starred(PythonExpression)
  /// `a + b`, `a or b`
  case operation(String, [PythonExpression])
  /// `not value`
  indirect case negation(PythonExpression)
  /// `then if condition else otherwise`
  indirect case conditional(condition: PythonExpression, PythonExpression, PythonExpression)
  /// `[value for name in list]`
  indirect case comprehension(value: PythonExpression, name: String, list: PythonExpression)
  /// The lines of the value belong to a place in the source.
  indirect case marked(SourceMark, PythonExpression)

  package enum Piece: Hashable, Sendable {
    case text(String)
    case value(PythonExpression)
  }

  package struct Argument: Hashable, Sendable {
    package var name: String?
    package var value: PythonExpression

    package init(_ name: String?, _ value: PythonExpression) {
      self.name = name
      self.value = value
    }
  }

  package enum Entry: Hashable, Sendable {
    case pair(key: String, value: PythonExpression)
    /// `**map`
    case each(PythonExpression)
  }
}

extension PythonExpression {
  package static let nothing = PythonExpression.name("None")

  package static func integer(_ value: Int) -> PythonExpression { .name(String(value)) }
  package static func bool(_ flag: Bool) -> PythonExpression { .name(flag ? "True" : "False") }

  package func callAsFunction(_ arguments: PythonExpression...) -> PythonExpression {
    .call(self, arguments.map { Argument(nil, $0) })
  }

  package subscript(key key: String) -> PythonExpression { .element(self, key: .string(key)) }

  package func marked(_ mark: SourceMark) -> PythonExpression { .marked(mark, self) }

  package func dot(_ name: String) -> PythonExpression { .attribute(self, name) }

  /// May stand in an f-string: names, attributes, numbered elements and calls on them.
  package var isSimple: Bool {
    switch self {
    case .name: true
    case .attribute(let base, _): base.isSimple
    case .element(let base, let key): base.isSimple && key.isSimple
    case .call(let function, let arguments):
      function.isSimple && arguments.allSatisfy { $0.name == nil && $0.value.isSimple }
    default: false
    }
  }

  /// Adds all identifiers that stand for variables in it, attributes and argument names aside.
  package func addNames(to names: inout UsedWords) {
    switch self {
    case .name(let name): names.insert(name)
    case .string: break
    case .formatted(let pieces):
      for case .value(let value) in pieces { value.addNames(to: &names) }
    case .attribute(let base, _), .starred(let base), .negation(let base), .marked(_, let base):
      base.addNames(to: &names)
    case .element(let base, let key):
      base.addNames(to: &names)
      key.addNames(to: &names)
    case .call(let function, let arguments):
      function.addNames(to: &names)
      for argument in arguments { argument.value.addNames(to: &names) }
    case .list(let items), .operation(_, let items):
      for item in items { item.addNames(to: &names) }
    case .dictionary(let entries):
      for entry in entries {
        switch entry {
        case .pair(_, let value), .each(let value): value.addNames(to: &names)
        }
      }
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { part.addNames(to: &names) }
    case .comprehension(let value, let name, let list):
      let isUsedOutside = names.contains(name)
      value.addNames(to: &names)
      if !isUsedOutside { names.remove(name) }
      list.addNames(to: &names)
    }
  }

  package var doc: Doc {
    switch self {
    case .name(let name): .text(name)
    case .string(let text): Self.string(text)
    case .formatted(let pieces): Self.string(pieces)
    case .attribute(let base, let name): operand(base, of: ".") + .text("." + name)
    case .element(let base, let key): operand(base, of: ".") + "[" + key.doc + "]"
    case .call(.name(let name), let arguments): .list(.text(name + "("), arguments.map(\.doc), ")")
    case .call(let function, let arguments):
      .list(function.doc + "(", arguments.map(\.doc), ")")
    case .list(let items): .list("[", items.map(\.doc), "]")
    case .dictionary(let entries): .list("{", entries.map(\.doc), "}")
    case .starred(let value): "*" + operand(value, of: "*")
    case .operation(let symbol, let items):
      .group(
        .join(
          items.flatMap { $0.operands(of: symbol) }.map { operand($0, of: symbol) },
          .space + .text(symbol + " ")))
    case .negation(let value): "not " + operand(value, of: "not")
    case .conditional: choice
    case .comprehension(let value, let name, let list):
      .group(
        .concat([
          "[",
          .nest(
            .softLine
              + .group(
                value.doc + .space + .text("for \(name) in ") + operand(list, of: "if"))),
          .softLine, "]",
        ]))
    case .marked(let mark, let value): value.doc.marked(mark)
    }
  }

  /// The document where no brackets stand around it, and a new line would end the statement; `nil` where
  /// it has brackets of its own.
  package var docOfStatement: Doc? {
    guard case .operation = self else { return nil }
    let broken = Doc.concat(["(", .nest(.hardLine + doc), .hardLine, ")"])
    return .group(.choice(broken: broken, flat: doc))
  }

  /// In parentheses where it binds less tightly than what it is an operand of.
  private func operand(_ value: PythonExpression, of symbol: String) -> Doc {
    var isWeaker = value.binding < Self.binding(of: symbol)
    // Few know that `and` binds more tightly than `or`.
    if symbol == "or", case .operation("and", _) = value { isWeaker = true }
    if !isWeaker { return value.doc }
    return .group(.concat(["(", .nest(.softLine + value.docWithinBrackets), .softLine, ")"]))
  }

  /// What stands between the same operator is one row of operands.
  private func operands(of symbol: String) -> [PythonExpression] {
    guard case .operation(symbol, let items) = self, ["and", "or", "+"].contains(symbol) else {
      return [self]
    }
    return items.flatMap { $0.operands(of: symbol) }
  }

  /// Stands before a dot or behind a star as it is.
  var isPrimary: Bool { binding == .max }

  private var binding: Int {
    switch self {
    case .conditional: Self.binding(of: "if") - 1
    case .operation(let symbol, _): Self.binding(of: symbol)
    case .negation: Self.binding(of: "not")
    case .marked(_, let value): value.binding
    default: .max
    }
  }

  private static func binding(of symbol: String) -> Int {
    switch symbol {
    case "if": 1
    case "or": 2
    case "and": 3
    case "not": 4
    case "==", "!=", "<", "<=", ">", ">=": 5
    case ".": 7
    default: 6
    }
  }

  /// `a`, `if b`, `else c`, `if d`, `else e`: one choice behind the other is one row of branches.
  private var branches: [Doc] {
    guard case .conditional(let condition, let then, let otherwise) = self else { return [doc] }
    var rest = otherwise.branches
    rest[0] = "else " + rest[0]
    return [operand(then, of: "if"), "if " + operand(condition, of: "if")] + rest
  }

  /// On the line where it fits, else in parentheses.
  private var choice: Doc {
    let broken = Doc.concat(["(", .nest(.hardLine + docWithinBrackets), .hardLine, ")"])
    return .group(.choice(broken: broken, flat: .join(branches, " ")))
  }

  /// A conditional has as many lines as it has parts if need be, and no parentheses of its own.
  private var docWithinBrackets: Doc {
    guard case .conditional = self else { return doc }
    let branches = branches
    return .group(.choice(broken: .lines(branches), flat: .join(branches, " ")))
  }

  fileprivate static func string(_ text: String) -> Doc {
    PythonString.width(text) <= PythonString.pieceLength
      ? .text(PythonString.literal(text)) : string([.text(text)])
  }

  /// On the line where it fits, else in parentheses on a line of its own, else in pieces.
  private static func string(_ pieces: [Piece]) -> Doc {
    let flat = Doc.text(literal(pieces))
    let lines = chunks(of: pieces)
    guard lines.count > 1 else { return flat }
    let whole = Doc.group(.choice(broken: .lines(lines.map { .text(literal($0)) }), flat: flat))
    let broken = Doc.concat(["(", .nest(.hardLine + whole), .hardLine, ")"])
    return .group(.choice(broken: broken, flat: flat))
  }

  private static func literal(_ pieces: [Piece]) -> String {
    var plain = ""
    var hasValues = false
    for piece in pieces {
      if case .text(let text) = piece { plain += text } else { hasValues = true }
    }
    guard hasValues else { return PythonString.literal(plain) }
    let quote = PythonString.preferredQuote(plain)
    return pieces.reduce("f" + quote) {
      switch $1 {
      case .text(let text): $0 + PythonString.escaped(text, quote: quote, doublingBraces: true)
      case .value(let value): $0 + "{" + value.doc.render(width: .max, indent: 4) + "}"
      }
    } + quote
  }

  /// Pieces gathered to lines of about `PythonString.pieceLength` characters.
  private static func chunks(of pieces: [Piece]) -> [[Piece]] {
    var lines: [[Piece]] = []
    var room = 0
    for piece in pieces {
      switch piece {
      case .text(let text):
        for word in PythonString.words(text) { add(.text(word), PythonString.width(word)) }
      case .value(let value):
        add(piece, value.doc.render(width: .max, indent: 4).unicodeScalars.count)
      }
    }
    func add(_ piece: Piece, _ length: Int) {
      if lines.isEmpty || length > room {
        lines.append([])
        room = PythonString.pieceLength
      }
      lines[lines.count - 1].append(piece)
      room -= length
    }
    return lines
  }
}

extension PythonExpression.Argument {
  fileprivate var doc: Doc { name.map { .text($0 + "=") + value.doc } ?? value.doc }
}

extension PythonExpression.Entry {
  fileprivate var doc: Doc {
    switch self {
    case .pair(let key, let value): .concat([PythonExpression.string(key) as Doc, ": ", value.doc])
    case .each(let map): "**" + map.doc
    }
  }
}

extension PythonExpression {
  /// The same path of attributes and elements from another start; nil where this is no such path.
  package func replacing(_ name: String, with start: PythonExpression) -> PythonExpression? {
    switch self {
    case .name(name): start
    case .attribute(let base, let attribute):
      base.replacing(name, with: start).map { .attribute($0, attribute) }
    case .element(let base, let key):
      base.replacing(name, with: start).map { .element($0, key: key) }
    default: nil
    }
  }
}
