extension Explanations {
  /// What only EC2 refuses, or only Terraform's apply finds.
  static let limits: [Explanation] = [
    Explanation(
      "resource/duplicate-group", "Two groups of one name in a VPC",
      """
      The name of a group is unique in its VPC. Terraform does not compare the names of its groups, so \
      that it fails at the second one when the first is made already. Give one of them another name, \
      or use name_prefix.
      """,
      example: """
        resource "aws_security_group" "blue" {
          name = "web"
        }

        resource "aws_security_group" "green" {
          name = "web"
        }
        """),
    Explanation(
      "resource/group-names-differ-in-case", "Two group names that differ in case only",
      """
      EC2 keeps the names of groups as they are written, but it does not tell upper from lower case \
      when it looks whether a name is taken in the VPC. The second group is refused.
      """,
      example: """
        resource "aws_security_group" "blue" {
          name = "web"
        }

        resource "aws_security_group" "green" {
          name = "Web"
        }
        """),
    Explanation(
      "resource/duplicate-attachment", "The same attachment twice",
      """
      Two resources attach one group to one network interface, or associate it with one VPC. \
      Terraform refuses the second one when it applies. Remove one of them.
      """,
      example: """
        resource "aws_network_interface_sg_attachment" "one" {
          security_group_id    = "sg-123"
          network_interface_id = "eni-123"
        }

        resource "aws_network_interface_sg_attachment" "two" {
          security_group_id    = "sg-123"
          network_interface_id = "eni-123"
        }
        """),
    Explanation(
      "resource/rule-not-listed", "A rule that an exclusive list leaves out",
      """
      aws_vpc_security_group_rules_exclusive owns all rules of a group: it revokes what its lists do \
      not name. A rule of the configuration that is not named is revoked and added again in turns, \
      and inline rules cannot be named at all. The artifact keeps all rules of the configuration, and \
      revokes all others.
      """,
      example: """
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123"
          cidr_ipv4         = "10.0.0.0/8"
          ip_protocol       = "-1"
        }

        resource "aws_vpc_security_group_rules_exclusive" "web" {
          security_group_id = "sg-123"
          ingress_rule_ids  = []
          egress_rule_ids   = []
        }
        """),
    Explanation(
      "resource/foreign-rule-listed", "A listed rule of another group or direction",
      """
      A list of aws_vpc_security_group_rules_exclusive names a rule that belongs to another group or \
      to the other direction. That keeps nothing; the provider only warns of it.
      """,
      example: """
        resource "aws_vpc_security_group_egress_rule" "web" {
          security_group_id = "sg-123"
          cidr_ipv4         = "10.0.0.0/8"
          ip_protocol       = "-1"
        }

        resource "aws_vpc_security_group_rules_exclusive" "web" {
          security_group_id = "sg-123"
          ingress_rule_ids  = [aws_vpc_security_group_egress_rule.web.id]
          egress_rule_ids   = [aws_vpc_security_group_egress_rule.web.id]
        }
        """),
    Explanation(
      "resource/unknown-rule-listed", "A listed rule that the configuration does not have",
      """
      A list of aws_vpc_security_group_rules_exclusive names a rule by an id that is not that of a rule \
      resource of the configuration. Terraform would keep the rule as it is; an artifact states all \
      rules that a group shall have, and cannot state one of which it knows only the id.
      """,
      example: """
        resource "aws_vpc_security_group_rules_exclusive" "web" {
          security_group_id = "sg-123"
          ingress_rule_ids  = ["sgr-456"]
          egress_rule_ids   = []
        }
        """),
    Explanation(
      "resource/too-many-rules", "More rules than a group may have",
      """
      A group may have 60 rules in each direction, counted for IPv4 and for IPv6 apart, unless AWS has \
      raised that quota for the account; it never allows more than 1000. Each reference to a prefix \
      list counts as max_entries rules, one to a list of AWS as the weight that AWS documents, and one \
      to another group as a rule of both families.
      """,
      example: """
        resource "aws_ec2_managed_prefix_list" "offices" {
          name           = "offices"
          address_family = "IPv4"
          max_entries    = 100
        }

        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port       = 443
            to_port         = 443
            protocol        = "tcp"
            prefix_list_ids = [aws_ec2_managed_prefix_list.offices.id]
          }
        }
        """),
    Explanation(
      "resource/too-many-groups", "More groups than a network interface may have",
      """
      A network interface may have 5 groups unless AWS has raised that quota for the account, and \
      never more than 16. It has at least one before anything is attached.
      """,
      example: """
        resource "aws_network_interface_sg_attachment" "web" {
          count                = 6
          security_group_id    = "sg-12${count.index}"
          network_interface_id = "eni-123"
        }
        """),
    Explanation(
      "resource/too-many-tags", "More than 50 tags",
      """
      EC2 takes at most 50 tags for a group or a rule; those of the provider's default_tags count too.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          tags = { for number in range(51) : "tag-${number}" => number }
        }
        """),
    Explanation(
      "resource/tag-length", "A tag key or value that is too long",
      """
      The key of a tag has 1 to 128 characters, its value at most 256. The provider does not check that.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          tags = { "" = "nameless" }
        }
        """),
    Explanation(
      "resource/empty-id", "An empty id",
      """
      The id of a group, prefix list, VPC or interface is an empty text. EC2 refuses a call that names \
      nothing. An argument that shall say nothing is null, or left out.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port       = 443
            to_port         = 443
            protocol        = "tcp"
            security_groups = [""]
          }
        }
        """),
    Explanation(
      "resource/not-a-group-id", "A name where the id of a group is needed",
      """
      Rules and attachments name groups by their ids, which begin with sg-, or as ACCOUNT/sg-… in \
      rules. The provider takes any text, and EC2 answers that there is no such group.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port       = 443
            to_port         = 443
            protocol        = "tcp"
            security_groups = ["load-balancer"]
          }
        }
        """),
    Explanation(
      "resource/unknown-protocol", "A protocol that EC2 does not know",
      """
      EC2 takes the names tcp, udp, icmp and icmpv6, the numbers of all protocols, and -1 for every \
      protocol. Other names, such as http or esp, pass Terraform's plan and are refused after it.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "https"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
        """),
    Explanation(
      "resource/ports-without-meaning", "Ports of a protocol that has none",
      """
      EC2 knows ports for TCP and UDP, and types and codes for ICMP. A rule for any other protocol admits \
      all of it, whatever range is given; EC2 answers with -1. Write 0 and 0, or -1 and -1.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port   = 2905
            to_port     = 2905
            protocol    = "132"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
        """),
    Explanation(
      "resource/icmp-code", "An ICMP code without a type",
      """
      For ICMP, from_port is the type and to_port the code, and -1 is all of them. Where all types are \
      meant, the code must be -1 too.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port   = -1
            to_port     = 0
            protocol    = "icmp"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
        """),
    Explanation(
      "resource/rule-text-refused", "A rule description that EC2 refuses",
      """
      The description of aws_vpc_security_group_ingress_rule and _egress_rule is not checked by the \
      provider. EC2 takes at most 255 ASCII letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*.
      """,
      example: """
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123"
          cidr_ipv4         = "10.0.0.0/8"
          ip_protocol       = "-1"
          description       = "the operator's network"
        }
        """),
    Explanation(
      "resource/invalid-timeout", "A timeout that is no duration",
      """
      Durations are numbers with units, one or several: 30s, 10m, 1h30m. The artifact has timeouts of its \
      own, but Terraform would refuse the configuration.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          timeouts {
            create = "soon"
          }
        }
        """),
    Explanation(
      "resource/same-address-twice", "One address block in two spellings",
      """
      An IPv6 block can be written in several ways. Terraform compares the texts, so it takes two \
      spellings for two rules; EC2 compares the addresses, and refuses the second.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port        = 443
            to_port          = 443
            protocol         = "tcp"
            ipv6_cidr_blocks = ["2001:db8::/32", "2001:DB8::/32"]
          }
        }
        """),
  ]
}
