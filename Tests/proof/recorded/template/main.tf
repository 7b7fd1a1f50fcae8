# Parameters of every type, conditions, rules that are resources of their own, and names as long as they may be.

data "aws_region" "here" {}

data "aws_partition" "here" {}

data "aws_caller_identity" "me" {}

locals {
  ten  = contains([for n in range(10) : "n${n}"], var.text)
  both = var.flag && var.text == "x"
  same = var.text == var.other
  long = length(var.cidrs) > 3
  some = length(var.cidrs) > 0
}

resource "aws_security_group" "web" {
  name        = "web"
  description = var.description
  vpc_id      = var.vpc_id

  tags = {
    Tag       = var.tag
    Empty     = ""
    Text      = var.text
    Number    = var.amount
    Share     = var.share
    Flag      = var.flag
    Label     = "${var.odd_label}${var.second_line}"
    Ten       = local.ten ? "ten" : "more"
    Not_ten   = local.ten ? "more" : "ten"
    Both      = local.both ? var.text : var.other
    Same      = local.same ? "same" : "other"
    Long      = local.long ? "long" : "short"
    Some      = local.some ? "some" : "none"
    Flagged   = var.flag ? "on" : "off"
    Turned    = "y" == var.text ? "y" : "n"
    Dollars   = "${var.dollar} $${x} ${var.text}"
    Dollar    = "$${x}"
    Dollarish = "$5 $$ ${var.text}"
    First     = var.cidrs[0]
    Second    = "${var.cidrs[1]} of ${join("; ", var.cidrs)}"
    Joined    = join("", concat(var.cidrs, ["10.0.0.0/8", var.cidr]))
    Numbers   = join(",", var.numbers)
    Flags     = join(" ", var.flags)
    Secret    = join(" ", var.secrets)
    Nothing   = var.secret_tag
    Where     = "${data.aws_region.here.name}.${data.aws_partition.here.dns_suffix} ${data.aws_partition.here.partition}"
    Who       = data.aws_caller_identity.me.account_id
    At_home   = data.aws_region.here.name == var.here ? "home" : "abroad"
    Arn       = data.aws_partition.here.partition == "aws" ? "plain" : "${data.aws_partition.here.partition} is odd"
  }

  ingress {
    from_port   = var.port
    to_port     = var.port
    protocol    = "tcp"
    cidr_blocks = [var.cidr, "10.0.0.0/8"]
  }

  ingress {
    description      = var.description
    from_port        = var.port_text
    to_port          = var.port_any
    protocol         = "udp"
    ipv6_cidr_blocks = [var.cidr6, "::/0"]
  }

  ingress {
    from_port       = 1
    to_port         = 65535
    protocol        = "tcp"
    prefix_list_ids = [var.list, var.list_odd]
    security_groups = [var.group_id]
  }

  ingress {
    from_port        = 128
    to_port          = -1
    protocol         = "icmpv6"
    ipv6_cidr_blocks = ["::/0"]
  }

  ingress {
    from_port        = 0
    to_port          = 0
    protocol         = "icmpv6"
    ipv6_cidr_blocks = ["fe80::/10"]
  }

  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "132"
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    from_port   = -1
    to_port     = -1
    protocol    = "47"
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    from_port   = 0
    to_port     = 65534
    protocol    = "51"
    cidr_blocks = ["10.0.0.0/8"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    cidr_blocks     = var.cidrs
    security_groups = ["444455556666/sg-0fedcba9876543210"]
  }
}
