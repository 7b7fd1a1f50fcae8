import Diagnostics
import SecurityGroupIR

extension Diagnostic {
  static func notForShell(_ use: TermUse, _ origin: Origin) -> Diagnostic {
    Diagnostic(
      "shell/value-not-computable",
      summary: "Value not computable in a shell script",
      detail:
        "The \(use.title) at \(origin.text) is part of a structure that is not known until the "
        + "script runs, and a shell cannot take structures apart. Give the variable a value when "
        + "you translate, with --var or --var-file, or choose another target, such as boto3.",
      at: origin.location)
  }

  static func controlCharacter(_ use: TermUse, _ origin: Origin) -> Diagnostic {
    Diagnostic(
      "shell/control-character",
      summary: "Character that EC2 cannot hold",
      detail:
        "The \(use.title) at \(origin.text) holds a control character other than a tab or a line "
        + "break. EC2 answers in XML, where it cannot occur. Remove it from the text.",
      at: origin.location)
  }
}

extension TermUse {
  /// In a sentence: "the description".
  fileprivate var title: String {
    switch self {
    case .groupName: "name"
    case .groupDescription, .ruleDescription: "description"
    case .vpcID: "VPC"
    case .existingGroupID, .attachedGroup: "group"
    case .networkInterface: "network interface"
    case .region: "Region"
    case .tags, .ruleTags: "tags"
    case .port: "port"
    case .ipv4Peer, .ipv6Peer, .prefixListPeer, .groupPeer: "peer"
    case .lookupArgument: "argument"
    case .output: "output"
    }
  }
}
