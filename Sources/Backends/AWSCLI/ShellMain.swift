import CodePrinter
import SecurityGroupIR

/// The body of `main`: lookups and groups, then the rules of all groups, then the outputs.
struct ShellMain {
  let program: Program
  let terms: ShellTerms
  let features: Set<ShellFeature>

  private(set) var paragraphs: [[Doc]] = []
  /// The Region that the statements so far have chosen.
  private var region: Term?
  /// Groups whose names have been asked for.
  private var searched: Set<GroupID> = []
  private var made: Set<Program.Step> = []

  init(_ program: Program, _ terms: ShellTerms, _ features: Set<ShellFeature>) {
    self.program = program
    self.terms = terms
    self.features = features
    let checks = program.inputChecks(terms.names)
    if !checks.isEmpty { paragraphs.append(checks) }
    let ignored = program.ignoredTagsStatements
    if !ignored.isEmpty { paragraphs.append(ignored) }
    addAmbient()
    for step in program.makingOrder {
      switch step {
      case .lookup(let id): addLookup(id)
      case .group(let id): addGroup(id)
      }
      made.insert(step)
    }
    addRuleSearch()
    for index in program.groups.indices { addRules(GroupID(index)) }
    for attachment in program.attachments {
      let lines = [comment(attachment.address, attachment.origin)] + inRegion(attachment.region)
      paragraphs.append(lines + [.text(terms.statement(attachment))])
    }
    paragraphs.append(program.outputStatements(terms))
  }

  private mutating func addAmbient() {
    let needs = program.ambientNeeds
    var lines: [Doc] = []
    let caller = [
      (ShellAmbient.account, "Account", ShellVariable.account),
      (.callerARN, "Arn", ShellVariable.callerARN),
      (.callerUser, "UserId", ShellVariable.callerUser),
    ].filter { needs.contains($0.0) }
    if caller.count == 1, let (_, field, variable) = caller.first {
      lines.append(
        .text("\(variable)=$(aws sts get-caller-identity --query \(field) --output text)"))
    } else if !caller.isEmpty {
      let fields = caller.map(\.1).joined(separator: ", ")
      let variables = caller.map(\.2).joined(separator: " ")
      lines += [
        .text("answer=$(aws sts get-caller-identity --query '[\(fields)]' --output text)"),
        .text("read -r \(variables) <<<\"$answer\""),
      ]
    }
    if needs.contains(.homeRegion) {
      lines.append(
        shellCommand(
          ["\(ShellVariable.homeRegion)=$(aws ec2 describe-availability-zones --output text"],
          rows: [["--query 'AvailabilityZones[0].RegionName')"]]))
    }
    if needs.contains(.partition) {
      lines.append("partition=$(partition_of \"$home_region\")")
    }
    if !lines.isEmpty { paragraphs.append(lines) }
  }

  // MARK: Lookups and groups

  private mutating func addLookup(_ id: LookupID) {
    let lookup = program[id]
    guard !(terms.names.lookups[id] ?? [:]).isEmpty else { return }
    paragraphs.append(
      [comment(lookup.address, lookup.origin)] + inRegion(lookup.region) + terms.statements(for: id)
    )
  }

