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

  /// Adds all identifiers that stand for variables in what it evaluates.
  package func addNames(to names: inout UsedWords) {
    switch self {
    case .comment, .blank, .docstring: break
    case .assign(_, let value), .returns(let value), .evaluate(let value):
      value.addNames(to: &names)
    }
  }

  fileprivate func print(to printer: inout Printer) {
    func print(_ value: PythonExpression, to printer: inout Printer) {
      let indent = printer.level * printer.layout.indent
      if let doc = value.docOfStatement {
        printer.print(doc, indent: indent, trailing: 0)
      } else {
        printer.print(value, indent: indent, trailing: 0)
      }
    }
    switch self {
    case .comment(let text): printer.write("# " + text)
    case .blank: break
    case .assign(let name, let value):
      printer.write(name)
      printer.write(" = ")
      print(value, to: &printer)
    case .docstring(let text): printer.write("\"\"\"" + text + "\"\"\"")
    case .returns(let value):
      printer.write("return ")
      print(value, to: &printer)
    case .evaluate(let value): print(value, to: &printer)
    }
  }
}

/// Prints the statements of a body one after the other. Blank lines at either end, in a row or after the
/// documentation are left out.
package struct PythonBody {
  private var isEmpty = true
  private var isBlankDue = false

  package init() {}

  package mutating func add(_ statement: PythonStatement, to printer: inout Printer) {
    if statement == .blank {
      isBlankDue = !isEmpty
      return
    }
    if isBlankDue { printer.newline() }
    printer.newline(printer.level * printer.layout.indent)
    statement.print(to: &printer)
    if case .docstring = statement {} else { isEmpty = false }
    isBlankDue = false
  }
}
