# What must be known before a configuration can be compared with an account, and is not.

variable "owner" { type = string }

variable "port" { type = number }

data "aws_vpc" "main" {
  tags = { Owner = var.owner }
}

data "aws_subnet" "first" {
  vpc_id = data.aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "given" {
  security_group_id = "sg-00000000000000009"
  cidr_ipv4         = data.aws_subnet.first.cidr_block
  from_port         = var.port
  to_port           = var.port
  ip_protocol       = "tcp"
}

output "values" {
  value = [var.owner, data.aws_vpc.main.id]
}
