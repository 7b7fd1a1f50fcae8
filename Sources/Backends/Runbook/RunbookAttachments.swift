import CodePrinter
import SecurityGroupIR

extension Runbook {
  /// For the overview: what uses the groups.
  var attachmentOverview: [String] {
    let facts = program.attachments.map { attachment in
      let place = "(\(Markdown.code(attachment.address)), \(Markdown.text(attachment.origin.text)))"
      let group = groupName(attachment.group)
      return switch attachment.target {
      case .networkInterface(let id): "- Network interface \(shown(id)) has \(group) \(place)"
      case .vpc(let id): "- Interfaces in VPC \(shown(id)) may have \(group) \(place)"
      }
    }
    return facts.isEmpty ? [] : ["### Where they are used", facts.joined(separator: "\n")]
  }

  var attachmentSteps: [RunbookStep] {
    program.attachments.map { attachment in
      let group = terms.word(attachment.group).quoted
      let source = "\(Markdown.code(attachment.address)), \(Markdown.text(attachment.origin.text))"
      let region = attachment.region.map { [["--region", terms.word($0).quoted]] } ?? []
      switch attachment.target {
      case .networkInterface(let id):
        return RunbookStep(
          title: "Attach \(groupName(attachment.group)) to a network interface", source: source,
          commands: """
            \(groupsOf(id, region, "NetworkInterfaces[0].Groups[].GroupId"))
            \(setGroups(id, region, group + " \"${groups[@]}\""))
            """,
          prints: "It should print nothing. The interface keeps the groups it has.",
          privileges: Self.reading("DescribeNetworkInterfaces") + [
            Privilege("ModifyNetworkInterfaceAttribute", for: [.apply, .destroy])
          ])
      case .vpc(let id):
        return RunbookStep(
          title: "Let \(groupName(attachment.group)) be used in a further VPC", source: source,
          commands: command(
            "aws ec2 associate-security-group-vpc",
            [["--group-id", group], ["--vpc-id", terms.word(id).quoted]] + region
              + [["--query State --output text"]]),
          prints: "It should print `associating`.",
          privileges: [
            Privilege("AssociateSecurityGroupVpc", for: [.apply]),
            Privilege("DisassociateSecurityGroupVpc", for: [.destroy]),
          ])
      }
    }
  }

  var detachCommands: [String] {
    program.attachments.reversed().flatMap { attachment -> [String] in
      let group = terms.word(attachment.group)
      let region = attachment.region.map { [["--region", terms.word($0).quoted]] } ?? []
      switch attachment.target {
      case .networkInterface(let id):
        let others = "NetworkInterfaces[0].Groups[?GroupId!='" + group + "'].GroupId"
        return [groupsOf(id, region, others), setGroups(id, region, "\"${groups[@]}\"")]
      case .vpc(let id):
        return [
          command(
            "aws ec2 disassociate-security-group-vpc",
            [["--group-id", group.quoted], ["--vpc-id", terms.word(id).quoted]] + region)
        ]
      }
    }
  }

  private func groupsOf(_ interface: Term, _ region: [[String]], _ query: ShellWord) -> String {
    let list = command(
      "aws ec2 describe-network-interfaces",
      [["--network-interface-ids", terms.word(interface).quoted]] + region + [
        ["--query", query.quoted], ["--output text"],
      ])
    return "read -ra groups <<<\"$(\(list))\""
  }

  private func setGroups(_ interface: Term, _ region: [[String]], _ groups: String) -> String {
    command(
      "aws ec2 modify-network-interface-attribute",
      [["--network-interface-id", terms.word(interface).quoted]] + region + [["--groups", groups]])
  }

  private func groupName(_ term: Term) -> String {
    if case .group(let id, .id) = term { return Markdown.text(program[id].name) }
    return shown(term)
  }
}
