/// A line or so of a function's body.
package enum PythonStatement: Hashable, Sendable {
  case comment(String)
  case blank
  /// One line of documentation, which begins the body.
  case docstring(String)
  /// To a variable or an attribute.
  case assign(String, PythonExpression)
  case returns(PythonExpression)
  case evaluate(PythonExpression)

  package var names: Set<String> {
    switch self {
    case .comment, .blank, .docstring: []
    case .assign(_, let value), .returns(let value), .evaluate(let value): value.names
    }
  }

  private var doc: Doc {
    switch self {
    case .comment(let text): .text("# " + text)
    case .blank: .empty
    case .assign(let name, let value): .text(name + " = ") + value.doc
    case .docstring(let text): .text("\"\"\"" + text + "\"\"\"")
    case .returns(let value): "return " + value.doc
    case .evaluate(let value): value.doc
    }
  }

  /// A function body, one level deep. Blank lines at either end or in a row are left out.
  package static func body(_ statements: [PythonStatement]) -> Doc {
    var docs: [Doc] = []
    var isBlankDue = false
    for statement in statements {
      if statement == .blank {
        isBlankDue = !docs.isEmpty
        continue
      }
      if !docs.isEmpty { docs.append(isBlankDue ? .blankLine : .hardLine) }
      docs.append(statement.doc)
      isBlankDue = false
    }
    return .nest(.hardLine + .concat(docs))
  }
}
