import Diagnostics

private let columns = 80

extension Command {
  /// `portolan translate [PATH] --to TARGET [options]`
  var usage: String {
    let needed = options.filter(\.isRequired).map(\.usage)
    let isOptional = options.contains { !$0.isRequired }
    return
      (["portolan \(name)"] + (operand.map { ["[\($0.name)]"] } ?? [])
      + (furtherOperands.map { ["[\($0.name)...]"] } ?? []) + needed
      + (isOptional ? ["[options]"] : [])).joined(separator: " ")
  }

  func help(targets: [String]) -> String {
    var sections = [
      "Usage: \(usage)\n",
      wrapped(description, width: columns).joined(separator: "\n") + "\n",
    ]
    let operands = [operand, furtherOperands].compactMap(\.self)
    if !operands.isEmpty {
      sections.append("Arguments:\n" + definitions(operands.map { ($0.name, $0.help) }))
    }
    sections.append(
      "Options:\n" + definitions(allOptions.map { ($0.spellings, $0.help) }))
    if let to = options.first(where: { $0.name == Option.to.name }) {
      let names = to.choices.names(targets: targets)
      if !names.isEmpty { sections.append("Targets:\n  " + names.joined(separator: ", ") + "\n") }
    }
    sections.append(examplesText(examples))
    return sections.joined(separator: "\n")
  }
}

/// `portolan --help`
func generalHelp(targets: [String]) -> String {
  [
    "Usage: portolan COMMAND [options]\n",
    wrapped(
      """
      Translates security groups written for Terraform into programs and documents that make the \
      same groups without Terraform.
      """, width: columns
    ).joined(separator: "\n") + "\n",
    "Commands:\n" + definitions(Command.all.map { ($0.name, $0.summary) }),
    "Options:\n" + definitions([Option.help, .version].map { ($0.spellings, $0.help) }),
    targets.isEmpty ? nil : "Targets:\n  " + targets.joined(separator: ", ") + "\n",
    examplesText(Command.all.compactMap(\.examples.first)),
    """
    Exit codes: 0 fine, 1 errors in the input, 2 wrong usage, 70 a fault of Portolan's own.
    "portolan COMMAND --help" says more about a command.

    """,
  ].compactMap(\.self).joined(separator: "\n")
}

extension UsageError {
  /// What goes to standard error.
  var text: String {
    var lines = ["error: " + displayable(message)]
    if let hint { lines.append("  = help: " + displayable(hint)) }
    lines.append("")
    lines.append("Usage: \(command?.usage ?? "portolan COMMAND [options]")")
    lines.append("\"portolan \(command.map { $0.name + " " } ?? "")--help\" says more.")
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Option {
  /// `-o, --output FILE`
  fileprivate var spellings: String {
    names.joined(separator: ", ") + (value.map { " " + $0 } ?? "")
  }
}

/// Terms and what they mean, side by side.
private func definitions(_ items: [(term: String, meaning: String)]) -> String {
  let width = (items.map { $0.term.utf8.count }.max() ?? 0) + 4
  return items.map { term, meaning in
    let lines = wrapped(meaning, width: max(30, columns - width))
    let indent = "\n" + String(repeating: " ", count: width)
    let gap = String(repeating: " ", count: width - 2 - term.utf8.count)
    return "  " + term + gap + lines.joined(separator: indent) + "\n"
  }.joined()
}

private func examplesText(_ examples: [Command.Example]) -> String {
  "Examples:\n"
    + examples.map { "  # \($0.effect)\n  portolan \($0.arguments)\n" }.joined()
}
