import Diagnostics
import SecurityGroupIR

extension Diagnostic {
  static func circularReference(_ address: String, _ origin: Origin?) -> Diagnostic {
    Diagnostic(
      "boto3/circular-reference", summary: "Circular reference",
      detail: """
        \(address) needs another group's or data source's attribute before it can be created, and \
        that one needs this one. Only rules may refer to each other in a circle.
        """, at: origin?.location)
  }

  static func unreadableAttribute(_ path: String, _ lookup: Lookup) -> Diagnostic {
    Diagnostic(
      "boto3/unreadable-attribute", .internal, summary: "Unreadable attribute",
      detail: """
        The path \(path), under which \(lookup.address) has an attribute, is more than names and \
        indices, so the boto3 backend cannot follow it.
        """, at: lookup.origin.location)
  }

  static func peerOfAnotherKind(_ text: String, _ check: PeerCheck, _ origin: Origin) -> Diagnostic
  {
    let expected =
      switch check {
      case .ipv4: "an IPv4 block such as 10.0.0.0/8"
      case .ipv6: "an IPv6 block such as 2001:db8::/32"
      case .prefixList: "the id of a prefix list, pl-…"
      case .group: "the id of a security group, sg-… or ACCOUNT/sg-…"
      }
    return Diagnostic(
      "boto3/peer-of-another-kind", summary: "Invalid peer",
      detail: "The peer of this rule must be \(expected); \"\(text)\" is not, and EC2 refuses it.",
      at: origin.location)
  }
}
