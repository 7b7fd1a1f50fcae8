import CodePrinter
import SecurityGroupIR

/// The body of `main`: lookups and groups, then the rules of all groups, then what is attached.
struct ShellMain {
  let program: Program
  let terms: ShellTerms

  /// The Region that the statements so far have chosen.
  private var region: Term?
  /// Groups whose names have been asked for.
  private var searched: Set<GroupID> = []
  private var made: Set<Program.Step> = []
  private let siblings: Siblings

  init(_ program: Program, _ terms: ShellTerms) {
    self.program = program
    self.terms = terms
    siblings = Siblings(program)
  }

  /// The whole function.
  mutating func print(to printer: inout Printer) {
    var function = ShellFunction("main", to: &printer)
    write { if !$0.isEmpty { function.add($0, to: &printer) } }
    function.end(to: &printer)
  }

  /// Calls `add` with the paragraphs, one after the other; those without lines are none.
  private mutating func write(to add: ([Doc]) -> Void) {
    add(program.inputChecks(terms.names))
    add(program.secretStatements(terms.names))
    add(program.ignoredTagsStatements)
    add(ambient)
    for step in program.makingOrder {
      switch step {
      case .lookup(let id): add(lookup(id))
      case .group(let id):
        add(search(for: id))
        add(group(id))
      }
      made.insert(step)
    }
    for index in program.groups.indices { add(rules(GroupID(index))) }
    for attachment in program.attachments {
      add(
        [place(attachment.address, attachment.origin)] + inRegion(attachment.region)
          + [Doc.text(terms.statement(attachment)).marked(attachment.origin.mark)])
    }
    if region != nil { add([.text("region=\"\"")]) }
  }

  private var ambient: [Doc] {
    let needs = program.ambientNeeds
    var lines: [Doc] = []
    let caller = [
      (ShellAmbient.account, "Account", ShellVariable.account),
      (.callerARN, "Arn", ShellVariable.callerARN),
      (.callerUser, "UserId", ShellVariable.callerUser),
    ].filter { needs.contains($0.0) }
    if caller.count == 1, let (_, field, variable) = caller.first {
      lines += [
        .text("call sts get-caller-identity --query \(field) --output text"),
        .text("\(variable)=$answer"),
      ]
    } else if !caller.isEmpty {
      let fields = caller.map(\.1).joined(separator: ", ")
      let variables = caller.map(\.2).joined(separator: " ")
      lines += [
        .text("call sts get-caller-identity --query '[\(fields)]' --output text"),
        .text("read -r \(variables) <<<\"$answer\""),
      ]
    }
    if needs.contains(.homeRegion) {
      lines += [
        shellCommand(
          ["call ec2 describe-availability-zones --output text"],
          rows: [["--query 'AvailabilityZones[0].RegionName'"]]),
        .text("\(ShellVariable.homeRegion)=$answer"),
      ]
    }
    if needs.contains(.partition) {
      lines.append("partition=$(partition_of \"$home_region\")")
    }
    if needs.contains(.dnsSuffix) {
      lines.append("dns_suffix=$(dns_suffix_of \"$partition\")")
    }
    return lines
  }

  // MARK: Lookups and groups

  private mutating func lookup(_ id: LookupID) -> [Doc] {
    let lookup = program[id]
    guard !(terms.names.lookups[id] ?? [:]).isEmpty else { return [] }
    return [place(lookup.address, lookup.origin)] + inRegion(lookup.region)
      + terms.statements(for: id)
  }

