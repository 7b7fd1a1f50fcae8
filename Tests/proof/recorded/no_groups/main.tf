# No security group and no rule: an attachment of a group that something else made, and values.

variable "owner" { type = string }

variable "port" {
  type    = number
  default = 22
}

resource "aws_network_interface_sg_attachment" "only" {
  security_group_id    = "sg-0123456789abcdef0"
  network_interface_id = "eni-0123456789abcdef0"
}

output "owner" {
  value = [var.owner, var.port]
}
