variable "vpc_id" { type = string }
resource "aws_security_group" "a" {
  name   = "md-a"
  vpc_id = var.vpc_id
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_vpc_security_group_egress_rule" "x" {
  security_group_id = aws_security_group.a.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "10.0.0.0/8"
}
resource "aws_security_group_rule" "x" {
  type              = "egress"
  security_group_id = aws_security_group.a.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
  description       = "all of it"
}
