/// A security group put to use beyond its rules. It is added to what is there: other groups of the
/// interface and other VPCs of the group stay.
package struct Attachment: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    /// The network interface with this id has the group, too.
    case networkInterface(Term)
    /// Interfaces in the VPC with this id, which is not the group's own, may have the group.
    case vpc(Term)
  }

  /// `aws_network_interface_sg_attachment.web`
  package var address: String
  /// The id of the group.
  package var group: Term
  package var target: Target
  /// Absent: the Region in which the artifact runs.
  package var region: Term?
  package var origin: Origin

  package init(
    address: String, group: Term, target: Target, region: Term? = nil, origin: Origin
  ) {
    self.address = address
    self.group = group
    self.target = target
    self.region = region
    self.origin = origin
  }
}

extension Attachment {
  /// What two attachments of a program must not have in common.
  package struct Effect: Hashable, Sendable {
    private let group: Term
    private let target: Target
    private let region: Term?

    fileprivate init(_ attachment: Attachment) {
      group = attachment.group
      target = attachment.target
      region = attachment.region
    }
  }

  package var effect: Effect { Effect(self) }
}
