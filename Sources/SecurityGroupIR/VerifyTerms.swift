/// Looks at terms for what they name; an object, because it is asked about each of many.
final class TermVerifier {
  private let program: Program
  private(set) var problems: [String] = []

  init(_ program: Program) { self.program = program }

  func verify(_ term: Term, _ sentence: (String) -> String) {
    term.walk { inner in
      if let problem = problem(with: inner) { problems.append(sentence(problem)) }
    }
  }

  private func problem(with term: Term) -> String? {
    switch term {
    case .input(let id) where !program.inputs.indices.contains(id.index):
      "there is no input \(id.index)"
    case .group(let id, _) where !program.groups.indices.contains(id.index):
      "there is no group \(id.index)"
    case .group(let id, let attribute) where attribute != .id && program[id].isExisting:
      "nothing tells the \(attribute.rawValue) of \(program[id].name), which is not made here"
    case .lookup(let id, let attribute): problem(with: id, attribute)
    case .literal(let literal): problem(with: literal)
    case .member(_, .string), .member(_, .number): nil
    case .member: "a member is named by text or by a number"
    default: nil
    }
  }

  private func problem(with id: LookupID, _ attribute: String) -> String? {
    guard program.lookups.indices.contains(id.index) else {
      return "there is no lookup \(id.index)"
    }
    let lookup = program[id]
    let known =
      switch lookup.kind {
      case .describe(let describe): describe.attributes[attribute] != nil
      case .callerIdentity: ["id", "account_id", "arn", "user_id"].contains(attribute)
      case .region: ["id", "name", "region"].contains(attribute)
      case .partition:
        ["id", "partition", "dns_suffix"].contains(attribute)
      }
    return known ? nil : "\(lookup.name) finds no attribute \(attribute)"
  }

  private func problem(with literal: Literal) -> String? {
    switch literal {
    case .null, .bool, .string: return nil
    case .number(let text):
      return text.utf8.contains(where: isDigit) ? nil : "\"\(text)\" is no number"
    case .list(let elements): return elements.lazy.compactMap(problem).first
    case .object(let entries):
      for (before, after) in zip(entries, entries.dropFirst())
      where !before.name.utf8.lexicographicallyPrecedes(after.name.utf8) {
        return "\(before.name) stands before \(after.name)"
      }
      return entries.lazy.compactMap { self.problem(with: $0.value) }.first
    }
  }
}
