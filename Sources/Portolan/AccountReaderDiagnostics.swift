import Diagnostics

// What is wrong with the description of an account: --against.

extension Diagnostic {
  static func accountNotReadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      "account/not-readable", summary: "Description of the account not readable",
      detail: "\"\(path)\" cannot be read. \(reason)")
  }

  static func accountWrongShape(_ wanted: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "account/wrong-shape", summary: "Not a description of security groups",
      detail: """
        Here must be \(wanted): the file is the output of "aws ec2 describe-security-groups" or \
        "aws ec2 describe-security-group-rules" as JSON, or both joined in one object.
        """,
      at: place)
  }

  static func accountUnknownMember(_ name: String, at place: SourceLocation) -> Diagnostic {
    let known = ["SecurityGroups", "SecurityGroupRules", "Vpcs"]
    let guess = nearestName(to: name, among: known).map { " Did you mean \"\($0)\"?" } ?? ""
    return Diagnostic(
      "account/wrong-shape", summary: "Not a description of security groups",
      detail: """
        The file may have SecurityGroups, SecurityGroupRules and Vpcs, and \
        "\(displayable(name))" is none of them.\(guess)
        """,
      at: place)
  }

  static func accountTruncated(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "account/truncated", summary: "The description ends in the middle",
      detail: """
        There is a NextToken, so this is one page of several. What the other pages show would be \
        made a second time. Describe again without --max-items and --no-paginate.
        """,
      at: place)
  }

  static func accountIncomplete(_ list: String) -> Diagnostic {
    let command =
      list == "SecurityGroups" ? "describe-security-groups" : "describe-security-group-rules"
    return Diagnostic(
      "account/incomplete", summary: "Half of the description is missing",
      detail: """
        No file has \(list). Give the output of "aws ec2 \(command)" as well: in the same file, or \
        with --against a second time.
        """)
  }
}
