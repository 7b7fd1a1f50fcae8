import Portolan

/// One option of the command line: how it is written and what help says about it.
struct Option: Sendable {
  /// All spellings; the first is the one that help shows first and messages use.
  let names: [String]
  /// What stands for the value in help; an option without one is a switch.
  let value: String?
  let help: String
  /// The values allowed, if there is a list of them.
  var choices: Choices = .any
  var isRepeatable = false
  var isRequired = false

  enum Choices: Sendable {
    case any
    case these([String])
    case targets
    /// Those whose artifacts call AWS.
    case callingTargets

    /// The values; empty where any is allowed.
    func names(targets: [String]) -> [String] {
      switch self {
      case .any: []
      case .these(let names): names
      case .targets: targets
      case .callingTargets: callingTargetNames
      }
    }
  }

  init(
    _ names: String..., value: String? = nil, choices: Choices = .any, repeatable: Bool = false,
    help: String
  ) {
    self.names = names
    self.value = value
    self.help = help
    self.choices = choices
    isRepeatable = repeatable
  }

  var name: String { names[0] }

  /// The same option where a command cannot do without it.
  var required: Option {
    var copy = self
    copy.isRequired = true
    return copy
  }

  /// `--to TARGET`
  var usage: String { value.map { "\(name) \($0)" } ?? name }
}

extension Option {
  static let to = Option(
    "--to", value: "TARGET", choices: .targets, help: "The language to translate to.")
  static let callingTarget = Option(
    "--to", value: "TARGET", choices: .callingTargets,
    help: "The language of the artifact.")
  static let verb = Option(
    "--for", value: "VERB", choices: .these(policyVerbs), repeatable: true,
    help: "What the artifact will be used for: plan, apply or destroy; default: everything.")
  static let region = Option(
    "--region", value: "REGION",
    help: "Allow only this Region for what the configuration gives none.")
  static let account = Option(
    "--account", value: "ID", help: "Allow only this account.")
  static let output = Option(
    "-o", "--output", value: "FILE",
    help: "Write the artifact to FILE, all at once, instead of standard output.")
  static let sourceMap = Option(
    "--source-map", value: "FILE",
    help: "Write which lines of the artifact come from where to FILE, as JSON.")
  static let variable = Option(
    "--var", "-var", value: "NAME=VALUE", repeatable: true,
    help: "Fix an input variable; VALUE is text, or an expression for other types.")
  static let variableFile = Option(
    "--var-file", "-var-file", value: "FILE", repeatable: true,
    help: "Fix the input variables set in a .tfvars or .tfvars.json file.")
  static let resolve = Option(
    "--resolve", value: "FILE", repeatable: true,
    help: "Take recorded answers of data sources from a JSON file, by address and attribute.")
  static let fold = Option(
    "--fold", help: "Fix every input variable that has a default to it.")
  static let keep = Option(
    "--keep", value: "NAME", repeatable: true,
    help: "Insist that an input variable stays an input; a value given becomes its default.")
  static let allowRead = Option(
    "--allow-read", value: "PATH", repeatable: true,
    help: "Let file, templatefile and their like read PATH, which lies outside of the modules.")
  static let diagnostics = Option(
    "--diagnostics", value: "FORMAT", choices: .these(DiagnosticFormat.allCases.map(\.rawValue)),
    help: "How problems are reported: text (default), json or sarif.")
  static let format = Option(
    "--format", value: "FORMAT", choices: .these(["text", "json"]),
    help: "How the inputs are listed: text (default) or json.")
  static let form = Option(
    "--format", value: "FORM",
    help: "The form of the artifact, where its target has several: call-plan has json and text.")
  static let against = Option(
    "--against", value: "FILE", repeatable: true,
    help: "Begin from the account as described in FILE, not from nothing: call-plan and curl.")
  static let adopt = Option(
    "--adopt", value: "GROUP", repeatable: true,
    help: "With --against: the id of a group to take for one with a generated name, or none.")
  static let answers = Option(
    "--format", value: "FORMAT", choices: .these(["text", "jsonl"]),
    help: "How expressions are read and answered: as text (default), or as a line of JSON each.")
  static let help = Option("--help", "-h", help: "Show this help.")
  static let version = Option("--version", help: "Show the version.")
}
