locals {
  first  = "a ${local.second}"
  second = "b ${local.first}"
}

resource "aws_security_group" "web" {
  name = local.first
}
