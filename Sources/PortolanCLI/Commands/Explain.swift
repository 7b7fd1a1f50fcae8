import Diagnostics
import Portolan

extension Command {
  static let explain = Command(
    name: "explain",
    summary: "Explain a diagnostic code.",
    description: """
      Prints what a diagnostic means, why it is one, and what to do about it. Without a code it \
      lists all codes.
      """,
    operand: Operand(name: "CODE", help: "As a diagnostic shows it: error[CODE]."),
    options: [],
    examples: [
      ("explain cli/cannot-write", "Explain one code"),
      ("explain", "List all codes"),
    ]
  ) { arguments, tool throws(UsageError) in
    guard let code = arguments.operand else { return tool.printOutput(listOfCodes()) }
    guard let explanation = Explanations[code] else {
      throw .unknownCode(code, known: Explanations.all.map(\.code))
    }
    return tool.printOutput(explanation.text)
  }
}

extension Explanation {
  fileprivate var text: String {
    let lines = ["\(code): \(title)", ""] + wrapped(body, width: 80)
    let example = example.map { example in
      ["", "For example:", ""]
        + example.split(separator: "\n", omittingEmptySubsequences: false).map {
          $0.isEmpty ? "" : "    " + $0
        }
    }
    return (lines + (example ?? [])).joined(separator: "\n") + "\n"
  }
}

private func listOfCodes() -> String {
  let width = Explanations.all.map(\.code.utf8.count).max() ?? 0
  return Explanations.all.map { explanation in
    let gap = String(repeating: " ", count: width - explanation.code.utf8.count + 2)
    return explanation.code + gap + explanation.title + "\n"
  }.joined()
}
