import CodePrinter
import Diagnostics
import SecurityGroupIR

extension Template {
  /// Associations with VPCs. What a template has no resource for, `reportInexpressible` says.
  mutating func makeAssociations() -> [JSON.Field] {
    program.attachments.compactMap { attachment in
      guard case .vpc(let vpc) = attachment.target else { return nil }
      let resource: JSON = .section([
        type("AWS::EC2::SecurityGroupVpcAssociation"),
        .init(
          "Metadata",
          ["Source": .string("\(attachment.address) (\(attachment.origin.text))")]),
        .init(
          "Properties",
          .section([
            .init("GroupId", value(attachment.group, at: attachment.origin)),
            .init("VpcId", value(vpc, at: attachment.origin)),
          ])),
      ])
      return .init(
        names.association(attachment.group, vpc), resource.marked(attachment.origin.mark))
    }
  }

  mutating func reportInterfaces() {
    for attachment in program.attachments {
      guard case .networkInterface = attachment.target else { continue }
      sink.report(.interfaceAttachment(attachment))
      notes.append(
        "\(attachment.address) (\(attachment.origin.text)): no resource attaches a group to a network "
          + "interface that exists; attach it by other means, or name it in the GroupSet of the "
          + "interface.")
    }
  }
}

extension Diagnostic {
  static func interfaceAttachment(_ attachment: Attachment) -> Diagnostic {
    Diagnostic(
      "cloudformation/interface-attachment", .warning,
      summary: "Attachment to a network interface is left out",
      detail: """
        CloudFormation has no resource that attaches a group to a network interface that exists: the \
        groups are properties of the interface. The template makes the group and its rules, but \
        nothing uses it until it is attached by other means.
        """,
      at: attachment.origin.location, label: "\(attachment.address) is not in the template")
  }
}
