import Diagnostics
import Portolan

extension Command {
  static let functions = Command(
    name: "functions",
    summary: "Describe the functions of the language.",
    description: """
      Lists the functions that expressions may call, with what they take and give. With a name it \
      describes that one, with an example and its value.
      """,
    operand: Operand(name: "NAME", help: "The name of a function, such as cidrsubnet."),
    options: [],
    examples: [
      ("functions", "List all functions"),
      ("functions setproduct", "Describe one of them"),
    ]
  ) { arguments, tool throws(UsageError) in
    guard let name = arguments.operand else {
      return tool.printOutput(FunctionPages.all.map(\.summary).joined())
    }
    guard let page = FunctionPages[name] else {
      throw .unknownFunction(name, known: FunctionPages.all.map(\.name))
    }
    return tool.printOutput(page.text)
  }
}

extension FunctionPage {
  fileprivate var summary: String {
    "\(signature)\n" + wrapped(documentation, width: 76).map { "    \($0)\n" }.joined()
  }

  fileprivate var text: String {
    let parameters = parameters.flatMap { parameter in
      wrapped("\(parameter.name): \(parameter.documentation)", width: 78).enumerated().map {
        ($0.offset == 0 ? "  " : "    ") + $0.element
      }
    }
    let lines =
      [signature, ""] + wrapped(documentation, width: 80)
      + (parameters.isEmpty ? [] : [""] + parameters)
      + ["", "For example:", "", "    \(example.expression)", "    = \(example.json)"]
    return lines.joined(separator: "\n") + "\n"
  }
}
