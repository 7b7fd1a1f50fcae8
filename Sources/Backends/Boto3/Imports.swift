import CodePrinter

/// Import lines for the names that a script uses, in isort's order.
func importBlock(for used: UsedWords) -> String {
  let groups = importGroups.map { group in
    group.compactMap { $0.line(for: used) }.joined(separator: "\n")
  }
  return groups.filter { !$0.isEmpty }.joined(separator: "\n\n")
}

/// Everything that an import may bring into a script.
let moduleNames = importGroups.joined().flatMap(\.names)

private struct Import {
  var module: String
  /// Empty: the module itself.
  var members: [String] = []

  /// The name under which the script knows each.
  var names: [String] { members.isEmpty ? [String(module.prefix { $0 != "." })] : members }

  func line(for used: UsedWords) -> String? {
    guard !members.isEmpty else {
      return names.allSatisfy(used.contains) ? "import \(module)" : nil
    }
    let wanted = members.filter(used.contains)
    return wanted.isEmpty ? nil : "from \(module) import \(wanted.joined(separator: ", "))"
  }
}

private let importGroups: [[Import]] = [
  [Import(module: "__future__", members: ["annotations"])],
  [
    Import(module: "argparse"), Import(module: "getpass"), Import(module: "ipaddress"),
    Import(module: "json"), Import(module: "os"), Import(module: "re"), Import(module: "secrets"),
    Import(module: "signal"), Import(module: "sys"), Import(module: "time"),
    Import(module: "collections", members: ["Counter"]),
    Import(module: "collections.abc", members: ["Callable", "Iterable", "Iterator"]),
    Import(module: "contextlib", members: ["contextmanager"]),
    Import(module: "dataclasses", members: ["dataclass", "field"]),
    Import(module: "datetime", members: ["datetime", "timezone"]),
    Import(module: "functools", members: ["partial"]),
    Import(module: "typing", members: ["Any", "NamedTuple", "NoReturn"]),
  ],
  [
    Import(module: "boto3"), Import(module: "botocore.session"),
    Import(module: "botocore.exceptions", members: ["BotoCoreError", "ClientError"]),
  ],
]
