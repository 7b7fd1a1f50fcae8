import CodePrinter
import SecurityGroupIR

extension Runbook {
  /// Shows what there is now, to be compared with the tables at the beginning.
  func printCheck(to printer: inout Printer) {
    printer.addParagraph("## Check")
    for index in program.groups.indices {
      let id = GroupID(index)
      let group = program[id]
      let filter = ("Name=group-id,Values=" + self.id(id)).quoted
      let columns =
        "IsEgress,IpProtocol,FromPort,ToPort,"
        + "CidrIpv4||CidrIpv6||PrefixListId||ReferencedGroupInfo.GroupId,Description"
      printer.addParagraph("The rules of \(Markdown.text(group.name)):")
      printer.addCode(
        "bash",
        command(
          "aws ec2 describe-security-group-rules",
          [["--filters", filter]] + region(group) + [
            ["--query", "'SecurityGroupRules[].[\(columns)]'", "--output table"]
          ]))
      printer.addParagraph(expectation(group))
    }
    let outputs = program.outputs.filter { !$0.isSensitive }
    if !outputs.isEmpty {
      printer.addParagraph("The outputs:")
      printer.addCode(
        "bash",
        outputs.map { output in
          echo(output.name, output.value).joined(separator: "\n")
        }.joined(separator: "\n"))
    }
  }

  /// For the checks before and after.
  var checkPrivileges: [Privilege] {
    var all = Self.reading("DescribeAvailabilityZones")
    if !inputVPCs.isEmpty { all += Self.reading("DescribeVpcs") }
    if program.groups.contains(where: { $0.isCreated }) {
      all += Self.reading("DescribeSecurityGroups")
    }
    if !program.groups.isEmpty { all += Self.reading("DescribeSecurityGroupRules") }
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

  func expectation(_ group: SecurityGroup, _ directions: [Direction] = Direction.allCases)
    -> String
  {
    let rules = directions.flatMap { group.rules($0).rules }
    let known = rules.filter { !$0.peer.isEach }.count
    let lists = rules.filter(\.peer.isEach).map { shown(terms.words($0.peer.term)) }
    func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
    var parts = known > 0 || lists.isEmpty ? [rows(known)] : []
    let uses = Dictionary(grouping: lists) { $0 }.mapValues(\.count)
    for count in Set(uses.values).sorted() {
      var seen: Set<String> = []
      let alike = lists.filter { uses[$0] == count && seen.insert($0).inserted }
      let words = alike.joined(separator: ", ")
      parts.append("\(rows(count)) for each word of \(words)")
    }
    let beside =
      directions.contains { group.rules($0).ownership == .additive } && !group.isCreated
    return "It should print \(parts.joined(separator: " and ")), as in the table above"
      + (beside ? ", beside what the group had before." : ".")
  }
}
