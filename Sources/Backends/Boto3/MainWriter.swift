import CodePrinter
import SecurityGroupIR

/// Writes `configure`: clients, lookups, groups, rules, outputs, in this order.
struct MainWriter {
  let program: Program
  let terms: TermWriter
  let checks: RuleChecks
  let steps: [ScheduledStep]
  let needs: Needs
  /// The variable with the id of the default VPC, for each Region where a group names no VPC.
  let defaultVPCs: RegionNames

  /// Calls `add` with the statements, a few at a time.
  func write(to add: ([PythonStatement]) -> Void) {
    add([.docstring("Make AWS look as the configuration says.")])
    add(secrets + checks.early + clients + ignoredTags)
    for (region, name) in defaultVPCs.all {
      add([.assign(name, .name("default_vpc")(terms.client(region)))])
    }
    let reads = steps.prefix { if case .ensure = $0 { false } else { true } }
    for step in reads { write(step, to: add) }
    add(checks.late)
    for step in steps[reads.endIndex...] { write(step, to: add) }
    let writer = RuleWriter(
      terms: terms, checks: checks, namesNoTags: program.ruleTagOwnership == .some)
    for (index, name) in terms.names.groups.enumerated() {
      add(rules(of: program.groups[index], named: .name(name), writer))
    }
    if !program.attachments.isEmpty { add([.blank]) }
    for attachment in program.attachments { add([statement(attachment)]) }
    add([.blank])
    writeOutputs(to: add)
  }

  private var secrets: [PythonStatement] {
    let hidden = program.inputs.indices.filter { program.inputs[$0].isSensitive }
    let values = hidden.map { PythonExpression.Argument(nil, terms.argument(InputID($0))) }
    return values.isEmpty ? [] : [.evaluate(.call(.name("run").dot("hide"), values))]
  }

  /// The AWS account that is asked, and a client for each Region.
  private var clients: [PythonStatement] {
    let asksIdentity = program.lookups.contains { $0.kind == .callerIdentity }
    guard !terms.clients.isEmpty || asksIdentity else { return [] }
    let hasRegion =
      needs.contains(.region) || program.inputFlags.contains("--region")
    let arguments = ["profile"] + (hasRegion ? ["region"] : [])
    let session = PythonExpression.call(
      .name("aws_session"), arguments.map { .init(nil, .name("args").dot($0)) })
    let clients = terms.clients.all.map { region, name in
      var arguments = [PythonExpression.Argument(nil, .string("ec2"))]
      if let region { arguments.append(.init("region_name", terms.text(region))) }
      return PythonStatement.assign(name, .call(.name("session").dot("client"), arguments))
    }
    return [.assign("session", session)] + clients
  }

  private var ignoredTags: [PythonStatement] {
    program.ignoredTagSets.compactMap { tags in
      guard let name = terms.ignoredTags[tags] else { return nil }
      let lists = [("keys", tags.keys), ("prefixes", tags.prefixes)].filter { !$0.1.isEmpty }
      let arguments = lists.map { list, texts in
        PythonExpression.Argument(list, .list(texts.map { .string($0) }))
      }
      return .assign(name, .call(.name("IgnoredTags"), arguments))
    }
  }

  private func write(_ step: ScheduledStep, to add: ([PythonStatement]) -> Void) {
    switch step {
    case .lookup(let id): add(lookup(id))
    case .adopt(let id): add([.blank, declaration(of: id)])
    case .ensure(let ids):
      for id in ids { add([.blank, declaration(of: id)]) }
      let groups = ids.map { PythonExpression.name(terms.names.groups[$0.index]) }
      let adopt = PythonExpression.Argument("adopt", .name("args").dot("adopt"))
      let ensure = PythonExpression.call(
        .name("ensure_groups"),
        ([.name("run")] + groups).map { .init(nil, $0) }
          + (needs.contains(.generated) ? [adopt] : []))
      add((ids.count > 1 ? [.blank] : []) + [.evaluate(ensure)])
    }
  }

  private func lookup(_ id: LookupID) -> [PythonStatement] {
    let lookup = program[id]
    let name = terms.names.lookups[id.index]
    let source = PythonExpression.string("\(lookup.address) (\(lookup.origin.text))")
    switch lookup.kind {
    case .region, .partition: return []
    case .callerIdentity:
      return [.blank, .assign(name, .name("caller_identity")(.name("session"), source))]
    case .describe(let describe):
      var arguments: [PythonExpression.Argument] = [
        .init(nil, source),
        .init(nil, terms.client(lookup.region).dot(snakeCase(describe.operation))),
        .init(nil, .string(describe.resultList)),
      ]
      if let ids = describe.ids {
        arguments.append(.init(ids.parameter, .list(ids.values.map(terms.text))))
      }
      if !describe.filters.isEmpty {
        arguments.append(.init("Filters", .list(describe.filters.map(filter))))
      }
      let question = PythonExpression.call(
        .name(describe.isPlural ? "every" : "only_one"), arguments)
      let answer = describe.order.map { .name("in_order")(question, .string($0)) } ?? question
      return [.blank, .assign(name, answer)]
    }
  }

