# Rules that a group has besides those of the configuration are taken away, although something else made the group.

variable "group_id" { type = string }

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = var.group_id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 22
  to_port           = 22
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_rules_exclusive" "both" {
  security_group_id = var.group_id
  ingress_rule_ids  = [aws_vpc_security_group_ingress_rule.ssh.id]
  egress_rule_ids   = []
}

resource "aws_vpc_security_group_egress_rule" "given" {
  security_group_id = "sg-0123456789abcdef0"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_rules_exclusive" "literal" {
  security_group_id = "sg-0123456789abcdef0"
  ingress_rule_ids  = []
  egress_rule_ids   = [aws_vpc_security_group_egress_rule.given.id]
}
