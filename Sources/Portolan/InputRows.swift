package import Backends
package import Diagnostics
package import SecurityGroupIR

/// What `portolan inputs` tells about one variable or other input of an artifact.
package struct InputRow: Sendable {
  package enum Binding: Sendable {
    /// The artifact asks for it.
    case run(InputSpelling, default: JSONValue?)
    /// It is part of the artifact; the value is absent where it is sensitive.
    case translation(value: JSONValue?, neededAt: String?, reason: String)
  }

  package var name: String
  package var address: String
  package var type: InputType
  package var isSensitive: Bool
  package var description: String?
  package var isRequired: Bool
  package var binding: Binding
}

extension Program {
  /// What the artifact asks for, in its order, then what was fixed when it was translated.
  package var inputRows: [InputRow] {
    let asked = zip(inputs, inputSpellings).map { input, spelling in
      InputRow(
        name: input.name, address: input.address, type: input.type, isSensitive: input.isSensitive,
        description: input.description, isRequired: input.isRequired,
        binding: .run(spelling, default: input.isSensitive ? nil : input.defaultValue?.json))
    }
    let fixed = folded.map { variable in
      InputRow(
        name: variable.name, address: "var.\(variable.name)", type: variable.type,
        isSensitive: variable.isSensitive, description: variable.description, isRequired: false,
        binding: variable.binding)
    }
    return asked + fixed
  }
}

extension FoldedVariable {
  fileprivate var binding: InputRow.Binding {
    let value = isSensitive ? nil : value?.json
    return switch reason {
    case .given: .translation(value: value, neededAt: nil, reason: "Its value was given.")
    case .needed(let origin, let why):
      .translation(value: value, neededAt: origin.text, reason: why)
    }
  }
}

extension InputRow {
  package var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(name)),
      .init("address", .string(address)),
      .init("type", type.json),
      .init("required", .bool(isRequired)),
    ]
    switch binding {
    case .run(let spelling, let defaultValue):
      members += [
        .init("default", defaultValue ?? .null),
        .init("sensitive", .bool(isSensitive)),
        .init("description", .text(description)),
        .init("binding", "run"),
        .init("flag", .string(spelling.flag)),
        .init("environment", .string(spelling.environment)),
        .init("parameter", .string(spelling.parameter)),
      ]
    case .translation(let value, let neededAt, let reason):
      members += [
        .init("default", .null),
        .init("sensitive", .bool(isSensitive)),
        .init("description", .text(description)),
        .init("binding", "translation"),
        .init("flag", .null),
        .init("environment", .null),
        .init("parameter", .null),
        .init("value", value ?? .null),
        .init("needed_at", .text(neededAt)),
        .init("reason", .string(reason)),
      ]
    }
    return .object(members)
  }
}

extension Literal {
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let text): .number(text)
    case .string(let text): .string(text)
    case .list(let elements): .array(elements.map(\.json))
    case .object(let entries): .object(entries.map { .init($0.name, $0.value.json) })
    }
  }
}

extension InputType {
  /// As Terraform writes types in JSON: `"string"`, `["list", "string"]`, `["object", {…}]`.
  package var json: JSONValue {
    switch self {
    case .any: "dynamic"
    case .string: "string"
    case .number: "number"
    case .bool: "bool"
    case .list(let element): .array(["list", element.json])
    case .set(let element): .array(["set", element.json])
    case .map(let element): .array(["map", element.json])
    case .tuple(let elements): .array(["tuple", .array(elements.map(\.json))])
    case .object(let attributes):
      .array(["object", .object(inByteOrder(attributes).map { .init($0.name, $0.type.json) })])
    }
  }

  /// As a configuration writes it: `list(string)`, `object({ cidr = string })`.
  package var text: String {
    switch self {
    case .any: "any"
    case .string: "string"
    case .number: "number"
    case .bool: "bool"
    case .list(let element): "list(\(element.text))"
    case .set(let element): "set(\(element.text))"
    case .map(let element): "map(\(element.text))"
    case .tuple(let elements): "tuple([\(elements.map(\.text).joined(separator: ", "))])"
    case .object(let attributes):
      "object({ "
        + inByteOrder(attributes).map { "\($0.name) = \($0.type.text)" }.joined(separator: ", ")
        + " })"
    }
  }
}

private func inByteOrder(_ attributes: [String: InputType]) -> [(name: String, type: InputType)] {
  attributes.map { (name: $0.key, type: $0.value) }
    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
}
