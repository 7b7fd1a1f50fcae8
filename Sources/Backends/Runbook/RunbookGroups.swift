import CodePrinter
import SecurityGroupIR

/// Steps after which a group is there.
extension Runbook {
  func creationStep(_ id: GroupID) -> RunbookStep {
    let group = program[id]
    guard case .created(let groupName, let description, let vpc) = group.identity else {
      return RunbookStep(title: "", commands: "", prints: "")
    }
    let variable = names.groupIDs[id.index]
    let word: ShellWord
    var lines: [String] = []
    switch groupName {
    case .exact(let term): word = terms.word(term)
    case .prefix(let term):
      let nameVariable = names.groupNames[id.index]
      let time = ShellWord([
        .output(ofCommand: "date -u +%Y%m%d%H%M%S"),
        .output(ofCommand: "printf '%04d%08x' \"$((RANDOM % 10000))\" \(id.index + 1)"),
      ])
      lines.append("\(nameVariable)=\((terms.word(term) + time).quoted)")
      word = .variable(nameVariable)
    }
    var rows = [
      ["--group-name", word.quoted], ["--description", terms.word(description).quoted],
      ["--vpc-id", terms.vpc(vpc, region: group.region).quoted],
    ]
    if let tags = tagJSON(group.tags ?? []) {
      let specification = ShellJSON.list([
        .object([("ResourceType", .text("security-group")), ("Tags", tags)])
      ])
      rows.append(["--tag-specifications", specification.quoted])
    }
    rows += region(group) + [["--query GroupId --output text)"]]
    lines.append(command("aws ec2 create-security-group", rows, prefix: "\(variable)=$("))
    let own = [["--group-ids", "\"$\(variable)\""]] + region(group)
    lines.append(command("aws ec2 wait security-group-exists", own))
    lines.append("echo \"$\(variable)\"")
    return RunbookStep(
      title: "Create the group \(Markdown.text(group.name))", source: place(group),
      mark: group.origin.mark, commands: lines.joined(separator: "\n"),
      prints: "It should print the id of the new group, `sg-…`.",
      verification: .init(
        commands: command(
          "aws ec2 describe-security-groups",
          own + [
            ["--query", "'SecurityGroups[0].[GroupName,VpcId,Description]'", "--output text"]
          ]), prints: "It should print the name, the VPC and the description of the group."))
  }

  func deletion(of id: GroupID) -> String {
    command(
      "aws ec2 delete-security-group",
      [["--group-id", "\"$\(names.groupIDs[id.index])\""]] + region(id))
  }

  func nameStep(_ group: SecurityGroup) -> RunbookStep {
    RunbookStep(
      title: "See that the name of \(Markdown.text(group.name)) is free", source: place(group),
      mark: group.origin.mark, commands: nameCheck(group) ?? "",
      prints: "It should print `0`. If not, a group of that name exists already: stop.")
  }

  func defaultVPCStep(_ group: SecurityGroup) -> RunbookStep {
    let variable = names.style.spelled(ShellVariable.defaultVPC(group.region.map(terms.word)))
    let lookup = command(
      "aws ec2 describe-vpcs",
      [["--filters Name=is-default,Values=true"]] + region(group) + [
        ["--query 'Vpcs[].VpcId' --output text)"]
      ], prefix: "\(variable)=$(")
    return RunbookStep(
      title: "Look up the default VPC", commands: lookup + "\necho \"$\(variable)\"",
      prints: "It should print `vpc-…`. If it prints nothing, there is no default VPC: stop.")
  }

  func defaultGroupStep(_ id: GroupID) -> RunbookStep {
    let group = program[id]
    let variable = names.groupIDs[id.index]
    var vpc: Term?
    if case .defaultGroup(let named) = group.identity { vpc = named }
    let filters = ShellJSON.list([
      .object([
        ("Name", .text("vpc-id")),
        ("Values", .list([.plain(terms.vpc(vpc, region: group.region))])),
      ]),
      .object([("Name", .text("group-name")), ("Values", .list([.text("default")]))]),
    ])
    let lookup = command(
      "aws ec2 describe-security-groups",
      [["--filters", filters.quoted]] + region(group) + [
        ["--query 'SecurityGroups[].GroupId' --output text)"]
      ], prefix: "\(variable)=$(")
    return RunbookStep(
      title: "Look up the default group \(Markdown.text(group.name))", source: place(group),
      mark: group.origin.mark, commands: lookup + "\necho \"$\(variable)\"",
      prints: "It should print one id, `sg-…`.")
  }

  func place(_ group: SecurityGroup) -> String {
    "\(Markdown.code(group.address)), \(Markdown.text(group.origin.text))"
  }
}
