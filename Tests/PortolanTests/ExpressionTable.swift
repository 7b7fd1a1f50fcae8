import FoundationEssentials
import HCL
import Testing

/// Expressions and what Terraform 1.11 makes of them, as its console says.
///
/// `Tests/Fixtures/expressions/terraform.json` holds a row for each; `scope` beside it is the module
/// in which all of them were evaluated.
enum ExpressionTable {
  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    let expression: String
    /// What the console prints.
    let display: String?
    /// What `jsonencode` gives for the value.
    let json: String?
    let type: String?
    let errorSummary: String?

    var testDescription: String { "\(id): \(expression)" }
  }

  static let folder =
    #filePath.prefix(
      upTo: #filePath.firstRange(of: "PortolanTests")?.lowerBound ?? #filePath.endIndex)
    + "Fixtures/expressions"

  /// All rows whose result is the same each time.
  static func rows() throws -> [Row] {
    let text = try String(contentsOfFile: "\(folder)/terraform.json", encoding: .utf8)
    guard case .object(let table) = try decodeJSON(text).content,
      case .tuple(let rows)? = table["expressions"]?.content
    else { return [] }
    return rows.compactMap { row in
      guard case .object(let fields) = row.content, fields["volatile"] == nil,
        let id = fields.text("id"), let expression = fields.text("expr")
      else { return nil }
      var summary: String?
      if case .object(let error)? = fields["error"]?.content { summary = error.text("summary") }
      return Row(
        id: id, expression: expression, display: fields.text("display"), json: fields.text("json"),
        type: fields.text("type"), errorSummary: summary)
    }
  }
}

extension Fields {
  fileprivate func text(_ name: String) -> String? {
    if case .string(let text)? = self[name]?.content { text } else { nil }
  }
}
