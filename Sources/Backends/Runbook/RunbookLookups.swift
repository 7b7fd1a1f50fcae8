import CodePrinter
import SecurityGroupIR

/// Steps that only look.
extension Runbook {
  var accountStep: RunbookStep {
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
      (.dnsSuffix, ShellVariable.dnsSuffix, dnsSuffix),
    ]
    let needs = program.ambientNeeds
    let used = fields.filter { needs.contains($0.0) }.map { (names.style.spelled($0.1), $0.2) }
    var commands = used.map { "\($0.0)=$(\($0.1))" }
    commands.append("echo " + used.map { "\"$\($0.0)\"" }.joined(separator: " "))
    return RunbookStep(
      title: "Learn about the account", commands: commands.joined(separator: "\n"),
      prints: "It should print \(used.count == 1 ? "one word" : "\(used.count) words").")
  }

  private var dnsSuffix: String {
    let partition = "\"$\(names.style.spelled(ShellVariable.partition))\""
    let cases = Partition.shellCases(\.name, \.dnsSuffix)
    return (["\n  case \(partition) in"] + cases + ["esac\n"]).joined(separator: "\n  ")
  }

  func lookupStep(_ id: LookupID) -> RunbookStep {
    let lookup = program[id]
    guard case .describe(let describe) = lookup.kind, let variables = names.lookups[id] else {
      return RunbookStep(title: "", commands: "", prints: "")
    }
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
    return RunbookStep(
      title: "Look up \(Markdown.code(lookup.address))",
      source: Markdown.text(lookup.origin.text), mark: lookup.origin.mark,
      commands: (commands + [echo]).joined(separator: "\n"),
      prints: describe.isPlural
        ? "It should print \(sorted.count == 1 ? "a list" : "\(sorted.count) lists"), maybe empty."
        : sorted.count == 1
          ? "It should print one value. If it prints none or several, stop."
          : "It should print \(sorted.count) values. If it prints fewer or more, stop.")
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
}