  private mutating func group(_ id: GroupID) -> [Doc] {
    let group = program[id]
    // Of a group that something else made there is nothing to say.
    if group.isExisting { return [] }
    var lines = [place(group.address, group.origin)] + inRegion(group.region)
    let variable = terms.names.groupIDs[id.index]
    let tags = terms.tagWords(group.tags ?? [])
    let ignoring = group.tags == nil ? [] : terms.ignoring(group.ignoredTags)
    switch group.identity {
    case .created(let name, let description, let vpc):
      let helper: String
      let text: Term
      switch name {
      case .exact(let term): (helper, text) = ("ensure_group", term)
      case .prefix(let term): (helper, text) = ("ensure_generated_group", term)
      }
      let vpc = terms.vpc(vpc, region: group.region)
      let egress = group.losesDefaultEgress ? ["default_egress=no"] : []
      lines.append(
        shellCommand(
          ignoring + egress + [helper, terms.word(text).quoted, vpc.quoted],
          rows: [[terms.word(description).quoted]] + tags))
      if group.preventsDestroy { lines.append("prevent_destroy") }
      lines.append(.text("\(variable)=$group"))
      if case .prefix = name, isNameUsed(id) {
        lines.append(.text("\(terms.names.groupNames[id.index])=$group_name"))
      }
    case .defaultGroup(let vpc):
      lines.append(
        .text("adopt_default_group \(terms.vpc(vpc, region: group.region).quoted)"))
      lines.append(.text("\(variable)=$group"))
      if group.tags != nil {
        lines.append(shellCommand(ignoring + ["ensure_group_tags \"$\(variable)\""], rows: tags))
      }
    case .existing: break
    }
    return [Doc.lines(lines).marked(group.origin.mark)]
  }

  private func isNameUsed(_ id: GroupID) -> Bool { terms.uses[id].contains(.name) }

  /// Asks once for all groups of a Region that can be asked for at this point.
  private mutating func search(for id: GroupID) -> [Doc] {
    guard !searched.contains(id), !program.groups[id.index].isExisting else { return [] }
    let region = program.groups[id.index].region
    let groups = program.groups
    let together = groups.indices.map { GroupID($0) }.filter { other in
      guard !searched.contains(other), !groups[other.index].isExisting,
        groups[other.index].region == region
      else { return false }
      return other == id
        || groups[other.index].vpc.map(program.needs)?.allSatisfy(made.contains) ?? true
    }
    searched.formUnion(together)
    var lines = inRegion(region)
    lines += defaultVPC(for: together, region)
    lines += program.searchStatements(together, terms)
    // A group with a generated name is known by its tags where several have such a name.
    for other in together where siblings.contains(other) {
      let tags = groups[other.index].tags ?? []
      if program.needs(of: .map(tags)).allSatisfy(made.contains) {
        lines.append(shellCommand(["sibling"], rows: terms.tagWords(tags)))
      }
    }
    return lines
  }

  private var defaultVPCs: Set<String> = []

  private mutating func defaultVPC(for groups: [GroupID], _ region: Term?) -> [Doc] {
    let variable = ShellVariable.defaultVPC(region.map(terms.word))
    guard groups.contains(where: { program.groups[$0.index].isInDefaultVPC }),
      defaultVPCs.insert(variable).inserted
    else { return [] }
    return [
      shellCommand(
        ["call ec2 describe-vpcs --filters Name=is-default,Values=true"],
        rows: [["--query 'Vpcs[0].VpcId' --output text"]]),
      .text("\(variable)=$answer"),
    ]
  }

  // MARK: Rules

  private mutating func rules(_ id: GroupID) -> [Doc] {
    let group = program[id]
    guard group.hasRulesToSet else { return [] }
    let exclusive = Direction.allCases.filter { group.rules($0).ownership == .exclusive }
    var lines = [place("rules of " + group.address, group.origin)] + inRegion(group.region)
    lines.append(
      .text((["rules_of", self.id(id)] + exclusive.map(\.rawValue)).joined(separator: " ")))
    return lines + terms.ruleStatements(group)
  }

  private func id(_ id: GroupID) -> String { terms.word(.group(id, .id)).quoted }

  /// Where the lines that follow come from: for messages, and for who reads the script.
  private func place(_ address: String, _ origin: Origin) -> Doc {
    .text("at \(ShellWord(origin.text).quoted) # \(shellComment(address))")
  }

  private mutating func inRegion(_ wanted: Term?) -> [Doc] {
    guard wanted != region else { return [] }
    region = wanted
    return [.text("region=\(wanted.map { terms.word($0).quoted } ?? "")")]
  }
}

/// Text that stays on the line of its comment, whatever is in it.
func shellComment(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isInvisible ? "?" : $0 }))
}
