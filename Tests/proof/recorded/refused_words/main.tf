# What no target but a program in Python can compute.

variable "zones" { type = list(string) }

variable "port" { type = string }

variable "flag" { type = bool }

variable "pair" { type = tuple([string, number]) }

data "aws_vpc" "main" {
  tags = { Name = "main" }
}

data "aws_vpcs" "all" {}

data "aws_vpcs" "office" {
  tags = { Name = "office" }
}

resource "aws_vpc_security_group_ingress_rule" "given" {
  security_group_id = "sg-00000000000000009"
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = var.port
  to_port           = var.port
  ip_protocol       = "tcp"
  description       = length(data.aws_vpcs.all.ids) > 1 ? data.aws_vpc.main.cidr_block : "none"

  tags = {
    Flag     = "flag ${var.flag}"
    Joined   = join("-", concat(data.aws_vpcs.all.ids, data.aws_vpcs.office.ids))
    Odd      = join("*", var.zones)
    Zones    = join("-", concat(var.zones, ["x"]))
    Pair     = var.pair[0]
    Negative = tobool(data.aws_vpc.main.tags["Flag"]) ? "yes" : "no"
  }
}
