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

  func attachmentStep(_ attachment: Attachment) -> RunbookStep {
    let group = terms.word(attachment.group).quoted
    let source = "\(Markdown.code(attachment.address)), \(Markdown.text(attachment.origin.text))"
    let region = region(attachment)
    switch attachment.target {
    case .networkInterface(let id):
      return RunbookStep(
        title: "Attach \(groupName(attachment.group)) to a network interface", source: source,
        mark: attachment.origin.mark,
        commands: """
          \(groupsOf(id, region, "NetworkInterfaces[0].Groups[].GroupId"))
          \(setGroups(id, region, group + " \"${groups[@]}\""))
          """,
        prints: "It should print nothing. The interface keeps the groups it has.",
        verification: .init(
          commands: groupList(id, region, "NetworkInterfaces[0].Groups[].GroupId"),
          prints: "It should print the ids of all groups of the interface, the new one among them.")
      )
    case .vpc(let id):
      return RunbookStep(
        title: "Let \(groupName(attachment.group)) be used in a further VPC", source: source,
        mark: attachment.origin.mark,
        commands: command(
          "aws ec2 associate-security-group-vpc",
          [["--group-id", group], ["--vpc-id", terms.word(id).quoted]] + region
            + [["--query State --output text"]]),
        prints: "It should print `associating`.",
        verification: .init(
          commands: association(terms.word(attachment.group), id, region),
          prints: "It should print `associated`; while it prints `associating`, ask again."))
    }
  }

  private func region(_ attachment: Attachment) -> [[String]] {
    attachment.region.map { [["--region", terms.word($0).quoted]] } ?? []
  }

  func detach(_ attachment: Attachment) -> String {
    let region = region(attachment)
    let group = terms.word(attachment.group)
    switch attachment.target {
    case .networkInterface(let id):
      let others = "NetworkInterfaces[0].Groups[?GroupId!='" + group + "'].GroupId"
      return [groupsOf(id, region, others), setGroups(id, region, "\"${groups[@]}\"")]
        .joined(separator: "\n")
    case .vpc(let id):
      return command(
        "aws ec2 disassociate-security-group-vpc",
        [["--group-id", group.quoted], ["--vpc-id", terms.word(id).quoted]] + region)
    }
  }

  /// The groups that an interface has, on one line.
  private func groupList(_ interface: Term, _ region: [[String]], _ query: ShellWord) -> String {
    command(
      "aws ec2 describe-network-interfaces",
      [["--network-interface-ids", terms.word(interface).quoted]] + region + [
        ["--query", query.quoted], ["--output text"],
      ])
  }

  private func association(_ group: ShellWord, _ vpc: Term, _ region: [[String]]) -> String {
    let filters = [
      ("Name=group-id,Values=" + group).quoted,
      ("Name=vpc-id,Values=" + terms.word(vpc)).quoted,
    ]
    return command(
      "aws ec2 describe-security-group-vpc-associations",
      [["--filters"] + filters] + region + [
        ["--query 'SecurityGroupVpcAssociations[0].State' --output text"]
      ])
  }

  private func groupsOf(_ interface: Term, _ region: [[String]], _ query: ShellWord) -> String {
    "read -ra groups <<<\"$(\(groupList(interface, region, query)))\""
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
