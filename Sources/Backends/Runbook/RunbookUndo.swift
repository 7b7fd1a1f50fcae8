import CodePrinter
import SecurityGroupIR

extension Runbook {
  /// Every step taken back, the last one first: a group that a rule names cannot be deleted.
  func printUndo(_ outline: [RunbookAction], to printer: inout Printer) {
    printer.addParagraph("## Undo")
    printer.addParagraph(
      "Only to take everything back, in the same session: the steps rolled back in reverse order. It "
        + "ends what relies on the groups.")
    // The fence is longer than any in the commands.
    var fence = ""
    var commands = printer.beside()
    for action in outline.reversed() {
      guard case .commands(let text) = rollback(of: action) else { continue }
      fence = max(fence, Markdown.fence(around: text))
      commands.newline()
      commands.write(text)
    }
    if !fence.isEmpty {
      printer.addParagraph(fence + "sh")
      printer.append(commands)
      printer.newline()
      printer.write(fence)
    }
    let kept = program.groups.filter { !$0.isCreated }
    if !kept.isEmpty {
      let names = kept.map { Markdown.text($0.name) }.joined(separator: ", ")
      printer.addParagraph("Not made here, so not deleted: \(names).")
    }
    if program.groups.contains(where: \.preventsDestroy) {
      printer.addParagraph(
        "Think twice: the configuration forbids to delete groups with `prevent_destroy`.")
    }
  }
}
