import CodePrinter
import SecurityGroupIR

/// One numbered step: what it does, how to see that it may be done and that it was, how to take it back.
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
  var rollback = Rollback.nothing
  /// What all its commands call.
  var privileges: [Privilege] = []

  func text(_ number: Int) -> [String] {
    var out = ["### Step \(number): \(title)"]
    let facts = (source.map { ["From \($0)."] } ?? []) + needs
    if !facts.isEmpty { out.append(facts.joined(separator: " ")) }
    if let before { out += ["First:", Markdown.fence("bash", before.commands), before.prints] }
    if before != nil { out.append("Then:") }
    out += [Markdown.fence("bash", commands), prints]
    if let verification {
      out += ["Verify:", Markdown.fence("bash", verification.commands), verification.prints]
    }
    switch rollback {
    case .nothing: break
    case .commands(let commands): out += ["To roll back:", Markdown.fence("sh", commands)]
    case .alone(let commands):
      out += [
        "To roll back this step alone (it needs nothing where the group is deleted):",
        Markdown.fence("sh", commands),
      ]
    }
    return out
  }

  private var needs: [String] {
    func names(_ isWanted: (Privilege) -> Bool) -> [String] {
      let names = Set(privileges.filter(isWanted).map { Action.named($0.operation).name })
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(Markdown.code)
    }
    let forward = names { $0.verbs.contains(.plan) || $0.verbs.contains(.apply) }
    let back = names { $0.verbs == [.destroy] }
    if forward.isEmpty { return [] }
    let more = back.isEmpty ? "" : "; to roll it back, \(back.joined(separator: ", "))"
    return ["Needs \(forward.joined(separator: ", "))\(more)."]
  }
}

extension Runbook {
  /// In the order in which they are done.
  var steps: [RunbookStep] {
    var steps = ambientSteps
    for step in program.makingOrder {
      switch step {
      case .lookup(let id): steps += lookupStep(id)
      case .group(let id): steps += groupSteps(id)
      }
    }
    for index in program.groups.indices { steps += ruleSteps(GroupID(index)) }
    return steps + attachmentSteps
  }

  var stepTexts: [Doc] {
    let steps = steps.enumerated().map { number, step in
      Doc.join(step.text(number + 1).map(Doc.verbatim), .blankLine).marked(step.mark)
    }
    return ["## Steps"] + steps
  }

  /// The right to ask, in every use of the runbook.
  static func reading(_ operation: String) -> [Privilege] { [Privilege(operation, for: .always)] }

  /// Some step quotes text that is not known.
  var callsJSON: Bool {
    let marker = "$(json "
    return (steps.flatMap { $0.text(0) } + checksBefore).contains { $0.contains(marker) }
  }
}
