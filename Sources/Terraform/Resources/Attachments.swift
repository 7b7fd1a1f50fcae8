import Diagnostics
import HCL
import SecurityGroupIR

let networkInterfaceAttachment = ResourceType(
  "aws_network_interface_sg_attachment",
  Schema(
    [
      "security_group_id": .init(.string, .required),
      "network_interface_id": .init(.string, .required),
      "region": .init(.string, .optionalComputed),
      "id": .init(.string, .computed),
    ],
    blocks: [
      "timeouts": .init(
        Schema([
          "create": .init(.string, .optional), "read": .init(.string, .optional),
          "delete": .init(.string, .optional),
        ]), isSingle: true)
    ]),
  lower: { instance, lowering in
    lowering.lowerAttachment(instance, "network_interface_id") { .networkInterface($0) }
  })

let vpcAssociation = ResourceType(
  "aws_vpc_security_group_vpc_association",
  Schema(
    [
      "security_group_id": .init(.string, .required),
      "vpc_id": .init(.string, .required),
      "region": .init(.string, .optionalComputed),
      "state": .init(.string, .computed),
    ], blocks: ["timeouts": .init(timeoutsSchema, isSingle: true)]),
  lower: { instance, lowering in
    lowering.lowerAttachment(instance, "vpc_id") { .vpc($0) }
  })

extension Lowering {
  fileprivate mutating func lowerAttachment(
    _ instance: ResourceInstance, _ targetName: String, _ target: (Term) -> Attachment.Target
  ) {
    let body = instance.body
    guard let groupArgument = body["security_group_id"], let targetArgument = body[targetName],
      checkNotEmpty(groupArgument, "security_group_id"), checkNotEmpty(targetArgument, targetName),
      checkGroupID(groupArgument), let group = term(groupArgument),
      let place = term(targetArgument)
    else { return }
    let attachment = Attachment(
      address: instance.address, group: group, target: target(place), region: region(of: instance),
      origin: origin(body.location, of: instance.address))
    if let same = attachments[attachment.effect] {
      sink.report(.duplicateAttachment(at: body.location, same.location))
      return
    }
    attachments[attachment.effect] = attachment.origin
    program.attachments.append(attachment)
  }
}
