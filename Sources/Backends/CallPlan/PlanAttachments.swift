import CodePrinter
import SecurityGroupIR

extension Plan {
  /// The calls that put a group to use; they come after the rules of all groups.
  mutating func attach(_ attachment: Attachment, number: Int) {
    let origin = attachment.origin
    let group = text(attachment.group, at: origin)
    let name = "attachment_\(number)"
    switch attachment.target {
    case .vpc(let vpc):
      append(
        attachment, id: name, "AssociateSecurityGroupVpc",
        [.init("GroupId", group), .init("VpcId", text(vpc, at: origin))],
        comment: "EC2 needs a moment until interfaces in the VPC can have the group.",
        undo: [
          UndoCall(
            "DisassociateSecurityGroupVpc",
            [.init("GroupId", group), .init("VpcId", text(vpc, at: origin))])
        ])
    case .networkInterface(let interface):
      let id = text(interface, at: origin)
      let present = name + ".present"
      append(
        attachment, id: present, "DescribeNetworkInterfaces",
        [.init("NetworkInterfaceIds", [id])], expectOne: "NetworkInterfaces")
      let others: JSON = [
        "$each": Self.result(present, "NetworkInterfaces[0].Groups[].GroupId"),
        "as": ["$item": true],
      ]
      append(
        attachment, id: name, "ModifyNetworkInterfaceAttribute",
        [.init("NetworkInterfaceId", id), .init("Groups", [group, others])],
        comment: "The interface keeps the groups it has.",
        undo: [
          UndoCall(
            "ModifyNetworkInterfaceAttribute",
            [.init("NetworkInterfaceId", id), .init("Groups", others)])
        ])
    }
  }

  private mutating func append(
    _ attachment: Attachment, id: String, _ operation: String, _ parameters: [JSON.Field],
    comment: String? = nil, expectOne: String? = nil, undo: [UndoCall] = []
  ) {
    calls.append(
      Call(
        id: id, operation: operation, source: attachment.origin,
        subject: PlanSubject(address: attachment.address, origin: attachment.origin),
        comment: comment,
        region: attachment.region.map { text($0, at: attachment.origin) }, parameters: parameters,
        expectOne: expectOne, undo: undo))
  }
}
