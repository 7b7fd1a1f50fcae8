import Diagnostics
import Portolan

extension Command {
  static let policy = Command(
    name: "policy",
    summary: "Print the IAM policy that an artifact needs.",
    description: """
      Prints the least IAM policy under which the artifact can be used: the operations that it calls, \
      each on no more than what it can be narrowed to. With --for plan the policy only reads. For \
      cloudformation, the statements named Deploy… are for who deploys the stack, all others are for \
      the role that the stack is given; without such a role the deployer needs both.
      """,
    operand: .path,
    options: [
      .callingTarget.required, .verb, .region, .account, .output, .variable, .variableFile, .fold,
      .keep, .resolve, .allowRead, .diagnostics,
    ],
    examples: [
      ("policy samples/rails --to boto3", "Print what the script needs"),
      ("policy samples/rails --to aws-cli --for plan", "Print what a look at the changes needs"),
      (
        "policy infra --to cloudformation --region eu-west-1 --account 123456789012",
        "Allow it in one place only"
      ),
    ]
  ) { arguments, tool throws(UsageError) in
    if let account = arguments[.account], !isAccount(account) { throw .badAccount(account) }
    if let region = arguments[.region], !isRegion(region) { throw .badRegion(region) }
    var report = Report(try tool.compile(arguments), arguments, tool)
    if report.exitCode == .success,
      let policy = report.compilation.policy(
        for: arguments[.to] ?? "", arguments.values(.verb), region: arguments[.region],
        account: arguments[.account])
    {
      if policy.allowsNothing { report.add(.nothingToAllow()) }
      if let failure = tool.deliver(policy.text, to: arguments[.output]) { report.add(failure) }
    }
    tool.printError(report.text)
    return report.exitCode
  }
}

/// Twelve digits.
private func isAccount(_ text: String) -> Bool {
  text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
}

/// Small letters, digits and hyphens, so that nothing else gets into an ARN.
private func isRegion(_ text: String) -> Bool {
  !text.isEmpty
    && text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
    }
}

extension UsageError {
  fileprivate static func badAccount(_ text: String) -> UsageError {
    UsageError(
      message: "\"\(text)\" is no AWS account, which has 12 digits.", command: .policy)
  }

  fileprivate static func badRegion(_ text: String) -> UsageError {
    UsageError(
      message: "\"\(text)\" is no AWS Region, such as eu-west-1.", command: .policy)
  }
}
