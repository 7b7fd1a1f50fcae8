import CodePrinter
import SecurityGroupIR

extension Runbook {
  /// Shows what there is now, to be compared with the tables at the beginning.
  var checkAfter: [String] {
    var out = ["## Check"]
    for index in program.groups.indices {
      let id = GroupID(index)
      let group = program[id]
      guard group.hasRulesToSet else { continue }
      let filter = ("Name=group-id,Values=" + self.id(id)).quoted
      let columns =
        "IsEgress,IpProtocol,FromPort,ToPort,"
        + "CidrIpv4||CidrIpv6||PrefixListId||ReferencedGroupInfo.GroupId,Description"
      out += [
        "The rules of \(Markdown.text(group.name)):",
        Markdown.fence(
          "bash",
          command(
            "aws ec2 describe-security-group-rules",
            [["--filters", filter]] + region(group) + [
              ["--query", "'SecurityGroupRules[].[\(columns)]'", "--output table"]
            ])),
        expectation(group),
      ]
    }
    let outputs = program.outputs.filter { !$0.isSensitive }
    if !outputs.isEmpty {
      out += [
        "The outputs:",
        Markdown.fence(
          "bash",
          outputs.map { output in
            echo(output.name, output.value).joined(separator: "\n")
          }.joined(separator: "\n")),
      ]
    }
    return out
  }

  /// For the checks before and after.
  var checkPrivileges: [Privilege] {
    var all = Self.reading("DescribeAvailabilityZones")
    if !inputVPCs.isEmpty { all += Self.reading("DescribeVpcs") }
    if program.groups.contains(where: { $0.isCreated }) {
      all += Self.reading("DescribeSecurityGroups")
    }
    if program.groups.contains(where: \.hasRulesToSet) {
      all += Self.reading("DescribeSecurityGroupRules")
    }
    return all
  }

  /// A list on one line, an object on one for each of its members.
  private func echo(_ name: String, _ term: Term) -> [String] {
    if case .map(let parts) = term {
      return parts.flatMap { part -> [String] in
        guard case .entry(let key, let value) = part else { return [] }
        return echo("\(name).\(key)", value)
      }
    }
    return ["echo \((ShellWord(name + " = ") + terms.words(term)).quoted)"]
  }

  private func expectation(_ group: SecurityGroup) -> String {
    let rules = Direction.allCases.flatMap { group.rules($0).rules }
    let known = rules.filter { !$0.peer.isEach }.count
    let lists = rules.filter(\.peer.isEach).map { shown(terms.words($0.peer.term)) }
    func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
    var parts = known > 0 || lists.isEmpty ? [rows(known)] : []
    let uses = Dictionary(grouping: lists) { $0 }.mapValues(\.count)
    for count in Set(uses.values).sorted() {
      let alike = lists.enumerated().filter { index, list in
        uses[list] == count && !lists[..<index].contains(list)
      }
      let words = alike.map(\.element).joined(separator: ", ")
      parts.append("\(rows(count)) for each word of \(words)")
    }
    let beside =
      Direction.allCases.contains { group.rules($0).ownership == .additive }
      && !group.isCreated
    return "It should print \(parts.joined(separator: " and ")), as in the table above"
      + (beside ? ", beside what the group had before." : ".")
  }

  /// In reverse order: rules first, for a group that is named by a rule cannot be deleted.
  var undo: [String] {
    var out = [
      "## Undo",
      "Only to take everything back, in the same session. It ends what relies on the groups.",
    ]
    var commands = detachCommands
    for (index, group) in program.groups.enumerated().reversed() where group.isCreated {
      for direction in Direction.allCases.reversed() {
        let namesOthers = group.rules(direction).rules.contains {
          $0.peer.programGroup.map { $0.index != index } ?? false
        }
        guard namesOthers else { continue }
        let condition =
          (direction == .egress ? "IsEgress" : "!IsEgress") + " && ReferencedGroupInfo"
        commands.append(revokeLoop(GroupID(index), direction, condition))
      }
    }
    for (index, group) in program.groups.enumerated().reversed() where group.isCreated {
      let row = [["--group-id", id(GroupID(index)).quoted]] + region(group)
      commands.append("aws ec2 delete-security-group " + row.flatMap(\.self).joined(separator: " "))
    }
    if !commands.isEmpty { out.append(Markdown.fence("sh", commands.joined(separator: "\n"))) }
    let kept = program.groups.filter { !$0.isCreated }
    if !kept.isEmpty {
      let names = kept.map { Markdown.text($0.name) }.joined(separator: ", ")
      out.append(
        "Not made here, so not deleted: \(names). Revoke the rules of the tables above by hand; "
          + "what a default group had before cannot be known.")
    }
    if program.groups.contains(where: \.preventsDestroy) {
      out.append("Think twice: the configuration forbids to delete groups with `prevent_destroy`.")
    }
    return out
  }
}
