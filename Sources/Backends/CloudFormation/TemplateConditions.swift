import CodePrinter
import SecurityGroupIR

/// Conditions that choose between two values. CloudFormation compares texts and nothing else.
extension Template {
  /// The name of a condition of the template.
  mutating func choice(_ condition: Condition, at origin: Origin) -> String {
    if let name = choiceNames[condition] { return name }
    let json = test(condition, at: origin)
    let name = names.choice(condition)
    choices.append((name, json))
    choiceNames[condition] = name
    return name
  }

  private mutating func test(_ condition: Condition, at origin: Origin) -> JSON {
    switch condition {
    case .equal(let left, let right):
      return ["Fn::Equals": [value(left, at: origin), value(right, at: origin)]]
    case .isTrue(let term): return ["Fn::Equals": [value(term, at: origin), "true"]]
    case .isLonger(let list, let count):
      return ["Fn::Not": [["Fn::Equals": [element(count, of: list, at: origin), ""]]]]
    case .not(let inner): return ["Fn::Not": [test(inner, at: origin)]]
    case .all(let parts): return combined("Fn::And", parts, at: origin)
    case .any(let parts): return combined("Fn::Or", parts, at: origin)
    }
  }

  /// An element of a list, or empty text behind its end: the list is made long enough first.
  private mutating func element(_ index: Int, of list: Term, at origin: Origin) -> JSON {
    let elements = self.list(list, at: origin)
    if index == 0 { return ["Fn::Join": ["", elements]] }
    let padding = String(repeating: ",", count: index + 1)
    let padded: JSON = ["Fn::Join": ["", [["Fn::Join": [",", elements]], .string(padding)]]]
    return ["Fn::Select": [.number(String(index)), ["Fn::Split": [",", padded]]]]
  }

  /// Two to ten conditions go into one function.
  private mutating func combined(
    _ function: String, _ parts: [Condition], at origin: Origin
  ) -> JSON {
    var tests: [JSON] = []
    for part in parts { tests.append(test(part, at: origin)) }
    while tests.count > 10 {
      tests = stride(from: 0, to: tests.count, by: 10).map { start in
        let chunk = Array(tests[start..<min(start + 10, tests.count)])
        return chunk.count == 1 ? chunk[0] : .object([.init(function, .array(chunk))])
      }
    }
    return .object([.init(function, .array(tests))])
  }
}
