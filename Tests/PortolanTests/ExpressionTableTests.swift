import Diagnostics
import Portolan
import Testing

/// Rows that do not work yet, and why. A row that works must not stand here.
private let knownFailures: [String: String] = [:]

private let session = EvaluationSession(Request(path: ExpressionTable.folder + "/scope"))

/// What differs from Terraform; nil if nothing does.
private func difference(_ row: ExpressionTable.Row) throws -> String? {
  let answer = try #require(session.answer(row.expression))
  if let summary = row.errorSummary {
    guard let error = answer.diagnostics.first else { return "has the value \(answer.text)" }
    return error.summary == summary ? nil : "\(error.summary), where Terraform says: \(summary)"
  }
  if let error = answer.diagnostics.first { return "\(error.summary): \(error.detail)" }
  if row.display == "(known after apply)" {
    return answer.json.hasPrefix(#"{"unknown": true"#) ? nil : "is known: \(answer.text)"
  }
  // The table was taken down with uniform line endings.
  let text = String(answer.text.unicodeScalars.filter { $0 != "\r" })
  if let display = row.display, text != display {
    return "is shown as \(answer.text), by Terraform as \(display)"
  }
  if let json = row.json,
    !answer.json.hasPrefix(#"{"value": \#(json), "type": "#)
  {
    return "is \(answer.json), in Terraform \(json)"
  }
  guard let type = row.type else { return nil }
  let ownType = try #require(session.answer("type(\(row.expression)\n)")).text
  let words = ownType.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  return words == type ? nil : "is of the type \(words), in Terraform \(type)"
}

@Test("The scope can be read") func scopeIsFine() {
  #expect(session.diagnostics.isEmpty)
}

@Test("Expressions have the value, the type, the form or the error that Terraform gives them")
func expressionsAreTerraforms() throws {
  let rows = try ExpressionTable.rows()
  #expect(rows.count > 300)
  for row in rows {
    let difference = try difference(row)
    if let reason = knownFailures[row.id] {
      if difference == nil {
        Issue.record("\(row.id) works; take it off the list: \(row.expression) (\(reason))")
      }
    } else if let difference {
      Issue.record("\(row.id): \(row.expression) \(difference)")
    }
  }
  let ids = Set(rows.map(\.id))
  #expect(Set(knownFailures.keys).isSubset(of: ids))
}
