/// Calls a function as the language does: arguments are counted, converted and checked for nulls,
/// the body runs on what it can take, and marks pass from the arguments to the result.
package func call(
  _ function: Function, _ arguments: [Value], environment: FunctionEnvironment
) throws(FunctionError) -> Value {
  try function.checkArity(of: arguments.count)
  let converted = try function.convertArguments(arguments)

  var marks: Marks = []
  var bodyArguments: [Value] = []
  var isUnknown = false
  for (index, value) in converted.enumerated() {
    guard let parameter = function.parameter(at: index) else { continue }
    if value.isNull, !parameter.allowsNull {
      throw FunctionError("argument must not be null", argument: index)
    }
    if !parameter.allowsUnknown, !value.residuals.isEmpty { isUnknown = true }
    if parameter.allowsMarks {
      bodyArguments.append(value)
    } else {
      marks.formUnion(value.allMarks)
      bodyArguments.append(value.withoutMarks)
    }
  }
  if isUnknown {
    let type = function.resultType(converted.map(\.type))
    return .undecided(function.name, type, bodyArguments).marked(marks)
  }
  let result = try function.body(bodyArguments, environment)
  if case .string(let text) = result.content {
    if text.utf8.count > EvaluationBudget.maximumText {
      throw FunctionError(
        "the result would have more than \(EvaluationBudget.maximumText) bytes, which is the limit")
    }
    return .string(normalizing: text).marked(result.marks.union(marks))
  }
  return result.marked(marks)
}

extension Function {
  /// The parameter that an argument fills; none if there are too many arguments.
  package func parameter(at index: Int) -> Parameter? {
    index < parameters.count ? parameters[index] : variadic
  }

  fileprivate func checkArity(of count: Int) throws(FunctionError) {
    if count < parameters.count {
      throw FunctionError(
        "Function \"\(name)\" expects\(variadic == nil ? "" : " at least") "
          + "\(parameters.count) argument(s). Missing value for \"\(parameters[count].name)\".",
        kind: .tooFewArguments)
    }
    if count > parameters.count, variadic == nil {
      throw FunctionError(
        "Function \"\(name)\" expects only \(parameters.count) argument(s).",
        argument: parameters.count, kind: .tooManyArguments)
    }
  }

  fileprivate func convertArguments(_ arguments: [Value]) throws(FunctionError) -> [Value] {
    var converted: [Value] = []
    for (index, argument) in arguments.enumerated() {
      guard let type = parameter(at: index)?.type else { continue }
      do throws(ConversionError) {
        converted.append(try convert(argument, to: type))
      } catch {
        throw FunctionError(error.message, argument: index)
      }
    }
    return converted
  }
}

extension Value {
  /// The unknown result of an operation that needs values which are not known yet.
  package static func undecided(
    _ operation: String, _ type: ValueType, _ operands: [Value]
  ) -> Value {
    .unknown(
      type, .call(operation, operands.map(\.withoutMarks)),
      marks: operands.reduce([]) { $0.union($1.allMarks) })
  }

  /// The value and everything in it without marks.
  package var withoutMarks: Value {
    if allMarks.isEmpty { return self }
    let bare: Content =
      switch content {
      case .list(let type, let elements): .list(type, elements.map(\.withoutMarks))
      case .set(let type, let members): .set(type, members.map(\.withoutMarks))
      case .tuple(let elements): .tuple(elements.map(\.withoutMarks))
      case .map(let type, let fields): .map(type, fields.mapValues(\.withoutMarks))
      case .object(let fields): .object(fields.mapValues(\.withoutMarks))
      default: content
      }
    return Value(bare)
  }
}
