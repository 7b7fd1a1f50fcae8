variable "vpc_id" { type = string }

resource "aws_security_group" "a" {
  name   = "lg-a"
  vpc_id = var.vpc_id
}
resource "aws_security_group" "b" {
  name   = "lg-b"
  vpc_id = var.vpc_id
}
resource "aws_security_group_rule" "many" {
  type              = "ingress"
  security_group_id = aws_security_group.a.id
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  description       = "v4, v6 and list"
  cidr_blocks       = ["10.0.0.0/8", "192.168.0.0/16"]
  ipv6_cidr_blocks  = ["2001:DB8::/32", "2001:0db9:0:0::/64"]
}
resource "aws_security_group_rule" "pl_self" {
  type              = "ingress"
  security_group_id = aws_security_group.a.id
  from_port         = 80
  to_port           = 81
  protocol          = "17"
  self              = true
}
resource "aws_security_group_rule" "pl_src" {
  type                     = "egress"
  security_group_id        = aws_security_group.a.id
  from_port                = 80
  to_port                  = 81
  protocol                 = "udp"
  source_security_group_id = aws_security_group.b.id
}
resource "aws_security_group_rule" "self_by_id" {
  type                     = "egress"
  security_group_id        = aws_security_group.a.id
  from_port                = 0
  to_port                  = 65535
  protocol                 = "tcp"
  source_security_group_id = aws_security_group.a.id
}
resource "aws_security_group_rule" "all_ports" {
  type              = "egress"
  security_group_id = aws_security_group.b.id
  from_port         = 0
  to_port           = 65535
  protocol          = "-1"
  cidr_blocks       = ["0.0.0.0/0"]
}
resource "aws_security_group_rule" "all_minus" {
  type              = "ingress"
  security_group_id = aws_security_group.b.id
  from_port         = -1
  to_port           = -1
  protocol          = "ALL"
  ipv6_cidr_blocks  = ["::/0"]
}
