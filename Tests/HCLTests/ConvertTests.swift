import HCL
import Testing

/// The columns of a row, without the spaces around them.
func columns(_ row: String) -> [String] {
  row.split(separator: "|", omittingEmptySubsequences: false).map { column in
    String(column.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

/// On one line, as the fixtures have types.
private func oneLine(_ name: String) -> String {
  name.split(whereSeparator: { $0 == "\n" || $0 == " " }).joined(separator: " ")
}

private func attempt(_ value: Value, as type: ValueType) -> Result<Value, ConversionError> {
  do throws(ConversionError) { return .success(try convert(value, to: type)) } catch {
    return .failure(error)
  }
}

struct ConvertTests {
  /// Random values for variables of random types, and what Terraform makes of them.
  @Test(arguments: try fixtureLines("conversions.txt"))
  func variable(row: String) throws {
    let row = columns(row)
    let constraint = TypeConstraintTests.constraint(row[0]).constraint
    let given = ExpressionText.value(row[1])
    switch attempt(constraint.apply(defaultsTo: given), as: constraint.type) {
    case .success(let value):
      #expect(row[2] == jsonString(jsonEncode(value)))
      #expect(row[3] == oneLine(value.type.name))
    case .failure(let error):
      let isExpected = row[2] == "ERR" || row[2] == "ERR \(error.message)."
      #expect(isExpected, "\(error.description)")
    }
  }

  /// `true ? left : right`: the common type of two values, and the left one in it.
  @Test(arguments: try fixtureLines("conditionals.txt"))
  func conditional(row: String) throws {
    let row = columns(row)
    let left = ExpressionText.value(row[0])
    let right = ExpressionText.value(row[1])
    let type = unify([left.type, right.type])
    guard let type else {
      #expect(row[2] == "ERR")
      return
    }
    guard let value = try? convert(left, to: type) else {
      #expect(row[2] == "ERR")
      return
    }
    #expect(row[2] == oneLine(value.type.name))
    #expect(row[3] == jsonString(jsonEncode(value)))
  }
}
