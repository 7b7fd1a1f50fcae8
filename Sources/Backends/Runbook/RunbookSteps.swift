import CodePrinter
import SecurityGroupIR

/// One numbered step: what it does, its commands, what they print.
struct RunbookStep {
  var title: String
  var source: String?
  var commands: String
  var prints: String
  /// What its commands call.
  var privileges: [Privilege] = []

  func text(_ number: Int) -> [String] {
    ["### Step \(number): \(title)"] + (source.map { ["From \($0)."] } ?? []) + [
      Markdown.fence("bash", commands), prints,
    ]
  }
}

extension Runbook {
  var steps: [RunbookStep] {
    var steps = ambientSteps
    for step in program.makingOrder {
      switch step {
      case .lookup(let id): steps += lookupStep(id)
      case .group(let id): steps += groupSteps(id)
      }
    }
    for index in program.groups.indices { steps += ruleSteps(GroupID(index)) }
    steps += attachmentSteps
    return steps
  }

  var stepTexts: [String] {
    ["## Steps"] + steps.enumerated().flatMap { $0.element.text($0.offset + 1) }
  }

  private func place(_ address: String, _ origin: Origin) -> String {
    "\(Markdown.code(address)), \(Markdown.text(origin.text))"
  }

  // MARK: Lookups

  private var ambientSteps: [RunbookStep] {
    let fields: [(ShellAmbient, String, String)] = [
      (
        .account, ShellVariable.account, "aws sts get-caller-identity --query Account --output text"
      ),
      (
        .callerARN, ShellVariable.callerARN, "aws sts get-caller-identity --query Arn --output text"
      ),
      (
        .callerUser, ShellVariable.callerUser,
        "aws sts get-caller-identity --query UserId --output text"
      ),
      (
        .homeRegion, ShellVariable.homeRegion,
        "aws ec2 describe-availability-zones --query 'AvailabilityZones[0].RegionName' --output text"
      ),
      (
        .partition, ShellVariable.partition,
        "aws sts get-caller-identity --query Arn --output text | cut -d : -f 2"
      ),
    ]
    let needs = program.ambientNeeds
    let used = fields.filter { needs.contains($0.0) }.map { (names.style.spelled($0.1), $0.2) }
    var commands = used.map { "\($0.0)=$(\($0.1))" }
    guard !commands.isEmpty else { return [] }
    commands.append("echo " + used.map { "\"$\($0.0)\"" }.joined(separator: " "))
    return [
      RunbookStep(
        title: "Learn about the account", commands: commands.joined(separator: "\n"),
        prints: "It should print \(used.count == 1 ? "one word" : "\(used.count) words").",
        privileges: needs.contains(.homeRegion) ? Self.reading("DescribeAvailabilityZones") : [])
    ]
  }

  /// The right to ask, in every use of the runbook.
  static func reading(_ operation: String) -> [Privilege] { [Privilege(operation, for: .always)] }

  private func lookupStep(_ id: LookupID) -> [RunbookStep] {
    let lookup = program[id]
    guard case .describe(let describe) = lookup.kind, let variables = names.lookups[id],
      !variables.isEmpty
    else { return [] }
    var rows: [[String]] = []
    if let ids = describe.ids {
      rows.append(
        ["--" + commandLineName(ids.parameter)] + ids.values.map { terms.word($0).quoted })
    }
    if !describe.filters.isEmpty {
      rows.append(["--filters", filterJSON(describe.filters).quoted])
    }
    if let region = lookup.region { rows.append(["--region", terms.word(region).quoted]) }
    let sorted = variables.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let commands = sorted.map { attribute, variable in
      let query = ShellWord(describe.query(attribute)).quoted
      return command(
        "aws ec2 \(commandLineName(describe.operation))",
        rows + [["--query", query, "--output text)"]], prefix: "\(variable)=$(")
    }
    let echo = "echo " + sorted.map { "\"$\($0.value)\"" }.joined(separator: " ")
    return [
      RunbookStep(
        title: "Look up \(Markdown.code(lookup.address))",
        source: Markdown.text(lookup.origin.text),
        commands: (commands + [echo]).joined(separator: "\n"),
        prints: describe.isPlural
          ? "It should print \(sorted.count == 1 ? "a list" : "\(sorted.count) lists"), maybe empty."
          : sorted.count == 1
            ? "It should print one value. If it prints none or several, stop."
            : "It should print \(sorted.count) values. If it prints fewer or more, stop.",
        privileges: Self.reading(describe.operation))
    ]
  }

