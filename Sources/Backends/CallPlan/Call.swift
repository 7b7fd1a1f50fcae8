import CodePrinter
import SecurityGroupIR

/// One call of an AWS API, its operation and parameters as botocore's model has them.
struct Call {
  var id: String
  var service = "ec2"
  var operation: String
  var source: Origin
  /// Whose call it is; calls of the same subject stand together in the text form.
  var subject: PlanSubject?
  /// Why it is there, where its operation does not say so.
  var comment: String?
  var region: JSON?
  /// Calls that must be over, beside those whose results it takes.
  var after: [String] = []
  var parameters: [JSON.Field]
  var ignoreErrors: [String] = []
  /// A JMESPath to a list that must have one element.
  var expectOne: String?
  /// The rules that it is about, for people.
  var rules: [PlanRule] = []
  var undo: [UndoCall] = []
}

/// A call that takes back another one, in the same service and Region. It may use the result of what
/// it takes back.
struct UndoCall {
  var operation: String
  var parameters: [JSON.Field]

  init(_ operation: String, _ parameters: [JSON.Field]) {
    self.operation = operation
    self.parameters = parameters
  }

  fileprivate var json: JSON {
    ["operation": .string(operation), "parameters": .object(parameters)]
  }
}

/// A resource as a heading.
struct PlanSubject: Hashable {
  var address: String
  var origin: Origin
}

extension Call {
  /// The calls whose results it takes.
  var needs: [String] { Self.results(in: .object(parameters)) }

  var json: JSON {
    var after: [String] = []
    for id in needs + self.after where !after.contains(id) { after.append(id) }
    let fields: KeyValuePairs<String, JSON?> = [
      "id": .string(id),
      "service": .string(service),
      "operation": .string(operation),
      "source": .string(source.text),
      "comment": comment.map(JSON.string),
      "region": region,
      "after": after.isEmpty ? nil : .strings(after),
      "parameters": .object(parameters),
      "ignoreErrors": ignoreErrors.isEmpty ? nil : .strings(ignoreErrors),
      "expectOne": expectOne.map(JSON.string),
      "undo": undo.isEmpty ? nil : .array(undo.map(\.json)),
    ]
    guard case .object(let present) = JSON.compact(fields) else { return .null }
    return JSON.section(present).marked(source.mark)
  }

  static func results(in json: JSON) -> [String] {
    if case .object(let fields) = json, fields.count == 1, fields[0].name == "$result",
      case .array(let parts) = fields[0].value, case .string(let id)? = parts.first
    {
      return [id]
    }
    return json.children.flatMap(results)
  }
}
