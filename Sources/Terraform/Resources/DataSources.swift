import HCL
import SecurityGroupIR

private let filterSchema = Schema([
  "name": .init(.string, .required), "values": .init(.set(.string), .required),
])

/// A data source that is one EC2 Describe call: what may be asked, and where the answers stand.
struct DescribeSource {
  var type: String
  var operation: String
  var list: String
  /// The argument that names one element by its id, and the parameter of the call.
  var id: (argument: String, parameter: String)?
  /// The filter that takes any number of ids.
  var idFilter: String?
  /// Argument to filter name.
  var filters: [String: String] = [:]
  /// Like `filters`, for arguments that filter only when they are true.
  var flags: [String: String] = [:]
  /// Arguments that an artifact cannot follow: with one of them, the attributes are inputs.
  var unanswered: [String: ValueType] = [:]
  var isPlural = false
  var order: String?
  var hasTags = true
  /// Attribute to its type and its JMESPath within the element found; without one it is an input.
  var attributes: [String: (type: ValueType, path: String?)]

  var resourceType: ResourceType {
    ResourceType(
      "data." + type, schema, attributes: attributeTypes,
      refine: { fields in
        // What is found may have more tags than were asked for.
        Fields(fields.filter { name, _ in name != "tags" }, rest: fields.rest)
      },
      known: { instance in
        // The provider does not fill in arguments that only filter.
        (Array(filters.keys) + Array(unanswered.keys)).filter {
          attributes[$0] == nil && instance.body[$0] == nil
        }.map { ($0, Value(.null(attributeTypes[$0] ?? .dynamic))) }
      },
      idArgument: idFilter == nil ? nil : id?.argument,
      lookup: { instance, lowering in answer(instance, &lowering) })
  }

  private var schema: Schema {
    var arguments: NamedList<Schema.Argument> = ["region": .init(.string, .optionalComputed)]
    if hasTags { arguments["tags"] = .init(.map(.string), .optionalComputed) }
    if let id { arguments[id.argument] = .init(.string, .optionalComputed) }
    for name in filters.keys { arguments[name] = .init(.string, .optionalComputed) }
    for name in flags.keys { arguments[name] = .init(.bool, .optionalComputed) }
    for (name, type) in unanswered { arguments[name] = .init(type, .optional) }
    for name in attributeTypes.keys where arguments[name] == nil {
      arguments[name] = .init(attributeTypes[name] ?? .dynamic, .computed)
    }
    return Schema(
      arguments,
      blocks: [
        "filter": .init(filterSchema),
        "timeouts": .init(Schema(["read": .init(.string, .optional)])),
      ])
  }

  private var attributeTypes: [String: ValueType] {
    var types: [String: ValueType] = ["id": .string, "region": .string]
    if hasTags { types["tags"] = .map(.string) }
    for name in flags.keys { types[name] = .bool }
    for name in filters.keys { types[name] = .string }
    for (name, type) in unanswered { types[name] = type }
    for (name, attribute) in attributes where !name.contains("[") { types[name] = attribute.type }
    return types
  }

  private func answer(_ instance: ResourceInstance, _ lowering: inout Lowering) -> LookupAnswer? {
    let body = instance.body
    if unanswered.keys.contains(where: { body[$0] != nil }) { return nil }
    var describe = Lookup.Describe(
      operation: operation, resultList: list, filters: [],
      attributes: attributes.compactMapValues(\.path), isPlural: isPlural, order: order)
    if let every = instance.every, let idFilter {
      describe.isPlural = true
      describe.attributes = describe.attributes.filter { !$0.value.contains("[") }
      describe.filters.append(.init(idFilter, lowering.elements(every)))
    } else if let id, let term = lowering.term(body[id.argument]) {
      describe.ids = Lookup.IDs(parameter: id.parameter, values: [term])
    }
    for (argument, filter) in filters.sorted(by: { $0.key.precedesInBytes($1.key) }) {
      // An empty text is no filter.
      if let term = lowering.term(body[argument]), term != .text("") {
        describe.filters.append(.init(filter, [term]))
      }
    }
    for (argument, filter) in flags.sorted(by: { $0.key.precedesInBytes($1.key) })
    where lowering.knownBool(body[argument], "because it is a filter") == true {
      describe.filters.append(.init(filter, [.text("true")]))
    }
    if let tags = body["tags"] {
      for (key, value) in lowering.mapEntries(tags) {
        describe.filters.append(.init("tag:\(key)", [value]))
      }
    }
    for block in instance.blocks("filter") ?? [] {
      guard let name = lowering.knownText(block["name"], "because it is the name of a filter")
      else { return nil }
      describe.filters.append(.init(name, lowering.elements(block["values"])))
    }
    var known = Set(describe.attributes.keys)
    if hasTags, !describe.isPlural { known.insert("tags") }
    return LookupAnswer(.describe(describe), attributes: known)
  }
}

extension Lowering {
  /// The entries of a map whose keys are known.
  mutating func mapEntries(_ argument: EvaluatedBody.Argument) -> [(String, Term)] {
    switch term(argument) {
    case .map(let parts) where parts.allSatisfy({ $0.entry != nil }):
      return parts.compactMap(\.entry)
    case .literal(.object(let entries)): return entries.map { ($0.name, .literal($0.value)) }
    default:
      evaluation.demand(
        Demand(
          argument.value.residuals.flatMap(\.sources), at: argument.location,
          "because the tags are filters"))
      return []
    }
  }

  /// The elements of a list of texts; what is a list itself stands for its elements.
  mutating func elements(_ argument: EvaluatedBody.Argument?) -> [Term] {
    guard let argument else { return [] }
    switch term(argument) {
    case .list(let parts):
      return parts.map {
        switch $0 {
        case .element(let term), .each(let term): term
        }
      }
    case .literal(.list(let elements)): return elements.map { .literal($0) }
    case .convert(let base, .set), .convert(let base, .list): return [base]
    case let list? where program.isListLookup(list): return [list]
    case .input(let id)? where program[id].type.scalarElement != nil: return [.input(id)]
    case nil: return []
    default:
      evaluation.demand(
        Demand(
          argument.value.residuals.flatMap(\.sources), at: argument.location,
          "because it is a filter"))
      return []
    }
  }
}

extension MapPart {
  fileprivate var entry: (String, Term)? {
    if case .entry(let key, let value) = self { (key, value) } else { nil }
  }
}
