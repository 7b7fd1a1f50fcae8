variable "vpc_id" { type = string }

resource "aws_security_group" "a" {
  name   = "nr-a"
  vpc_id = var.vpc_id
  tags   = { Name = "a", Empty = "", Gone = null, Num = 5, Yes = true }
}
resource "aws_security_group" "b" {
  name   = "nr-b"
  vpc_id = var.vpc_id
}
resource "aws_vpc_security_group_ingress_rule" "v4" {
  security_group_id = aws_security_group.a.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  description       = "it's <é> \"quoted\""
  tags              = { Name = "v4", Empty = "", Gone = null }
}
resource "aws_vpc_security_group_ingress_rule" "all" {
  security_group_id            = aws_security_group.a.id
  referenced_security_group_id = aws_security_group.b.id
  ip_protocol                  = "-1"
}
resource "aws_vpc_security_group_ingress_rule" "self" {
  security_group_id            = aws_security_group.a.id
  referenced_security_group_id = aws_security_group.a.id
  ip_protocol                  = "udp"
  from_port                    = 0
  to_port                      = 65535
  tags                         = {}
}
resource "aws_vpc_security_group_egress_rule" "v6" {
  security_group_id = aws_security_group.b.id
  cidr_ipv6         = "2001:db8::/32"
  ip_protocol       = "icmpv6"
  from_port         = 128
  to_port           = 0
  tags              = { a = "1" }
}
resource "aws_vpc_security_group_egress_rule" "gre" {
  security_group_id = aws_security_group.b.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "47"
  from_port         = -1
  to_port           = -1
}
