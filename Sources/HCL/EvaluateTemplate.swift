import Diagnostics

extension Evaluator {
  func template(_ parts: [TemplatePart], at id: ExpressionID) throws(EvaluationFailure) -> Value {
    var pieces: [Value] = []
    try append(parts, to: &pieces, at: id)
    return try joined(pieces, at: id)
  }

  private func append(
    _ parts: [TemplatePart], to pieces: inout [Value], at id: ExpressionID
  ) throws(EvaluationFailure) {
    for part in parts {
      switch part {
      case .literal(let text): pieces.append(.string(text))
      case .interpolation(let inner): pieces.append(try text(of: inner))
      case .conditional(let conditionID, let then, let otherwise):
        let condition = try evaluate(conditionID)
        if condition.isNull { throw fail(.nullCondition(at: at(conditionID))) }
        let test = try converted(condition, to: .bool) {
          .invalidCondition($0, at: at(conditionID))
        }
        if case .bool(let flag) = test.content {
          var inner: [Value] = []
          try append(flag ? then : otherwise, to: &inner, at: id)
          pieces.append(try joined(inner, at: id).marked(test.marks))
        } else {
          var (left, right): ([Value], [Value]) = ([], [])
          try append(then, to: &left, at: id)
          try append(otherwise, to: &right, at: id)
          let arms = [try joined(left, at: id), try joined(right, at: id)]
          pieces.append(.undecided("?:", .string, [test] + arms))
        }
      case .loop(let introduction, let body):
        var inner: [Value] = []
        let outcome = try forEach(introduction) {
          (element: Evaluator) throws(EvaluationFailure) in
          try element.append(body, to: &inner, at: id)
        }
        let text = try joined(inner, at: id)
        pieces.append(outcome.finish(text, unknownType: .string))
      }
    }
  }

  private func text(of id: ExpressionID) throws(EvaluationFailure) -> Value {
    let value = try evaluate(id)
    if value.isNull { throw fail(.nullInTemplate(at: at(id))) }
    return try converted(value, to: .string) { .invalidInTemplate($0, value, at: at(id)) }
  }

  /// One string out of pieces; what is not known yet stays a piece of a residual template.
  private func joined(
    _ pieces: [Value], at id: ExpressionID
  ) throws(EvaluationFailure) -> Value {
    let size = pieces.reduce(0) { size, piece in
      if case .string(let text) = piece.content { size + text.utf8.count } else { size }
    }
    if size > EvaluationBudget.maximumText { throw fail(.textTooLong(at: at(id))) }
    guard budget.spendText(size) else { throw fail(.tooMuchText(at: at(id))) }
    let marks = pieces.reduce(Marks()) { $0.union($1.marks) }
    var merged: [Value] = []
    var text = ""
    func flush() {
      if !text.isEmpty { merged.append(.string(normalizing: text)) }
      text = ""
    }
    for piece in pieces {
      switch piece.content {
      case .string(let more): text += more
      case .unknown(let unknown):
        if case .template(let inner) = unknown.residual {
          for part in inner {
            if case .string(let more) = part.content {
              text += more
            } else {
              flush()
              merged.append(part)
            }
          }
        } else {
          flush()
          merged.append(piece)
        }
      default: break
      }
    }
    if merged.isEmpty { return Value.string(normalizing: text).marked(marks) }
    flush()
    return .unknown(.string, .template(merged), marks: marks)
  }
}
