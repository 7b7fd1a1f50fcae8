import CodePrinter
import SecurityGroupIR

/// How the console asks for the parameters: in groups, each with a name that people understand.
extension Template {
  /// `nil` without parameters.
  func makeInterface() -> JSON? {
    let roles = program.inputRoles
    let used = program.inputs.indices.filter(usedInputs.contains)
    if used.isEmpty { return nil }
    var groups: [JSON] = []
    for section in ParameterSection.allCases {
      let members = used.filter { ParameterSection(program.inputs[$0], roles[$0]) == section }
      if members.isEmpty { continue }
      groups.append([
        "Label": ["default": .string(section.rawValue)],
        "Parameters": .strings(members.map { names.parameters[$0] }),
      ])
    }
    var fields: [JSON.Field] = [.init("ParameterGroups", .array(groups))]
    let labels = used.compactMap { index in
      label(program.inputs[index]).map { label in
        JSON.Field(names.parameters[index], ["default": .string(label)])
      }
    }
    if !labels.isEmpty { fields.append(.init("ParameterLabels", .section(labels))) }
    return .section(fields)
  }

  /// The first sentence of the description; none where that is no label but a text.
  private func label(_ input: Input) -> String? {
    guard let description = input.description else { return nil }
    let line = description.split(separator: "\n", maxSplits: 1).first ?? ""
    var label = line
    if let end = line.firstRange(of: ". ") { label = line[..<end.lowerBound] }
    if label.hasSuffix(".") { label = label.dropLast() }
    return label.isEmpty || label.unicodeScalars.count > 80 ? nil : String(label)
  }

  /// The commands for the reader of a template; the stack's name is theirs.
  func deployment(_ parameters: [String], _ usesTransform: Bool) -> [String] {
    let values = parameters.map { " \($0)=…" }.joined()
    var command = "aws cloudformation deploy --template-file FILE --stack-name NAME"
    if !values.isEmpty { command += " --parameter-overrides" + values }
    return [
      command,
      "Add --no-execute-changeset to look at the changes first.",
      usesTransform
        ? "Lists that are parameters need AWS::LanguageExtensions, which StackSets with service-managed "
          + "permissions do not take; for many accounts, give the lists when translating."
        : "For many accounts and Regions: aws cloudformation create-stack-set with this template.",
    ]
  }
}

/// What a parameter is about.
private enum ParameterSection: String, CaseIterable {
  case network = "Network"
  case access = "Who may connect"
  case secrets = "Secrets"
  case other = "Names and other texts"

  init(_ input: Input, _ role: InputRole) {
    self =
      switch role {
      case _ where input.isSensitive: .secrets
      case .vpcID, .region: .network
      case .groupID, .prefixList, .ipv4CIDR, .ipv6CIDR, .port: .access
      case .text: .other
      }
  }
}
