import Diagnostics

// `templatefile` and `templatestring`: a text that is a template, evaluated with the given names alone.

extension Evaluator {
  func templateFile(
    _ arguments: [ExpressionID], at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    let form = SpecialForm.templatefile
    try checkArguments(arguments, of: form, first: "path", at: place)
    let path = try evaluate(arguments[0])
    let variables = try evaluate(arguments[1])
    guard path.isWhollyKnown, !variables.isUnknown else {
      return .undecided(form.rawValue, .dynamic, [path, variables])
    }
    return try calling(form, arguments, at: place) { () throws(FunctionError) in
      // Files are found and read as `file` does it, and it says what is wrong with them.
      guard let file = scope.functions["file"] else { throw .noFiles("the template") }
      let text = try HCL.call(file, [path], environment: scope.functionEnvironment)
      guard case .string(let source) = text.content,
        case .string(let name) = path.content
      else { throw FunctionError("a string is required", argument: 0) }
      let template = try TemplateSource(form, name: name, text: source)
      return try template.render(variables, in: scope).marked(text.marks)
    }
  }

  func templateString(
    _ arguments: [ExpressionID], at place: SourceLocation
  ) throws(EvaluationFailure) -> Value {
    let form = SpecialForm.templatestring
    try checkArguments(arguments, of: form, first: "template", at: place)
    try calling(form, arguments, at: place) { () throws(FunctionError) in
      try checkReference(arguments[0])
    }
    let text = try evaluate(arguments[0])
    let variables = try evaluate(arguments[1])
    guard text.isWhollyKnown, !variables.isUnknown else {
      return .undecided(form.rawValue, .dynamic, [text, variables])
    }
    return try calling(form, arguments, at: place) { () throws(FunctionError) in
      guard case .string(let source) = text.content else {
        throw FunctionError("invalid template value: a string is required", argument: 0)
      }
      let template: TemplateSource
      do throws(FunctionError) {
        template = try TemplateSource(form, name: "<templatestring argument>", text: source)
      } catch {
        throw FunctionError("invalid template: \(error.message)", argument: 0)
      }
      return try template.render(variables, in: scope).marked(text.marks)
    }
  }

  private func checkArguments(
    _ arguments: [ExpressionID], of form: SpecialForm, first: String, at place: SourceLocation
  ) throws(EvaluationFailure) {
    try calling(form, arguments, at: place) { () throws(FunctionError) in
      if enclosingTemplate != nil {
        throw FunctionError(
          "cannot recursively call \(form.rawValue) from inside another template function")
      }
      if arguments.count < 2 {
        throw FunctionError(
          "Function \"\(form.rawValue)\" expects 2 argument(s). Missing value for "
            + "\"\(arguments.isEmpty ? first : "vars")\".", kind: .tooFewArguments)
      }
      if arguments.count > 2 {
        throw FunctionError(
          "Function \"\(form.rawValue)\" expects only 2 argument(s).", argument: 2,
          kind: .tooManyArguments)
      }
    }
  }

  /// The template must come from elsewhere: one that stands here is better written without the call.
  private func checkReference(_ argument: ExpressionID) throws(FunctionError) {
    let reason: String
    switch tree[argument] {
    case .variable, .attribute, .index, .splat: return
    case .string, .template:
      reason =
        "templatestring is only for rendering templates retrieved dynamically from elsewhere, and so "
        + "does not support providing a literal template; consider using a template string "
        + "expression instead"
    case .templateWrap:
      reason =
        "templatestring is only for rendering templates retrieved dynamically from elsewhere; to "
        + "treat the inner expression as template syntax, write the reference expression directly "
        + "without any template interpolation syntax"
    default:
      reason =
        "must be a direct reference to a single string from elsewhere, containing valid Terraform "
        + "template syntax"
    }
    throw FunctionError("invalid template expression: \(reason)", argument: 0)
  }

  @discardableResult
  private func calling<Result>(
    _ form: SpecialForm, _ arguments: [ExpressionID], at place: SourceLocation,
    _ body: () throws(FunctionError) -> Result
  ) throws(EvaluationFailure) -> Result {
    do throws(FunctionError) {
      return try body()
    } catch {
      let names = [form == .templatefile ? "path" : "template", "vars"]
      throw fail(
        .callFailed(
          error, of: form.rawValue, parameter: error.argument.flatMap { names.element(at: $0) },
          at: place, arguments: arguments.map(at)))
    }
  }
}

extension Array {
  fileprivate func element(at index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
