import CodePrinter
import SecurityGroupIR

/// Steps after which a group is there.
extension Runbook {
  func groupSteps(_ id: GroupID) -> [RunbookStep] {
    let group = program[id]
    let source = place(group.address, group.origin)
    let name = Markdown.text(group.name)
    let defaults = defaultVPCStep(group)
    switch group.identity {
    case .created(let groupName, let description, let vpc):
      let variable = names.groupIDs[id.index]
      let place = terms.vpc(vpc, region: group.region)
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
        ["--vpc-id", place.quoted],
      ]
      let tags = tagJSON(group.tags ?? [])
      if let tags {
        let specification = ShellJSON.list([
          .object([("ResourceType", .text("security-group")), ("Tags", tags)])
        ])
        rows.append(["--tag-specifications", specification.quoted])
      }
      rows += region(group) + [["--query GroupId --output text)"]]
      lines.append(command("aws ec2 create-security-group", rows, prefix: "\(variable)=$("))
      lines.append(
        command(
          "aws ec2 wait security-group-exists",
          [["--group-ids", "\"$\(variable)\""]] + region(group)))
      lines.append("echo \"$\(variable)\"")
      var steps = defaults
      if !program.isKnownBefore(group), let check = nameCheck(group) {
        steps.append(
          RunbookStep(
            title: "See that the name of \(name) is free", source: source, mark: group.origin.mark,
            commands: check,
            prints: "It should print `0`. If not, a group of that name exists already: stop.",
            privileges: Self.reading("DescribeSecurityGroups")))
      }
      var privileges = Self.reading("DescribeSecurityGroups")
      if tags == nil {
        privileges.add("CreateSecurityGroup", for: [.apply])
      } else {
        privileges.addTagging("CreateSecurityGroup", .securityGroup, for: [.apply])
      }
      privileges.add("DeleteSecurityGroup", for: [.destroy])
      steps.append(
        RunbookStep(
          title: "Create the group \(name)", source: source, mark: group.origin.mark,
          commands: lines.joined(separator: "\n"),
          prints: "It should print the id of the new group, `sg-…`.",
          verification: .init(
            commands: command(
              "aws ec2 describe-security-groups",
              [["--group-ids", "\"$\(variable)\""]] + region(group) + [
                ["--query", "'SecurityGroups[0].[GroupName,VpcId,Description]'", "--output text"]
              ]), prints: "It should print the name, the VPC and the description of the group."),
          rollback: .commands(
            command(
              "aws ec2 delete-security-group",
              [["--group-id", "\"$\(variable)\""]] + region(group))),
          privileges: privileges))
      return steps + [revokeStep(id, .egress)].compactMap(\.self)
    case .defaultGroup(let vpc):
      return defaults + adoptionSteps(id, terms.vpc(vpc, region: group.region), source, name)
    case .existing:
      guard let tags = group.tags else { return existingStep(id, source, name) }
      return existingStep(id, source, name) + [tagStep(id, tags, source, name)]
    }
  }

  private func defaultVPCStep(_ group: SecurityGroup) -> [RunbookStep] {
    let first = program.groups.first { $0.isInDefaultVPC && $0.region == group.region }
    guard group.isInDefaultVPC, first == group else { return [] }
    let variable = names.style.spelled(ShellVariable.defaultVPC(group.region.map(terms.word)))
    let lookup = command(
      "aws ec2 describe-vpcs",
      [["--filters Name=is-default,Values=true"]] + region(group) + [
        ["--query 'Vpcs[].VpcId' --output text)"]
      ], prefix: "\(variable)=$(")
    return [
      RunbookStep(
        title: "Look up the default VPC", commands: lookup + "\necho \"$\(variable)\"",
        prints: "It should print `vpc-…`. If it prints nothing, there is no default VPC: stop.",
        privileges: Self.reading("DescribeVpcs"))
    ]
  }

  private func adoptionSteps(
    _ id: GroupID, _ vpc: ShellWord, _ source: String, _ name: String
  ) -> [RunbookStep] {
    let group = program[id]
    let variable = names.groupIDs[id.index]
    let filters = ShellJSON.list([
      .object([("Name", .text("vpc-id")), ("Values", .list([.plain(vpc)]))]),
      .object([("Name", .text("group-name")), ("Values", .list([.text("default")]))]),
    ])
    let lookup = command(
      "aws ec2 describe-security-groups",
      [["--filters", filters.quoted]] + region(group) + [
        ["--query 'SecurityGroups[].GroupId' --output text)"]
      ], prefix: "\(variable)=$(")
    let find = RunbookStep(
      title: "Look up the default group \(name)", source: source, mark: group.origin.mark,
      commands: lookup + "\necho \"$\(variable)\"", prints: "It should print one id, `sg-…`.",
      privileges: Self.reading("DescribeSecurityGroups"))
    return [find] + (group.tags.map { [tagStep(id, $0, source, name)] } ?? [])
  }

  /// Where its name or VPC is asked for; else its id says all.
  private func existingStep(_ id: GroupID, _ source: String, _ name: String) -> [RunbookStep] {
    let attributes = terms.uses[id]
    let variable = names.style.spelled(ShellVariable.vpc(of: names.groupIDs[id.index]))
    let fields = [
      (GroupAttribute.name, names.groupNames[id.index], "GroupName"), (.vpcID, variable, "VpcId"),
    ].filter { attributes.contains($0.0) }
    guard !fields.isEmpty else { return [] }
    let commands = fields.map { _, variable, field in
      command(
        "aws ec2 describe-security-groups",
        [["--group-ids", self.id(id).quoted]] + region(program[id]) + [
          ["--query 'SecurityGroups[0].\(field)' --output text)"]
        ], prefix: "\(variable)=$(")
    }
    let echo = "echo " + fields.map { "\"$\($0.1)\"" }.joined(separator: " ")
    return [
      RunbookStep(
        title: "Look up the group \(name)", source: source, mark: program[id].origin.mark,
        commands: (commands + [echo]).joined(separator: "\n"),
        prints: "It should print \(fields.count == 1 ? "one word" : "two words").",
        privileges: Self.reading("DescribeSecurityGroups"))
    ]
  }

  private func place(_ address: String, _ origin: Origin) -> String {
    "\(Markdown.code(address)), \(Markdown.text(origin.text))"
  }
}
