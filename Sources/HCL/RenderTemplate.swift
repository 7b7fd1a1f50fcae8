import Diagnostics

/// A text that was read as a template.
struct TemplateSource {
  let form: SpecialForm
  let source: SourceFile
  let tree: SyntaxTree
  let template: ExpressionID

  /// - Parameter name: As messages show it.
  init(_ form: SpecialForm, name: String, text: String) throws(FunctionError) {
    self.form = form
    source = SourceFile(path: name, bytes: Array(text.utf8))
    var sink = DiagnosticSink()
    // Its places never leave this file: messages hold them as text.
    (tree, template) = Parser.parseTemplate(
      file: FileID(0), bytes: source.bytes, into: &sink)
    let errors = sink.diagnostics.filter { $0.severity == .error }
    if let first = errors.first {
      let others = errors.count - 1
      throw FunctionError(
        describe(first) + (others > 0 ? ", and \(others) other diagnostic(s)" : ""))
    }
  }

  func render(_ variables: Value, in outer: any Scope) throws(FunctionError) -> Value {
    let fields = try checkedFields(of: variables)
    for name in tree.freeVariables(in: template) where fields[name.text] == nil {
      throw FunctionError(
        "vars map does not contain key \(quoted(name.text)), referenced at "
          + place(tree.location(name.span)), argument: 1)
    }
    var evaluator = Evaluator(
      tree, scope: TemplateScope(fields: fields, outer: outer, mayReadFiles: form == .templatefile))
    evaluator.enclosingTemplate = form
    let result: Value
    do throws(EvaluationFailure) {
      result = try evaluator.evaluate(template)
    } catch .diagnostic(let diagnostic) {
      throw FunctionError(describe(diagnostic))
    } catch {
      throw FunctionError("the template has no value")
    }
    if result.isNull {
      throw FunctionError(
        place(tree.location(template)) + ": Template result is null; The result of the template is "
          + "null, which is not a valid result for a \(form.rawValue) call.")
    }
    return result.marked(variables.marks)
  }

  private func checkedFields(of variables: Value) throws(FunctionError) -> Fields {
    if variables.isNull { throw FunctionError("argument must not be null", argument: 1) }
    let fields: Fields
    switch variables.content {
    case .map(_, let entries), .object(let entries): fields = entries
    default: throw FunctionError("invalid vars value: must be a map", argument: 1)
    }
    for name in fields.names where !isIdentifier(name) {
      throw FunctionError(
        "invalid template variable name \(quoted(name)): must start with a letter, followed by zero "
          + "or more letters, digits, and underscores", argument: 1)
    }
    return fields
  }

  /// A finding inside of the template in one sentence, as Terraform tells it.
  private func describe(_ diagnostic: Diagnostic) -> String {
    let start = diagnostic.labels.first.map { place($0.location) + ": " } ?? ""
    return "\(start)\(diagnostic.summary); \(diagnostic.detail)"
  }

  /// `tpl/hello.tftpl:1,10-14`; over several lines `tpl/hello.tftpl:1,10-2,4`.
  private func place(_ location: SourceLocation) -> String {
    let start = source.position(of: location.span.start)
    let end = source.position(of: location.span.end)
    let line = end.line == start.line ? "" : "\(end.line),"
    return "\(source.path):\(start.line),\(start.column)-\(line)\(end.column)"
  }
}

/// What a template may refer to: the given names, and the functions.
private struct TemplateScope: Scope {
  let fields: Fields
  let functions: [String: Function]
  let functionEnvironment: FunctionEnvironment

  init(fields: Fields, outer: any Scope, mayReadFiles: Bool) {
    self.fields = fields
    functions =
      mayReadFiles
      ? outer.functions
      : outer.functions.mapValues { $0.readsFiles ? $0.refusedInTemplateString : $0 }
    functionEnvironment = outer.functionEnvironment
  }

  func resolve(
    _ root: Identifier, _ names: [Identifier], at location: SourceLocation
  ) throws(EvaluationFailure) -> (value: Value, taken: Int) {
    guard let value = fields[root.text] else {
      throw .diagnostic(.variablesNotAllowed("A template", at: location))
    }
    return (value, 0)
  }
}

extension Function {
  fileprivate var readsFiles: Bool { name.hasPrefix("file") }

  fileprivate var refusedInTemplateString: Function {
    var copy = self
    let name = name
    copy.body = { _, _ throws(FunctionError) in
      throw FunctionError(
        "cannot use filesystem access functions like \(name) in templatestring templates; consider "
          + "passing the function result as a template variable instead")
    }
    return copy
  }
}
