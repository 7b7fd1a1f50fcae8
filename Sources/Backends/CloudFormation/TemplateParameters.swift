import CodePrinter
import Diagnostics
import SecurityGroupIR

extension Template {
  /// The inputs that the template refers to, in the order of the configuration.
  func makeParameters() -> [JSON.Field] {
    let roles = program.inputRoles
    return program.inputs.enumerated().filter { usedInputs.contains($0.offset) }.map {
      index, input in
      .init(names.parameters[index], parameter(input, roles[index]))
    }
  }

  private func parameter(_ input: Input, _ role: InputRole) -> JSON {
    let type = parameterType(input, role)
    let given = input.isSensitive ? nil : input.defaultValue.map { defaultText($0, type) }
    return .compact([
      "Type": .string(type),
      "Description": input.description.map(JSON.string),
      "Default": given,
      "AllowedValues": input.type == .bool ? ["true", "false"] : nil,
      "AllowedPattern": type == "String" ? pattern(input, role).map(JSON.string) : nil,
      "MinValue": type == "Number" && role == .port ? -1 : nil,
      "MaxValue": type == "Number" && role == .port ? 65535 : nil,
      "NoEcho": input.isSensitive ? true : nil,
    ])
  }

  /// The most telling type: CloudFormation checks an id before it creates anything.
  private func parameterType(_ input: Input, _ role: InputRole) -> String {
    if input.type.scalarElement != nil { return "CommaDelimitedList" }
    if role == .port || input.type == .number { return "Number" }
    let (type, prefix) =
      switch role {
      case .vpcID: ("AWS::EC2::VPC::Id", "vpc-")
      case .groupID: ("AWS::EC2::SecurityGroup::Id", "sg-")
      default: ("String", "")
      }
    let text = input.defaultValue?.scalarText
    return text.map { $0.hasPrefix(prefix) } ?? true ? type : "String"
  }

  private func defaultText(_ literal: Literal, _ type: String) -> JSON {
    switch literal {
    case .list(let elements):
      .string(elements.compactMap(\.scalarText).joined(separator: ","))
    case .number(let text) where type == "Number" && JSON.isNumber(text): .number(text)
    default: .string(literal.scalarText ?? "")
    }
  }

  /// What a value must look like; none where the configuration's own default looks different.
  private func pattern(_ input: Input, _ role: InputRole) -> String? {
    let given = input.defaultValue?.scalarText
    switch role {
    case .ipv4CIDR where given.map { canonicalCIDR($0, .ipv4) != nil } ?? true:
      return "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$"
    case .ipv6CIDR where given.map { canonicalCIDR($0, .ipv6) != nil } ?? true:
      return "^[0-9A-Fa-f:.]+/[0-9]{1,3}$"
    case .prefixList where given.map { $0.hasPrefix("pl-") } ?? true:
      return "^pl-[0-9a-z]+$"
    default: return nil
    }
  }

  /// Whether each list that is asked about has elements; what chooses between two values.
  func makeConditions() -> [JSON.Field] {
    conditions.sorted { $0.key < $1.key }.map { index, name in
      let text: JSON = ["Fn::Join": ["", ["Ref": .string(names.parameters[index])]]]
      return .init(name, ["Fn::Not": [["Fn::Equals": [text, ""]]]])
    } + choices.map { .init($0.name, $0.json) }
  }

  /// What the configuration tells; the ids of the groups where it tells nothing.
  mutating func printOutputs(to printer: inout Printer) {
    var outputNames = UniqueNames(reserved: [])
    var section = printer.beside()
    section.openSection("Outputs")
    if program.outputs.isEmpty {
      for (group, name) in zip(program.groups, names.groups) where group.isCreated {
        section.add(
          outputNames.take(name + "Id", separator: ""),
          ["Value": ["Fn::GetAtt": [.string(name), "GroupId"]]])
      }
    }
    for output in program.outputs {
      if output.isSensitive {
        notes.append("Output \(output.name) is sensitive; a template would show it to everyone.")
      } else if output.value.isTextual(in: program) {
        let words = output.name.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        section.add(
          outputNames.take(camelCase(words.map(String.init)), separator: ""),
          .compact([
            "Description": output.description.map(JSON.string),
            "Value": value(output.value, at: output.origin),
          ]))
      } else {
        sink.report(.inexpressibleOutput(output))
        notes.append("Output \(output.name) is neither a text nor a list of texts; it is left out.")
      }
    }
    guard section.hasItems else { return }
    section.close()
    printer.append(section)
  }
}

extension Term {
  /// A text or a list of texts, as far as a template can make one.
  fileprivate func isTextual(in program: Program) -> Bool {
    switch self {
    case .lookup(let id, let attribute): program[id].isAmbient(attribute)
    case .literal(.null), .literal(.object), .map: false
    case .literal(.list(let elements)): elements.allSatisfy { $0.scalarText != nil }
    case .literal: true
    // CloudFormation makes up the name of a group whose name is not known.
    case .group(_, .name): false
    case .group: true
    case .input(let id):
      program[id].type.isScalar || program[id].type.scalarElement != nil
    case .member(.input(let id), .number): program[id].type.scalarElement != nil
    case .member(_, _): false
    case .conditional, .join, .length:
      Capabilities.Computation.texts.includes(self, as: .output, in: program)
        && children.allSatisfy { $0.isTextual(in: program) }
    case .convert, .template, .list: children.allSatisfy { $0.isTextual(in: program) }
    }
  }
}
