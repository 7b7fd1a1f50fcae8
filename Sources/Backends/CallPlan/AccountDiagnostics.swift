import Diagnostics
import SecurityGroupIR

// What stands in the way from an account as it was described to the program.

extension Diagnostic {
  static func groupNotShown(_ wanted: String, _ account: Account, at origin: Origin) -> Diagnostic {
    let known = account.groups.flatMap { [$0.id, $0.name] }
    let guess = nearestName(to: wanted, among: known).map { " Did you mean \"\($0)\"?" } ?? ""
    return Diagnostic(
      "account/group-not-shown", summary: "Security group not in the description",
      detail: """
        The configuration changes the security group "\(wanted)" that something else made, and \
        \(account.title) does not show it. Describe all groups of the VPC, without filters.\(guess)
        """,
      at: origin.location)
  }

  static func severalGroups(_ found: [Account.Group], at origin: Origin) -> Diagnostic {
    let places = found.map { "\($0.id) in \($0.vpc)" }.joined(separator: ", ")
    return Diagnostic(
      "account/several-groups", summary: "Several groups could be meant",
      detail: """
        The configuration does not say in which VPC the group is, so it is in the default VPC, and \
        nothing tells which one that is. Groups of this name: \(places). Give the output of "aws ec2 \
        describe-vpcs" as well, with --against, or the group a vpc_id.
        """,
      at: origin.location)
  }

  static func severalStrangers(_ strangers: [Account.Group], at origin: Origin) -> Diagnostic {
    let shown = strangers.prefix(5).map { "\($0.id) (\($0.name))" }.joined(separator: ", ")
    let more = strangers.count > 5 ? " and \(strangers.count - 5) more" : ""
    return Diagnostic(
      "account/several-groups", summary: "A group that could be meant",
      detail: """
        The name of this group is made when it is created, and its tags differ from those of every \
        group that was made so: \(shown)\(more). Say which one it is with --adopt ID, or make another \
        one with --adopt none.
        """,
      at: origin.location)
  }

  static func groupElsewhere(_ other: Account.Group, at origin: Origin) -> Diagnostic {
    Diagnostic(
      "account/group-elsewhere", .warning, summary: "A group like this in another VPC",
      detail: """
        The group is not in its VPC yet, so the plan makes it; \(other.id) in \(other.vpc) has the same \
        name, description and tags. A group cannot move to another VPC: if this is the same one, \
        delete the old one when nothing uses it any more.
        """,
      at: origin.location)
  }

  static func descriptionIsFixed(
    _ found: Account.Group, wanted: String?, at origin: Origin
  ) -> Diagnostic {
    let values =
      wanted.map {
        "\(found.id) has \(quotedText(found.description)), and \(quotedText($0)) is wanted."
      } ?? "\(found.id) has \(quotedText(found.description)), and another one is wanted."
    return Diagnostic(
      "account/fixed-description", summary: "The description of a group cannot change",
      detail: """
        \(values) EC2 has no call for that. Terraform would delete the group and make another one, \
        which cuts off what uses it. Keep the description, or give the new group another name.
        """,
      at: origin.location)
  }

  static func rulesNotShown(_ group: Account.Group, stated: Int) -> Diagnostic {
    Diagnostic(
      "account/rules-not-shown", summary: "Rules of a group are not in the description",
      detail: """
        By SecurityGroups the group \(group.id) has \(stated) rules, by SecurityGroupRules \
        \(group.rules.count). One of the two is incomplete, or something changed between them. Describe \
        both again, all pages and without filters.
        """,
      at: group.location)
  }

  static func rulesContradict(_ first: Rule, _ second: Rule) -> Diagnostic {
    let diagnostic = Diagnostic(
      "account/rules-contradict", summary: "One rule in two ways",
      detail: """
        Two rules have the same protocol, ports and peer, which makes them one for EC2, but they have \
        other descriptions or tags. Keep one of them.
        """,
      at: second.origin.location)
    guard let place = first.origin.location else { return diagnostic }
    return diagnostic.also(at: place, "the same rule")
  }

  static func attachmentNotCompared(_ attachment: Attachment) -> Diagnostic {
    Diagnostic(
      "account/attachment-left-out", .warning, summary: "An attachment is left out",
      detail: """
        The description of security groups does not say what uses them, so the plan cannot tell \
        whether a call is needed, and has none. A plan without --against, and the scripts, have it.
        """,
      at: attachment.origin.location)
  }
}

/// A text of an account or configuration within a sentence.
private func quotedText(_ text: String) -> String {
  let shown = displayable(text)
  return "\"" + (shown.count > 80 ? String(shown.prefix(80)) + "…" : shown) + "\""
}
