import CodePrinter
import SecurityGroupIR

extension Runbook {
  /// Every step taken back, the last one first: a group that a rule names cannot be deleted.
  var undo: [String] {
    var out = [
      "## Undo",
      "Only to take everything back, in the same session: the steps rolled back in reverse order. It "
        + "ends what relies on the groups.",
    ]
    let commands = steps.reversed().compactMap { step in
      if case .commands(let commands) = step.rollback { commands } else { nil }
    }
    if !commands.isEmpty { out.append(Markdown.fence("sh", commands.joined(separator: "\n"))) }
    let kept = program.groups.filter { !$0.isCreated }
    if !kept.isEmpty {
      let names = kept.map { Markdown.text($0.name) }.joined(separator: ", ")
      out.append("Not made here, so not deleted: \(names).")
    }
    if program.groups.contains(where: \.preventsDestroy) {
      out.append("Think twice: the configuration forbids to delete groups with `prevent_destroy`.")
    }
    return out
  }
}