  func filterJSON(_ filters: [Lookup.Filter]) -> ShellJSON {
    .list(
      filters.map { filter in
        .object([
          ("Name", .text(ShellWord(filter.name))),
          ("Values", .list(filter.values.map(filterValue))),
        ])
      })
  }

  /// A list has a variable in which spaces stand between its words.
  private func filterValue(_ term: Term) -> ShellJSON {
    guard term.isList(in: program), case .lookup(let id, let attribute) = term,
      let name = names.lookups[id]?[attribute]
    else { return .text(terms.word(term)) }
    return .plain(ShellWord([.expansion("${\(name)// /\\\",\\\"}")]))
  }

  // MARK: Groups

  private func groupSteps(_ id: GroupID) -> [RunbookStep] {
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
            title: "See that the name of \(name) is free", source: source, commands: check,
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
          title: "Create the group \(name)", source: source,
          commands: lines.joined(separator: "\n"),
          prints: "It should print the id of the new group, `sg-…`.", privileges: privileges))
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
      title: "Look up the default group \(name)", source: source,
      commands: lookup + "\necho \"$\(variable)\"", prints: "It should print one id, `sg-…`.",
      privileges: Self.reading("DescribeSecurityGroups"))
    return [find] + (group.tags.map { [tagStep(id, $0, source, name)] } ?? [])
  }

  /// Where its name or VPC is asked for; else its id says all.
  private func existingStep(_ id: GroupID, _ source: String, _ name: String) -> [RunbookStep] {
    let attributes = program.groupAttributes(of: id)
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
        title: "Look up the group \(name)", source: source,
        commands: (commands + [echo]).joined(separator: "\n"),
        prints: "It should print \(fields.count == 1 ? "one word" : "two words").",
        privileges: Self.reading("DescribeSecurityGroups"))
    ]
  }

  private func tagStep(_ id: GroupID, _ tags: TagSet, _ source: String, _ name: String)
    -> RunbookStep
  {
    let resource = [["--resources", self.id(id).quoted]]
    let ignored = program[id].ignoredTags
    var commands = [
      ignored.isEmpty
        ? command("aws ec2 delete-tags", resource + region(program[id]))
        : removal(of: id, but: ignored)
    ]
    var privileges = [Privilege("DeleteTags", for: [.apply])]
    if !ignored.isEmpty { privileges += Self.reading("DescribeTags") }
    if let tags = tagJSON(tags) {
      privileges.add("CreateTags", for: [.apply])
      commands.append(
        command("aws ec2 create-tags", resource + [["--tags", tags.quoted]] + region(program[id])))
    }
    return RunbookStep(
      title: "Set the tags of \(name)", source: source, commands: commands.joined(separator: "\n"),
      prints: "It should print nothing. Tags that AWS itself has set stay."
        + (ignored.isEmpty ? "" : " So do those that the provider ignores."),
      privileges: privileges)
  }

  /// A call for each tag that nobody else sets; each is a list in JSON as the call takes it.
  private func removal(of id: GroupID, but ignored: IgnoredTags) -> String {
    let staying =
      ignored.keys.map { "Key==\(jsonLiteral($0))" }
      + (["aws:"] + ignored.prefixes).map { "starts_with(Key, \(jsonLiteral($0)))" }
    let query =
      "Tags[?(\(staying.joined(separator: " || "))) == `false`].[to_string([{Key: Key}])]"
    let region = region(program[id])
    let filter = ShellWord("Name=resource-id,Values=") + self.id(id)
    let list = command(
      "aws ec2 describe-tags",
      [["--filters", filter.quoted], ["--output", "text"], ["--query", ShellWord(query).quoted]]
        + region)
    let delete = command(
      "aws ec2 delete-tags",
      [["--resources", self.id(id).quoted], ["--tags", "\"$TAG\""]] + region, indent: "  ")
    return "\(list) |\n  while IFS= read -r TAG; do\n  \(delete)\n  done"
  }

  private func jsonLiteral(_ text: String) -> String {
    "`"
      + jsonString(text).split(separator: "`", omittingEmptySubsequences: false)
      .joined(separator: "\\u0060") + "`"
  }

  /// `nil` without tags.
  func tagJSON(_ tags: TagSet) -> ShellJSON? {
    let entries = tags.compactMap { part -> ShellJSON? in
      guard case .entry(let key, let value) = part, value != .literal(.null) else { return nil }
      return .object([("Key", .text(ShellWord(key))), ("Value", .text(terms.word(value)))])
    }
    return entries.isEmpty ? nil : .list(entries)
  }

  /// Some step quotes text that is not known.
  var callsJSON: Bool {
    let marker = "$(json "
    return stepTexts.contains { $0.contains(marker) }
  }
}
