import CodePrinter
import Diagnostics
import SecurityGroupIR

/// A plan for people: what is called in which order, with the places in the configuration.
extension Plan {
  mutating func printText(_ options: EmitOptions, to printer: inout Printer) {
    var calls: [Call] = []
    makeCalls(options) { calls += $0 }
    let outputs = outputValues()
    let values = PlanValueText(program)
    var table = PlanTable()
    addHeader(hasCalls: !calls.isEmpty, to: &table, values)
    add(calls, to: &table, values)
    addUndo(of: calls, to: &table, values)
    if !outputs.isEmpty {
      table.addBlank()
      table.add("Outputs")
      table.addBlank()
      let rows = outputs.map { output, value in
        [visible(output.name), output.isSensitive ? "(sensitive)" : values.text(value)]
      }
      table.add(rows: rows, indent: 2)
    }
    for line in table.lines {
      printer.write(line)
      printer.newline()
    }
  }

  // MARK: What it is about

  private func addHeader(
    hasCalls: Bool, to table: inout PlanTable, _ values: PlanValueText
  ) {
    let sources =
      program.sources.isEmpty
      ? "the configuration"
      : program.sources.map(visible)
        .joined(separator: ", ")
    let groups = count(program.groups.count, "security group")
    let rules = Direction.allCases.map { direction in
      let number = program.groups.reduce(0) { $0 + $1.rules(direction).rules.count }
      return count(number, "\(direction.rawValue) rule")
    }.joined(separator: " + ")
    let start = account.map { "from what \(visible($0.title)) shows to" } ?? "for"
    table.add("Plan \(start) \(sources): \(groups), \(rules)")
    if !program.inputs.isEmpty {
      let names = program.inputs.map { visible($0.name) }.joined(separator: ", ")
      table.add(wrapping: "Unknown until run: \(names)")
    }
    for variable in program.folded { table.add(wrapping: "Fixed: " + variable.summary) }
    if account != nil, !hasCalls {
      table.addBlank()
      table.add("Nothing to do: no call is needed.")
    }
  }

  private func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  // MARK: Calls

  private func add(_ calls: [Call], to table: inout PlanTable, _ values: PlanValueText) {
    var subject: PlanSubject?
    func head(_ new: PlanSubject?) {
      table.addBlank()
      guard let new, new != subject else { return }
      subject = new
      table.add(visible(new.address), place: visible(new.origin.text))
      table.addBlank()
    }
    let used = Set(calls.flatMap { $0.needs + $0.undo.flatMap(Self.needs) })
    var spared = self.spared[...]
    for index in 0...calls.count {
      while let rules = spared.first, rules.position == index {
        spared.removeFirst()
        head(rules.subject)
        add(rules.rules, mark: "  -  ", showsDirection: true, to: &table, values)
        table.add("       no call: \(rules.reason)")
      }
      if index < calls.count {
        head(calls[index].subject)
        add(calls[index], number: index + 1, isUsed: used.contains(calls[index].id), &table, values)
      }
    }
  }

  private static func needs(_ undo: UndoCall) -> [String] {
    Call.results(in: .object(undo.parameters))
  }

  private func add(
    _ call: Call, number: Int, isUsed: Bool, _ table: inout PlanTable, _ values: PlanValueText
  ) {
    var line = padded(number) + "  " + (isUsed ? visible(call.id) + " = " : "")
    line += "\(call.service):\(call.operation)"
    let isAboutRules = !call.rules.isEmpty
    if isAboutRules, let group = call.parameters.first(where: { $0.name == "GroupId" }) {
      line += "  " + values.bare(group.value)
    }
    if let region = call.region { line += "  in " + values.bare(region) }
    table.add(
      line, place: isAboutRules || call.source == call.subject?.origin ? "" : call.source.text)
    if isAboutRules {
      add(call.rules, mark: "       ", showsDirection: false, to: &table, values)
    }
    let shown = call.parameters.filter { field in
      !isAboutRules || !["GroupId", "IpPermissions", "SecurityGroupRuleIds"].contains(field.name)
    }
    table.add(rows: shown.map { [$0.name, values.text($0.value)] }, indent: 7)
    if let comment = call.comment { table.add(wrapping: comment, indent: 7) }
    if !call.ignoreErrors.isEmpty {
      table.add("       no failure: " + call.ignoreErrors.joined(separator: ", "))
    }
  }

  private func add(
    _ rules: [PlanRule], mark: String, showsDirection: Bool, to table: inout PlanTable,
    _ values: PlanValueText
  ) {
    let rows = rules.map { rule in
      [
        mark + (showsDirection ? rule.direction.rawValue : ""), rule.traffic,
        (rule.isEach ? "each " : "") + values.bare(rule.peer),
        rule.description.map(values.text) ?? "", rule.note.map(visible) ?? "",
      ]
    }
    // Without the direction the mark is the margin, and the traffic comes first.
    let cells = showsDirection ? rows : rows.map { [mark + $0[1]] + $0[2...] }
    table.add(
      rows: cells, places: rules.map { $0.origin.map { visible($0.text) } ?? "" }, indent: 0)
  }

  private func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, 3 - digits.utf8.count)) + digits
  }

  // MARK: The way back

  private func addUndo(
    of calls: [Call], to table: inout PlanTable, _ values: PlanValueText
  ) {
    let undoable = calls.enumerated().reversed().filter { !$0.element.undo.isEmpty }
    guard !undoable.isEmpty else { return }
    table.addBlank()
    table.add("To undo it, in this order")
    table.addBlank()
    let rows = undoable.flatMap { index, call in
      call.undo.enumerated().map { step, undo in
        let target = undo.parameters.first { field in
          ["GroupId", "Resources", "NetworkInterfaceId"].contains(field.name)
        }
        return [
          step == 0 ? padded(index + 1) : "", "\(call.service):\(undo.operation)",
          target.map { values.bare($0.value) } ?? "",
        ]
      }
    }
    table.add(rows: rows, indent: 0)
  }

  /// Nothing in a name steers the terminal.
  private func visible(_ text: String) -> String { displayable(text) }
}