  private mutating func addGroup(_ id: GroupID) {
    let group = program[id]
    addSearch(for: id)
    var lines = [comment(group.address, group.origin)] + inRegion(group.region)
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
      let place = terms.vpc(vpc, region: group.region)
      lines.append(
        shellCommand(
          ignoring + [helper, terms.word(text).quoted, place.quoted],
          rows: [[terms.word(description).quoted]] + tags))
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
    case .existing(let term):
      if group.tags != nil {
        lines.append(shellCommand(["ensure_group_tags", terms.word(term).quoted], rows: tags))
      }
      lines += existingAttributes(id, term)
    }
    // Of a group that something else made there may be nothing to say.
    if lines.count > 1 { paragraphs.append(lines) }
  }

  /// The name or VPC of a group that is not this program's, where they are asked for.
  private func existingAttributes(_ id: GroupID, _ term: Term) -> [Doc] {
    let attributes = program.groupAttributes(of: id)
    var fields: [String] = []
    var lines: [Doc] = []
    if attributes.contains(.name) {
      lines.append(.text("\(terms.names.groupNames[id.index])=${found[\(fields.count)]}"))
      fields.append("GroupName")
    }
    if attributes.contains(.vpcID) {
      let variable = ShellVariable.vpc(of: terms.names.groupIDs[id.index])
      lines.append(.text("\(variable)=${found[\(fields.count)]}"))
      fields.append("VpcId")
    }
    guard !fields.isEmpty else { return [] }
    let call = shellCommand(
      [
        "lookup", ShellWord(program[id].address).quoted, "describe-security-groups",
        "SecurityGroups", fields.joined(separator: ","),
      ], rows: [["--group-ids", terms.word(term).quoted]])
    return [call] + lines
  }

  private func isNameUsed(_ id: GroupID) -> Bool { program.groupAttributes(of: id).contains(.name) }

  /// Asks once for all groups of a Region that can be asked for at this point.
  private mutating func addSearch(for id: GroupID) {
    guard program[id].needsSearch, !searched.contains(id) else { return }
    let region = program[id].region
    let together = program.groups.indices.map { GroupID($0) }.filter { other in
      let group = program[other]
      guard group.needsSearch, group.region == region, !searched.contains(other) else {
        return false
      }
      return other == id || group.searchTerms.flatMap(program.needs).allSatisfy(made.contains)
    }
    searched.formUnion(together)
    var lines = inRegion(region)
    lines += defaultVPC(for: together, region)
    lines += program.searchStatements(together, terms)
    let known = together.filter { other in
      (program[other].tags.map { program.needs(of: .map($0)) } ?? []).allSatisfy(made.contains)
    }
    lines += program.siblingStatements(known, terms)
    paragraphs.append(lines)
  }

  private var defaultVPCs: Set<String> = []

  private mutating func defaultVPC(for groups: [GroupID], _ region: Term?) -> [Doc] {
    let variable = ShellVariable.defaultVPC(region.map(terms.word))
    guard groups.contains(where: { program[$0].isInDefaultVPC }),
      defaultVPCs.insert(variable).inserted
    else { return [] }
    return [
      shellCommand(
        ["\(variable)=$(aws ec2 describe-vpcs --filters Name=is-default,Values=true"],
        rows: [["--query 'Vpcs[0].VpcId' --output text)"]])
    ]
  }

  // MARK: Rules

  /// How many values EC2 takes in one filter.
  private static let filterLimit = 200

  private mutating func addRuleSearch() {
    guard features.contains(.rules) else { return }
    var regions: [Term?] = []
    for group in program.groups where !regions.contains(group.region) {
      regions.append(group.region)
    }
    for region in regions {
      let ids = program.groups.indices.map { GroupID($0) }.filter { program[$0].region == region }
      let ruled = ids.filter { program[$0].hasRulesToSet }
      guard !ruled.isEmpty else { continue }
      var lines = inRegion(region)
      let created = ids.filter { program[$0].isCreated }
      if !created.isEmpty {
        lines.append(shellWordsCommand("await_new_groups", created.map { id($0) }))
      }
      for start in stride(from: 0, to: ruled.count, by: Self.filterLimit) {
        let chunk = ruled[start..<min(start + Self.filterLimit, ruled.count)]
        lines.append(shellWordsCommand("find_rules", chunk.map { id($0) }))
      }
      let bare = ids.filter { program[$0].losesDefaultEgress }
      if !bare.isEmpty {
        lines.append(shellWordsCommand("revoke_default_egress", bare.map { id($0) }))
      }
      paragraphs.append(lines)
    }
  }

  private mutating func addRules(_ id: GroupID) {
    let group = program[id]
    let exclusive = Direction.allCases.filter { group.rules($0).ownership == .exclusive }
    let hasRules = !(group.ingress.rules + group.egress.rules).isEmpty
    guard hasRules || !exclusive.isEmpty else { return }
    var lines = [comment("rules of " + group.address, hasRules ? nil : group.origin)]
    lines += inRegion(group.region)
    lines.append(.text("rules_of \(self.id(id))"))
    lines += terms.ruleStatements(group).map { .text($0) }
    if hasRules { lines.append("authorize_missing") }
    if !exclusive.isEmpty {
      lines.append(
        .text("revoke_others \(exclusive.map(\.rawValue).joined(separator: " "))"))
    }
    paragraphs.append(lines)
  }

  private func id(_ id: GroupID) -> String { terms.word(.group(id, .id)).quoted }

  private func comment(_ address: String, _ origin: Origin?) -> Doc {
    let place = origin.map { " (\($0.text))" } ?? ""
    return .text("# " + shellComment(address + place))
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
