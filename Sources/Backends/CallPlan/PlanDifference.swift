import CodePrinter
import Diagnostics
import SecurityGroupIR

/// The calls from an account as it was described to the program, one after the other.
///
/// Over all groups: make what is missing, authorize, describe anew, revoke, tag. A rule may move from one
/// group to another, so nothing is taken away before everything is there.
extension Plan {
  mutating func makeDifference(from account: Account, adopting adopted: [String]) {
    self.account = account
    matchGroups(in: account, adopting: adopted)
    guard !sink.hasErrors else { return }
    for step in program.makingOrder {
      guard case .group(let id) = step else { continue }
      if present[id] == nil { makeGroup(id) } else { describe(id) }
    }
    var differences: [RuleDifference] = []
    for index in program.groups.indices {
      let id = GroupID(index)
      if let found = present[id] {
        checkRules(of: found)
        for direction in Direction.allCases { differences.append(difference(id, found, direction)) }
      } else {
        makeRules(id)
      }
    }
    guard !sink.hasErrors else { return }
    for index in differences.indices { authorizeMissing(&differences[index]) }
    for difference in differences { describeAnew(difference) }
    for difference in differences { revoke(difference, difference.extra) }
    for index in program.groups.indices { setTags(GroupID(index)) }
    for difference in differences { setRuleTags(difference) }
    for difference in differences { spareRules(difference) }
    for attachment in program.attachments {
      sink.report(.attachmentNotCompared(attachment))
    }
    // One after the other: only so is every rule there at every moment.
    for index in calls.indices.dropFirst() { calls[index].after = [calls[index - 1].id] }
  }

  private mutating func checkRules(of group: Account.Group) {
    if let stated = group.statedRules, stated != group.rules.count {
      sink.report(.rulesNotShown(group, stated: stated))
    }
  }

  // MARK: Tags

  private mutating func setTags(_ id: GroupID) {
    guard let found = present[id], let tags = program[id].tags else { return }
    setTags(
      of: found.id, found.tags, wanted: tags, ignoring: program[id].ignoredTags, program[id],
      id: program[id].name + ".", source: program[id].origin)
  }

  mutating func setTags(
    of resource: String, _ present: [Account.Tag], wanted tags: TagSet,
    ignoring ignored: IgnoredTags, _ group: SecurityGroup, id: String, source: Origin
  ) {
    func old(_ key: String) -> Account.Tag? {
      present.first { $0.key.utf8.elementsEqual(key.utf8) }
    }
    let entries = entries(tags)
    let given = entries.filter { entry in
      entry.value == nil || entry.value.map { Account.Tag(entry.key, $0) } != old(entry.key)
    }
    let extra = present.filter { tag in
      !ignored.covers(tag.key) && !entries.contains { $0.key.utf8.elementsEqual(tag.key.utf8) }
    }
    func field(_ tags: [JSON]) -> [JSON.Field] {
      [.init("Resources", [.string(resource)]), .init("Tags", .array(tags))]
    }
    if !given.isEmpty {
      let parts = given.map { MapPart.entry(key: $0.key, value: $0.term) }
      let new: [JSON] = given.filter { old($0.key) == nil }.map { ["Key": .string($0.key)] }
      let replaced = given.compactMap { old($0.key)?.json }
      var undo: [UndoCall] = []
      if !new.isEmpty { undo.append(UndoCall("DeleteTags", field(new))) }
      if !replaced.isEmpty { undo.append(UndoCall("CreateTags", field(replaced))) }
      append(
        group, id: names.take(id + "tags", separator: "_"), "CreateTags",
        field(tagList(parts, at: source)), source: source, undo: undo)
    }
    if !extra.isEmpty {
      append(
        group, id: names.take(id + "untag", separator: "_"), "DeleteTags", field(extra.map(\.json)),
        source: source, undo: [UndoCall("CreateTags", field(extra.map(\.json)))])
    }
  }

  /// The tags with their values where these are known: those of a new group's id, for one, are not.
  private func entries(_ tags: TagSet) -> [(key: String, value: String?, term: Term)] {
    tags.known.map { ($0.key, known($0.value), $0.value) }
  }

  func knownTags(_ tags: TagSet) -> [Account.Tag] {
    entries(tags).compactMap { entry in entry.value.map { Account.Tag(entry.key, $0) } }
  }
}

extension Account.Tag {
  var json: JSON { ["Key": .string(key), "Value": .string(value)] }
}
