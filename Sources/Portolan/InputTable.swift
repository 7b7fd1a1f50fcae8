import Backends
import Diagnostics
import SecurityGroupIR

/// The rows of `portolan inputs` as a table for people.
///
/// - Parameter target: Its way of taking values is the one that is shown.
package func inputTable(_ rows: [InputRow], target: String) -> String {
  var asked = [["NAME", "TYPE", "VALUE", "PASS IT AS", "DESCRIPTION"]]
  var fixed = [["NAME", "TYPE", "VALUE", "WHY"]]
  for row in rows {
    switch row.binding {
    case .run(let spelling, let defaultValue):
      asked.append([
        row.name, row.type.text, row.valueText(defaultValue),
        row.handOver(spelling, target: target), row.description ?? "",
      ])
    case .translation(let value, let neededAt, let reason):
      fixed.append([
        row.name, row.type.text, row.isSensitive ? "(sensitive)" : (value ?? .null).line.shortened,
        neededAt.map { "\($0): \(reason)" } ?? reason,
      ])
    }
  }

  var sections: [String] = []
  if asked.count > 1 {
    sections.append("Asked for when the artifact runs:\n\n" + aligned(asked))
  }
  if fixed.count > 1 {
    sections.append("Fixed when it is translated:\n\n" + aligned(fixed))
  }
  if sections.isEmpty { sections = ["The artifact asks for nothing.\n"] }
  return sections.joined(separator: "\n")
}

extension InputRow {
  fileprivate func valueText(_ defaultValue: JSONValue?) -> String {
    if isRequired { return "required" }
    return isSensitive ? "default (sensitive)" : "default " + (defaultValue ?? .null).line.shortened
  }

  /// One word for each form of value: scalars, lists of scalars, and structures as JSON.
  fileprivate func handOver(_ spelling: InputSpelling, target: String) -> String {
    let isList = type.scalarElement != nil
    let value = type.isScalar || isList ? "VALUE" : "JSON"
    return switch target {
    case "boto3": "\(spelling.flag) \(value)\(isList ? "..." : "")"
    case "aws-cli", "curl", "runbook":
      isList
        ? "\(spelling.environment)=\"VALUE VALUE...\"" : "\(spelling.environment)=\(value)"
    case "cloudformation": "\(spelling.parameter)=\(value)\(isList ? ",VALUE..." : "")"
    default: name
    }
  }
}

/// Columns as wide as their widest cell, two blanks apart, indented by two.
private func aligned(_ rows: [[String]]) -> String {
  let cells = rows.map { $0.map { displayable($0.replacingLineBreaks) } }
  let widths = (cells.first ?? []).indices.map { column in
    cells.map { displayWidth(of: $0[column]) }.max() ?? 0
  }
  return cells.map { row in
    var line = ""
    for (cell, width) in zip(row, widths) {
      line += "  " + cell + String(repeating: " ", count: width - displayWidth(of: cell))
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line + "\n"
  }.joined()
}

extension String {
  /// JSON output has the whole value; a table shall fit the page.
  fileprivate var shortened: String { count > 50 ? prefix(47) + "..." : self }

  fileprivate var replacingLineBreaks: String {
    split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
