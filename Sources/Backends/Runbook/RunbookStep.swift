import CodePrinter
import SecurityGroupIR

/// One numbered step: what it does, how to see that it may be done and that it was.
struct RunbookStep {
  /// Commands and what they should print.
  struct Look {
    var commands: String
    var prints: String
  }

  enum Rollback {
    /// The step only looks.
    case nothing
    case commands(String)
    /// Only to take back this step alone: what it changed goes with what an earlier step made.
    case alone(String)
  }

  var title: String
  var source: String?
  /// Of the resource that the step is about, if it is about one.
  var mark: SourceMark?
  var before: Look?
  var commands: String
  var prints: String
  var verification: Look?
}

extension Runbook {
  func printSteps(_ outline: [RunbookAction], to printer: inout Printer) {
    printer.addParagraph("## Steps")
    var sentences: [RunbookNeed: String?] = [:]
    for (index, action) in outline.enumerated() {
      let step = step(action)
      let need = need(of: action)
      let sentence = sentences[need] ?? need.sentence
      sentences.updateValue(sentence, forKey: need)
      let mark = printer.begin(step.mark)
      printer.addParagraph("### Step \(index + 1): \(step.title)")
      let facts = [step.source.map { "From \($0)." }, sentence].compactMap(\.self)
      if !facts.isEmpty { printer.addParagraph(facts.joined(separator: " ")) }
      print(step, to: &printer)
      print(rollback(of: action), to: &printer)
      printer.end(mark)
    }
  }

  private func print(_ step: RunbookStep, to printer: inout Printer) {
    if let before = step.before {
      printer.addParagraph("First:")
      printer.addCode("bash", before.commands)
      printer.addParagraph(before.prints)
      printer.addParagraph("Then:")
    }
    printer.addCode("bash", step.commands)
    printer.addParagraph(step.prints)
    if let verification = step.verification {
      printer.addParagraph("Verify:")
      printer.addCode("bash", verification.commands)
      printer.addParagraph(verification.prints)
    }
  }

  private func print(_ rollback: RunbookStep.Rollback, to printer: inout Printer) {
    switch rollback {
    case .nothing: break
    case .commands(let commands):
      printer.addParagraph("To roll back:")
      printer.addCode("sh", commands)
    case .alone(let commands):
      printer.addParagraph(
        "To roll back this step alone (it needs nothing where the group is deleted):")
      printer.addCode("sh", commands)
    }
  }

  /// Some step or check quotes text that is not known.
  var callsJSON: Bool {
    func isUnknown(_ term: Term) -> Bool { !term.isLiteral && terms.word(term).knownText == nil }
    func isUnknown(_ tags: TagSet?) -> Bool {
      (tags ?? []).contains {
        if case .entry(_, let value) = $0 { isUnknown(value) } else { false }
      }
    }
    return program.lookups.indices.contains { index in
      guard names.lookups[LookupID(index)]?.isEmpty == false else { return false }
      return filterJSON(program.lookups[index].filters).callsJSON
    }
      || program.groups.contains { group in
        if case .created(.exact(let name), _, _) = group.identity, isUnknown(name) { return true }
        if isUnknown(group.tags) { return true }
        return Direction.allCases.contains { direction in
          group.rules(direction).rules.contains { rule in
            isUnknown(rule.ownTags) || rule.description.map(isUnknown) == true
          }
        }
      }
  }
}

extension Printer {
  /// A further paragraph.
  mutating func addParagraph(_ paragraph: String) {
    blankLine()
    write(paragraph)
  }

  /// A block of code as a paragraph.
  mutating func addCode(_ language: String, _ code: String) {
    blankLine()
    let fence = Markdown.fence(around: code)
    write(fence)
    write(language)
    newline()
    write(code)
    newline()
    write(fence)
  }
}
