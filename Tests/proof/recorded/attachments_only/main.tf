# No group, no rule and no output: groups that are there are put to use.

variable "group_id" { type = string }

resource "aws_network_interface_sg_attachment" "one" {
  security_group_id    = var.group_id
  network_interface_id = "eni-0123456789abcdef0"
}

resource "aws_vpc_security_group_vpc_association" "two" {
  security_group_id = "sg-0123456789abcdef0"
  vpc_id            = "vpc-0123456789abcdef0"
}
