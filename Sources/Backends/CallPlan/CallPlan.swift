import CodePrinter
package import Diagnostics
package import SecurityGroupIR

/// The calls that make the groups where nothing is there yet, one after the other, as data:
/// `grammars/call-plan.schema.json`.
package struct CallPlan: CallingBackend {
  package init() {}

  package let name = "call-plan"
  package let summary = "list of EC2 calls for a new VPC (JSON)"
  package let fileExtension = "json"
  package let isExecutable = false
  package let capabilities = Capabilities(
    lookups: true, listPeers: true, mapInputs: false, members: false,
    computation: .ofOneLookup)

  package func emit(_ program: Program, into sink: inout DiagnosticSink) -> String {
    var plan = Plan(program)
    plan.makeCalls()
    let text = plan.json().text
    sink.absorb(plan.sink)
    return text
  }
}

/// One plan while it is made.
struct Plan {
  let program: Program
  var calls: [Call] = []
  var sink = DiagnosticSink()

  init(_ program: Program) { self.program = program }

  /// Lookups and groups first, in the order in which they need each other; then the rules, so that
  /// groups may refer to each other in circles.
  mutating func makeCalls() {
    for step in program.makingOrder {
      switch step {
      case .lookup(let id): look(id)
      case .group(let id): makeGroup(id)
      }
    }
    for index in program.groups.indices { makeRules(GroupID(index)) }
    for (index, attachment) in program.attachments.enumerated() {
      attach(attachment, number: index + 1)
    }
  }

  mutating func json() -> JSON {
    let outputs = makeOutputs()
    var fields: [JSON.Field] = [.init("version", 1), .init("description", .string(title))]
    if !program.folded.isEmpty {
      fields.append(.init("fixed", .section(program.folded.map(Self.fixed))))
    }
    fields += [
      .init("inputs", .section(program.inputs.map(Self.input))),
      .init("calls", .array(calls.map(\.json))),
    ]
    if !outputs.isEmpty { fields.append(.init("outputs", .section(outputs))) }
    return .section(fields)
  }

  private var title: String {
    let names = program.groups.map(\.name)
    let groups =
      switch names.count {
      case 0: "no security group"
      case 1: "security group \(names[0])"
      default: "\(names.count) security groups"
      }
    let source = program.sources.isEmpty ? "" : " from " + program.sources.joined(separator: ", ")
    return
      "The calls that make \(groups) where nothing is there yet, translated\(source) by Portolan."
  }

  private static func input(_ input: Input) -> JSON.Field {
    let given = input.isSensitive ? nil : input.defaultValue
    return .init(
      input.name,
      .compact([
        "type": input.type.json,
        "description": input.description.map(JSON.string),
        "address": .string(input.address),
        "required": given == nil ? true : nil,
        "default": given.map(\.json),
        "sensitive": input.isSensitive ? true : nil,
      ]))
  }

  private static func fixed(_ variable: FoldedVariable) -> JSON.Field {
    let why =
      switch variable.reason {
      case .given: "given when this was translated"
      case .needed(let origin, let why): "\(why) (\(origin.text))"
      }
    return .init(
      variable.name, .compact(["value": variable.value.map(\.json), "why": .string(why)]))
  }

  private mutating func makeOutputs() -> [JSON.Field] {
    if program.outputs.isEmpty {
      return program.groups.indices.map { index in
        let value = self.value(
          .group(GroupID(index), .id), at: program.groups[index].origin)
        return .init(program.groups[index].name + "_id", ["value": value])
      }
    }
    return program.outputs.map { output in
      .init(
        output.name,
        .compact([
          "description": output.description.map(JSON.string),
          "value": value(output.value, at: output.origin),
          "sensitive": output.isSensitive ? true : nil,
        ]))
    }
  }
}

/// One call of an AWS API, its operation and parameters as botocore's model has them.
struct Call {
  var id: String
  var service = "ec2"
  var operation: String
  var source: Origin
  /// Why it is there, where its operation does not say so.
  var comment: String?
  var region: JSON?
  /// Calls that must be over, beside those whose results it takes.
  var after: [String] = []
  var when: JSON?
  var parameters: [JSON.Field]
  var ignoreErrors: [String] = []
  /// A JMESPath to a list that must have one element.
  var expectOne: String?

  var json: JSON {
    var after: [String] = []
    for id in results(in: .object(parameters)) + self.after where !after.contains(id) {
      after.append(id)
    }
    let fields: KeyValuePairs<String, JSON?> = [
      "id": .string(id),
      "service": .string(service),
      "operation": .string(operation),
      "source": .string(source.text),
      "comment": comment.map(JSON.string),
      "region": region,
      "after": after.isEmpty ? nil : .strings(after),
      "when": when,
      "parameters": .object(parameters),
      "ignoreErrors": ignoreErrors.isEmpty ? nil : .strings(ignoreErrors),
      "expectOne": expectOne.map(JSON.string),
    ]
    guard case .object(let present) = JSON.compact(fields) else { return .null }
    return .section(present)
  }

  private func results(in json: JSON) -> [String] {
    if case .object(let fields) = json, fields.count == 1, fields[0].name == "$result",
      case .array(let parts) = fields[0].value, case .string(let id)? = parts.first
    {
      return [id]
    }
    return json.children.flatMap(results)
  }
}

extension InputType {
  /// As Terraform writes types in JSON: `"string"`, `["list", "string"]`.
  var json: JSON {
    switch self {
    case .any: "any"
    case .string: "string"
    case .number: "number"
    case .bool: "bool"
    case .list(let element): ["list", element.json]
    case .set(let element): ["set", element.json]
    case .map(let element): ["map", element.json]
    case .tuple(let elements): ["tuple", .array(elements.map(\.json))]
    case .object(let attributes):
      [
        "object",
        .object(
          attributes.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { name in
            attributes[name].map { .init(name, $0.json) }
          }),
      ]
    }
  }
}
