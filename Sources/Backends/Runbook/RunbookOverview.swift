import CodePrinter
import SecurityGroupIR

extension Runbook {
  /// The title, and for the reviewer what there will be.
  var overview: [Doc] {
    let sources = program.sources.map(Markdown.code).joined(separator: ", ")
    var out = [
      "# Runbook: create \(Markdown.text(program.subject))",
      "Translated\(sources.isEmpty ? "" : " from \(sources)") by Portolan. "
        + "You need Bash and the AWS CLI, signed in to the account. The steps create what does not "
        + "exist yet; where a group of the same name is there already, stop at the checks.",
    ]
    if !program.folded.isEmpty {
      out.append("These variables were fixed when it was translated:")
      out.append(program.folded.map { "- \(Markdown.text($0.summary))" }.joined(separator: "\n"))
    }
    out.append("## What it makes")
    let groups = program.groups.indices.map { index in
      Doc.join(overview(GroupID(index)), .blankLine).marked(program.groups[index].origin.mark)
    }
    return out.map(Doc.verbatim) + groups + (attachmentOverview + effort).map(Doc.verbatim)
  }

  /// How long it takes, and what the operator must be allowed to do.
  private var effort: [String] {
    let count = steps.count
    let policy = Policy(
      RunbookBackend().privileges(of: program), for: .always, in: PolicyScope(program))
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

  private func overview(_ id: GroupID) -> [Doc] {
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
    let isAdditive = Direction.allCases.contains { group.rules($0).ownership == .additive }
    let head: [Doc] = [
      .verbatim("### \(Markdown.text(group.name))"), .verbatim(facts.joined(separator: "\n")),
    ]
    let rest: [Doc] =
      !group.isCreated && isAdditive
      ? ["Rules that the group has beside these stay as they are."] : []
    if let table = table(id) { return head + [table] + rest }
    let none: Doc = "It has no rules: nothing comes in, nothing goes out."
    return head + (!group.isCreated && isAdditive ? [] : [none]) + rest
  }

  /// The rules of a group, each on a line of its own; `nil` without any.
  private func table(_ id: GroupID) -> Doc? {
    var rows: [(cells: [String], mark: SourceMark)] = []
    for direction in Direction.allCases {
      for rule in program[id].rules(direction).rules {
        rows.append((row(direction, rule, of: id), rule.origin.mark))
      }
    }
    if rows.isEmpty { return nil }
    let head = ["Direction", "Protocol", "Ports", "Peer", "Description", "Source"]
    return .lines(
      [.verbatim(Markdown.table(head, []))]
        + rows.map { Doc.verbatim(Markdown.row($0.cells)).marked($0.mark) })
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
      return other == id ? "the group itself" : "group \(Markdown.text(program[other].name))"
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
