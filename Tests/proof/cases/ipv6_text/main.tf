variable "vpc_id" { type = string }
resource "aws_security_group" "a" {
  name   = "v6-a"
  vpc_id = var.vpc_id
  ingress {
    protocol         = "tcp"
    from_port        = 1
    to_port          = 1
    ipv6_cidr_blocks = ["2001:DB8::/32", "2001:0db8:0:1::/64", "2001:db8:0:0:0:0:0:1/128", "::/0", "0:0:0:0:0:0:0:0/1", "64:FF9B::/96"]
  }
}
resource "aws_security_group" "b" {
  name   = "v6-b"
  vpc_id = var.vpc_id
}
resource "aws_vpc_security_group_egress_rule" "e" {
  security_group_id = aws_security_group.b.id
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 1
  cidr_ipv6         = "2001:DB8:0000::/48"
}
resource "aws_security_group_rule" "l" {
  type              = "ingress"
  security_group_id = aws_security_group.b.id
  protocol          = "tcp"
  from_port         = 1
  to_port           = 1
  ipv6_cidr_blocks  = ["FE80::/10", "::1/128"]
}
