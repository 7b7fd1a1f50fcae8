extension Explanations {
  /// What the AWS provider or EC2 refuses in a group or a rule.
  static let resource: [Explanation] = [
    Explanation(
      "resource/conflicting-arguments", "Two arguments that exclude each other",
      """
      The two arguments say the same thing in different ways, and the provider takes only one of \
      them: name or name_prefix of a group; for a rule, address blocks or another group or self. That \
      an argument is null counts as not written, that it is false or empty does not.
      """,
      example: """
        resource "aws_security_group" "web" {
          name        = "web"
          name_prefix = "web-"
        }
        """),
    Explanation(
      "resource/invalid-length", "A text that is too long",
      """
      Names and descriptions of groups have at most 255 bytes; a name_prefix has at most 229, because \
      26 characters are added to it. Characters outside of ASCII take several bytes.
      """),
    Explanation(
      "resource/reserved-name", "A group name that EC2 keeps for itself",
      """
      EC2 takes what begins with "sg-" for the id of a group, so no name may begin like that. The name \
      "default" belongs to the group that every VPC has; write aws_default_security_group to manage it.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "sg-web"
        }
        """),
    Explanation(
      "resource/character-refused", "A character that EC2 refuses",
      """
      In the names and descriptions of groups EC2 takes ASCII letters, digits, spaces and \
      ._-:/()#,@[]+=&;{}!$* only. The provider does not check that, so that Terraform plans well and \
      then fails; the artifact would fail in the same way. Write the text without the character. Tags \
      take any character that XML has, for EC2 answers in XML: no control characters but tab and line ends.
      """,
      example: """
        resource "aws_security_group" "web" {
          description = "Café"
        }
        """),
    Explanation(
      "resource/empty-description", "An empty group description",
      """
      A group must have a description. Without the argument it is "Managed by Terraform"; an empty \
      text is sent as it is, and EC2 refuses it.
      """,
      example: """
        resource "aws_security_group" "web" {
          description = ""
        }
        """),
    Explanation(
      "resource/rule-description", "A rule description that the provider refuses",
      """
      The description of an inline rule, or of an aws_security_group_rule, has at most 255 bytes and \
      holds only ASCII letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*. Quotes, apostrophes, < and > \
      are the usual offenders.
      """,
      example: """
        resource "aws_security_group" "web" {
          ingress {
            description = "the web's port"
            protocol    = "tcp"
            from_port   = 80
            to_port     = 80
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
        """),
    Explanation(
      "resource/ports-of-all-protocols", "Ports together with every protocol",
      """
      The protocol -1 (or "all") means every protocol and every port, so both ports must be 0. \
      Terraform notices it only when it applies, after the group was made, and leaves the group \
      marked for replacement. For some ports only, name the protocol.
      """,
      example: """
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "-1"
            from_port   = 80
            to_port     = 80
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
        """),
    Explanation(
      "resource/ports-missing", "A rule without its ports",
      """
      For tcp and udp EC2 needs the first and the last port, for icmp the type and the code. Give \
      from_port and to_port; every port is 0 to 65535, every ICMP message is -1 and -1.
      """),
    Explanation(
      "resource/port-not-whole", "A port that is no whole number",
      """
      Ports, and the types and codes of ICMP, are whole numbers.
      """),
    Explanation(
      "resource/port-out-of-range", "A port outside of what EC2 takes",
      """
      Ports are 0 to 65535, types and codes of ICMP -1 (any) to 255. For inline rules the provider \
      does not check it, so that Terraform plans well and then fails.
      """),
    Explanation(
      "resource/ports-reversed", "A range of ports that ends before it begins",
      """
      from_port is the lower end of the range and to_port the upper one, both included. For ICMP they \
      are the type and the code instead, and need no order.
      """),
    Explanation(
      "resource/rule-without-peer", "A rule that admits nobody",
      """
      A rule needs at least one of: address blocks, prefix lists, groups, self. Without any, Terraform \
      makes no call, and plans the same change again every time. The artifact leaves it out as well.

      If an empty list is meant ("nobody for now"), the warning can be ignored.
      """,
      example: """
        resource "aws_security_group" "web" {
          ingress {
            protocol  = "tcp"
            from_port = 80
            to_port   = 80
          }
        }
        """),
    Explanation(
      "resource/null-in-list", "Null as an element of a list",
      """
      An address block, prefix list or group in a list is null. Terraform refuses that when it plans. \
      Leave such elements out: [for x in list : x if x != null], or compact(list) for texts.
      """,
      example: """
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 80
            to_port     = 80
            cidr_blocks = ["10.0.0.0/8", null]
          }
        }
        """),
    Explanation(
      "resource/invalid-cidr", "An address block that is not one",
      """
      Address blocks are written as a network address and the length of its prefix: 10.0.0.0/8, \
      2001:db8::/32. A single host has /32 or /128. The address must be the first one of its block \
      (10.0.0.1/8 is refused, 10.0.0.0/8 is meant), and IPv4 and IPv6 have arguments of their own.
      """,
      example: """
        resource "aws_security_group" "web" {
          ingress {
            protocol    = "tcp"
            from_port   = 80
            to_port     = 80
            cidr_blocks = ["10.0.0.1/8"]
          }
        }
        """),
    Explanation(
      "resource/invalid-rule-type", "A rule that is neither ingress nor egress",
      """
      The type of an aws_security_group_rule is its direction: ingress for what comes in, egress for \
      what goes out, in lower case.
      """,
      example: """
        resource "aws_security_group_rule" "web" {
          type              = "inbound"
          security_group_id = "sg-123"
          protocol          = "tcp"
          from_port         = 80
          to_port           = 80
          self              = true
        }
        """),
    Explanation(
      "resource/no-source", "A rule resource without a peer",
      """
      A rule resource must name whom it admits. In aws_vpc_security_group_ingress_rule and \
      aws_vpc_security_group_egress_rule that is exactly one of cidr_ipv4, cidr_ipv6, prefix_list_id \
      and referenced_security_group_id. In aws_security_group_rule it is at least one of cidr_blocks, \
      ipv6_cidr_blocks, prefix_list_ids, self and source_security_group_id, and not only by an empty \
      list or self = false: Terraform then waits for a rule that never appears.
      """,
      example: """
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123"
          ip_protocol       = "-1"
        }
        """),
    Explanation(
      "resource/several-sources", "A rule resource with several peers",
      """
      aws_vpc_security_group_ingress_rule and aws_vpc_security_group_egress_rule are one rule with one \
      peer each. Write a resource for each peer, or one with for_each.
      """,
      example: """
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123"
          ip_protocol       = "-1"
          cidr_ipv4         = "10.0.0.0/8"
          cidr_ipv6         = "2001:db8::/32"
        }
        """),
    Explanation(
      "resource/duplicate-rule", "The same rule twice",
      """
      For EC2 two rules are the same if direction, protocol, ports and peer are; the description does \
      not count, and tcp is the same as 6. It refuses the second one, and Terraform stops with the \
      group half made. Remove one of them.
      """,
      example: """
        resource "aws_security_group" "web" {
          ingress {
            description = "web"
            protocol    = "tcp"
            from_port   = 80
            to_port     = 80
            cidr_blocks = ["10.0.0.0/8"]
          }
          ingress {
            description = "also web"
            protocol    = "tcp"
            from_port   = 80
            to_port     = 80
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
        """),
    Explanation(
      "resource/mixed-rules", "Inline and standalone rules for one group and direction",
      """
      A group with ingress or egress blocks owns all its rules in that direction, so Terraform revokes what \
      a standalone rule resource adds, and adds it again the next time. The artifact keeps the rules of both \
      forms. Write all rules of a direction in one of the two forms.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port = 80
            to_port   = 80
            protocol  = "tcp"
            self      = true
          }
        }
        resource "aws_vpc_security_group_ingress_rule" "https" {
          security_group_id = aws_security_group.web.id
          cidr_ipv4         = "10.0.0.0/8"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }
        """),
    Explanation(
      "resource/reserved-tag", "A tag that only AWS may set",
      """
      Keys that begin with aws: belong to AWS, which sets such tags itself; EC2 refuses a call that \
      does. Choose another key.
      """,
      example: """
        resource "aws_security_group" "web" {
          tags = { "aws:name" = "web" }
        }
        """),
  ]
}