  private func filter(_ filter: Lookup.Filter) -> PythonExpression {
    .dictionary([
      .pair(key: "Name", value: .string(filter.name)),
      .pair(key: "Values", value: terms.texts(filter.values)),
    ])
  }

  private func declaration(of id: GroupID) -> PythonStatement {
    let group = program[id]
    var tags = group.tags.map { [PythonExpression.Argument("tags", terms.tags($0))] } ?? []
    if !group.ignoredTags.isEmpty {
      tags.append(.init("ignored", terms.ignored(group.ignoredTags)))
    }
    let head = [
      PythonExpression.Argument(nil, terms.client(group.region)),
      .init(nil, .string("\(group.address) (\(group.origin.text))")),
    ]
    let run = [PythonExpression.Argument(nil, .name("run"))]
    let kept: [PythonExpression.Argument] =
      group.preventsDestroy ? [.init("prevent_destroy", .bool(true))] : []
    let call: PythonExpression =
      switch group.identity {
      case .existing(let id):
        .call(.name("existing_group"), run + head + [.init(nil, terms.text(id))])
      case .defaultGroup(let vpc):
        .call(.name("default_group"), run + head + [.init(nil, self.vpc(vpc, group.region))] + tags)
      case .created(let name, let description, let vpc):
        .call(
          .name("Group"),
          head + [
            self.name(name), .init("description", terms.text(description)),
            .init("vpc_id", self.vpc(vpc, group.region)),
          ] + tags + kept)
      }
    return .assign(terms.names.groups[id.index], call.marked(group.origin.mark))
  }

  private func name(_ name: SecurityGroup.GroupName) -> PythonExpression.Argument {
    switch name {
    case .exact(let term): .init("name", terms.text(term))
    case .prefix(let term): .init("name_prefix", terms.text(term))
    }
  }

  private func vpc(_ term: Term?, _ region: Term?) -> PythonExpression {
    term.map(terms.text) ?? .name(defaultVPCs[region] ?? "default_vpc_id")
  }

  private func rules(
    of group: SecurityGroup, named name: PythonExpression, _ writer: RuleWriter
  ) -> [PythonStatement] {
    func call(_ function: String, _ sets: [Direction]) -> PythonStatement {
      let lists = sets.map { direction in
        PythonExpression.Argument(direction.rawValue, writer.list(group.rules(direction).rules))
      }
      return .evaluate(
        .call(.name(function), [.init(nil, .name("run")), .init(nil, name)] + lists))
    }
    var statements: [PythonStatement] = []
    if case .defaultGroup = group.identity, group.tags != nil {
      statements += [.blank, .evaluate(.name("tag_group")(.name("run"), name))]
    }
    let owned = Direction.allCases.filter { group.rules($0).ownership == .exclusive }
    if !owned.isEmpty { statements += [.blank, call("ensure_rules", owned)] }
    let added = Direction.allCases.filter {
      group.rules($0).ownership == .additive && !group.rules($0).rules.isEmpty
    }
    guard !added.isEmpty else { return statements }
    return statements + [.blank] + origins(of: added.flatMap { group.rules($0).rules })
      + [call("add_rules", added)]
  }

  private func statement(_ attachment: Attachment) -> PythonStatement {
    let (function, target) =
      switch attachment.target {
      case .networkInterface(let id): ("attach_group", id)
      case .vpc(let id): ("associate_vpc", id)
      }
    let source = PythonExpression.string("\(attachment.address) (\(attachment.origin.text))")
    return .evaluate(
      .name(function)(
        .name("run"), terms.client(attachment.region), source, terms.text(attachment.group),
        terms.text(target)))
  }

  /// A comment with the places of standalone rules, which are resources of their own.
  private func origins(of rules: [Rule]) -> [PythonStatement] {
    var seen: Set<String> = []
    let places = rules.map(\.origin.text).filter { seen.insert($0).inserted }
    var lines: [String] = []
    for (index, place) in places.enumerated() {
      let word = oneLine(place) + (index + 1 < places.count ? "," : "")
      if let last = lines.last, last.utf8.count + word.utf8.count < 80 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines.map { .comment($0) }
  }

  private func writeOutputs(to add: ([PythonStatement]) -> Void) {
    if program.outputs.isEmpty {
      for (index, name) in terms.names.groups.enumerated() {
        add([output(program.groups[index].name, .name(name).dot("id"))])
      }
    }
    for output in program.outputs { add([statement(output)]) }
  }

  private func statement(_ output: Output) -> PythonStatement {
    if output.isSensitive { return self.output(output.name, .string("<sensitive>")) }
    let isReadable = terms.kind(of: output.value) != .other
    return self.output(
      output.name,
      isReadable ? terms.text(output.value) : .name("as_text")(terms.value(output.value)))
  }

  private func output(_ name: String, _ value: PythonExpression) -> PythonStatement {
    .evaluate(.name("run").dot("output")(.string(name), value))
  }
}

/// `DescribeVpcs` → `describe_vpcs`
func snakeCase(_ operation: String) -> String {
  var words = ""
  for character in operation {
    if character.isUppercase, !words.isEmpty { words += "_" }
    words += character.lowercased()
  }
  return words
}

/// The text without anything that ends a line or cannot be seen.
func oneLine(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { (0x20...0x7E).contains($0.value) ? $0 : "?" }))
}
