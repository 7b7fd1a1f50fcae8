import CodePrinter
import SecurityGroupIR

extension Runbook {
  /// The title, and for the reviewer what there will be.
  func printOverview(_ outline: [RunbookAction], to printer: inout Printer) {
    let sources = program.sources.map(Markdown.code).joined(separator: ", ")
    printer.write("# Runbook: create \(Markdown.text(program.subject))")
    printer.addParagraph(
      "Translated\(sources.isEmpty ? "" : " from \(sources)") by Portolan. "
        + "You need Bash and the AWS CLI, signed in to the account. The steps create what does not "
        + "exist yet; where a group of the same name is there already, stop at the checks.")
    if !program.folded.isEmpty {
      printer.addParagraph("These variables were fixed when it was translated:")
      printer.addParagraph(
        program.folded.map { "- \(Markdown.text($0.summary))" }.joined(separator: "\n"))
    }
    printer.addParagraph("## What it makes")
    for (index, group) in program.groups.enumerated() {
      let mark = printer.begin(group.origin.mark)
      printOverview(of: GroupID(index), to: &printer)
      printer.end(mark)
    }
    for paragraph in attachmentOverview + effort(outline) { printer.addParagraph(paragraph) }
  }

  /// How long it takes, and what the operator must be allowed to do.
  private func effort(_ outline: [RunbookAction]) -> [String] {
    let count = outline.count
    let policy = Policy(privileges(for: outline), for: .always, in: PolicyScope(program))
    return [
      "## Time and permissions",
      "There \(count == 1 ? "is 1 step" : "are \(count) steps"). EC2 answers each command within "
        + "seconds; with reading and verifying, allow \(10 + 3 * count) minutes, and as many again "
        + "to undo it.",
      "The least IAM policy for the checks, the steps and their undoing; put your Region and account "
        + "in the place of `*` where you can:",
      Markdown.fence("json", policy.text.trimmingNewline),
    ]
  }

  private func printOverview(of id: GroupID, to printer: inout Printer) {
    let group = program[id]
    var facts = ["- Source: \(Markdown.code(group.address)) (\(Markdown.text(group.origin.text)))"]
    switch group.identity {
    case .created(let name, let description, let vpc):
      switch name {
      case .exact(let term): facts.append("- Name: \(shown(term))")
      case .prefix(let term): facts.append("- Name: \(shown(term)) and 26 digits made in its step")
      }
      facts.append("- Description: \(shown(description))")
      facts.append("- VPC: \(vpc.map(shown) ?? "the default VPC")")
    case .defaultGroup(let vpc):
      facts.append("- The default group of VPC \(vpc.map(shown) ?? "(the default one)")")
    case .existing(let id): facts.append("- The group \(shown(id)), which exists already")
    }
    if let region = group.region { facts.append("- Region: \(shown(region))") }
    let tags = (group.tags ?? []).compactMap { part -> String? in
      guard case .entry(let key, let value) = part else { return nil }
      return "\(Markdown.code(key)) = \(shown(value))"
    }
    if !tags.isEmpty { facts.append("- Tags: \(tags.joined(separator: ", "))") }
    if group.preventsDestroy { facts.append("- Never to be deleted (`prevent_destroy`)") }
    printer.addParagraph("### \(Markdown.text(group.name))")
    printer.addParagraph(facts.joined(separator: "\n"))
    let hasOthers =
      !group.isCreated && Direction.allCases.contains { group.rules($0).ownership == .additive }
    if Direction.allCases.contains(where: { !group.rules($0).rules.isEmpty }) {
      printTable(of: id, to: &printer)
    } else if !hasOthers {
      printer.addParagraph("It has no rules: nothing comes in, nothing goes out.")
    }
    if hasOthers { printer.addParagraph("Rules that the group has beside these stay as they are.") }
  }

  /// The rules of a group, each on a line of its own.
  private func printTable(of id: GroupID, to printer: inout Printer) {
    let head = ["Direction", "Protocol", "Ports", "Peer", "Description", "Source"]
    printer.addParagraph(Markdown.table(head, []))
    for direction in Direction.allCases {
      for rule in program.groups[id.index].rules(direction).rules {
        printer.newline()
        let mark = printer.begin(rule.origin.mark)
        printer.write(Markdown.row(row(direction, rule, of: id)))
        printer.end(mark)
      }
    }
  }

  private func row(_ direction: Direction, _ rule: Rule, of id: GroupID) -> [String] {
    [
      direction.rawValue, rule.protocol.isAll ? "all" : Markdown.code(rule.protocol.name),
      ports(rule), peer(rule.peer, of: id), rule.description.map(shown) ?? "",
      Markdown.text(rule.origin.text),
    ]
  }

  private func ports(_ rule: Rule) -> String {
    let word = terms.ports(rule)
    return word.knownText == "all" ? "all" : shown(word)
  }

  private func peer(_ peer: Peer, of id: GroupID) -> String {
    if let other = peer.programGroup {
      return other == id
        ? "the group itself" : "group \(Markdown.text(program.groups[other.index].name))"
    }
    switch peer.values {
    case .one(let term):
      let kind = peer.kind == .group ? "group " : peer.kind == .prefixList ? "prefix list " : ""
      let owner = peer.account.map { " of account \(Markdown.code($0))" } ?? ""
      let isEverybody = ["0.0.0.0/0", "::/0"].contains(term.knownText)
      return kind + shown(term) + owner + (isEverybody ? " (everybody)" : "")
    case .each(let term):
      return "each of \(shown(terms.words(term)))"
    }
  }
}

extension String {
  fileprivate var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
