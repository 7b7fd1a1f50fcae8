import CodePrinter
import SecurityGroupIR

extension Runbook {
  func tagStep(_ id: GroupID) -> RunbookStep {
    let group = program[id]
    let resource = [["--resources", self.id(id).quoted]]
    let ignored = group.ignoredTags
    var commands = [
      ignored.isEmpty
        ? command("aws ec2 delete-tags", resource + region(group)) : removal(of: id, but: ignored)
    ]
    if let tags = tagJSON(group.tags ?? []) {
      commands.append(
        command("aws ec2 create-tags", resource + [["--tags", tags.quoted]] + region(group)))
    }
    return RunbookStep(
      title: "Set the tags of \(Markdown.text(group.name))", source: place(group),
      mark: group.origin.mark,
      before: .init(
        commands: "\(savedTags(of: id))=$(\(tagList(of: id)))\necho \"$\(savedTags(of: id))\"",
        prints: "It should print the tags that the group has now; they are kept for rolling back."),
      commands: commands.joined(separator: "\n"),
      prints: "It should print nothing. Tags that AWS itself has set stay."
        + (ignored.isEmpty ? "" : " So do those that the provider ignores."),
      verification: .init(
        commands: tagList(of: id), prints: "It should print the tags that the group should have."))
  }

  private func savedTags(of id: GroupID) -> String { names.groupIDs[id.index] + "_TAGS_BEFORE" }

  /// The tags of the group as JSON, without those of AWS itself.
  private func tagList(of id: GroupID) -> String {
    let query = "not_null(SecurityGroups[0].Tags, `[]`)[?!starts_with(Key, `\"aws:\"`)]"
    return command(
      "aws ec2 describe-security-groups",
      [["--group-ids", self.id(id).quoted]] + region(id) + [
        ["--query", ShellWord(query).quoted, "--output json"]
      ])
  }

  /// Takes away what the step set and puts back what there was.
  func restoration(of id: GroupID, _ tags: TagSet) -> String {
    let resource = [["--resources", self.id(id).quoted]]
    let variable = savedTags(of: id)
    var commands: [String] = []
    let keys = tags.compactMap { part -> ShellJSON? in
      guard case .entry(let key, let value) = part, value != .literal(.null) else { return nil }
      return .object([("Key", .text(ShellWord(key)))])
    }
    if !keys.isEmpty {
      commands.append(
        command(
          "aws ec2 delete-tags",
          resource + [["--tags", ShellJSON.list(keys).quoted]] + region(id)))
    }
    let create = command(
      "aws ec2 create-tags", resource + [["--tags", "\"$\(variable)\""]] + region(id))
    commands.append("[[ $\(variable) == \"[]\" ]] || \(create)")
    return commands.joined(separator: "\n")
  }

  /// A call for each tag that nobody else sets; each is a list in JSON as the call takes it.
  private func removal(of id: GroupID, but ignored: IgnoredTags) -> String {
    let staying =
      ignored.keys.map { "Key==\(jsonLiteral($0))" }
      + (["aws:"] + ignored.prefixes).map { "starts_with(Key, \(jsonLiteral($0)))" }
    let query =
      "Tags[?(\(staying.joined(separator: " || "))) == `false`].[to_string([{Key: Key}])]"
    let region = region(id)
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
}
