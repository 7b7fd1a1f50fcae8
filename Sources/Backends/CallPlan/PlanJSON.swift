import CodePrinter
import SecurityGroupIR

extension Plan {
  mutating func printJSON(_ options: EmitOptions, to printer: inout Printer) {
    account = options.account
    printer.openSection()
    printer.add("version", 1)
    printer.add("description", .string(title))
    if !program.folded.isEmpty { printer.add("fixed", .section(program.folded.map(Self.fixed))) }
    printer.add("inputs", .section(program.inputs.map(Self.input)))
    printer.openArray("calls")
    makeCalls(options) { for call in $0 { printer.add(call.json) } }
    printer.close()
    let outputs = self.outputs
    if !outputs.isEmpty {
      printer.openSection("outputs")
      for output in outputs {
        printer.add([Self.output(output, value(output.value, at: output.origin))])
      }
      printer.close()
    }
    printer.close()
  }

  private var title: String {
    let names = program.groups.map(\.name)
    let groups =
      switch names.count {
      case 0: "attachments of security groups"
      case 1: "security group \(names[0])"
      default: "\(names.count) security groups"
      }
    let source = program.sources.isEmpty ? "" : " from " + program.sources.joined(separator: ", ")
    if program.makesNothing { return "There is nothing to make; translated\(source) by Portolan." }
    if let account {
      return "The calls that bring \(groups) from what \(account.title) shows to what is wanted, "
        + "translated\(source) by Portolan."
    }
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

  private static func output(_ output: Output, _ value: JSON) -> JSON.Field {
    .init(
      output.name,
      .compact([
        "description": output.description.map(JSON.string),
        "value": value,
        "sensitive": output.isSensitive ? true : nil,
      ]))
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
