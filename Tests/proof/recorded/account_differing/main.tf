# What an account has already, in every way in which it may differ: see groups.json and rules.json.

variable "tagged_id" {
  type    = string
  default = "sg-00000000000000001"
}

provider "aws" {
  region = "us-east-1"

  ignore_tags {
    keys         = ["LastScan"]
    key_prefixes = ["kubernetes.io/"]
  }
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

resource "aws_security_group" "moved" {
  name   = "moved"
  vpc_id = "vpc-3"
  tags   = { Name = "moved" }
}

# Groups of this name are in two VPCs that are the default of their Region, and in a third.
resource "aws_security_group" "home" {
  name    = "home"
  ingress = []
  egress  = []
}

resource "aws_security_group" "west" {
  provider    = aws.west
  name        = "home"
  description = "The one in the west"
  tags        = { Group = aws_security_group.home.id, New = aws_security_group.moved.id }

  ingress = []
  egress  = []
}

# Names that nothing can have yet, for they are made of a new group's id.
resource "aws_security_group" "named_after" {
  name   = "after-${aws_security_group.moved.id}"
  vpc_id = "vpc-1"
}

resource "aws_security_group" "prefixed_after" {
  name_prefix = "${aws_security_group.moved.id}-"
  vpc_id      = "vpc-1"
}

# The plan's own name, one of Terraform's names, the name of a sibling, and names that only look like it.
resource "aws_security_group" "own" {
  name_prefix = "own-"
  vpc_id      = "vpc-1"
}

resource "aws_security_group" "generated" {
  for_each    = toset(["first", "second", "third"])
  name_prefix = "generated-"
  vpc_id      = "vpc-1"
  tags        = { Name = each.key }
}

resource "aws_security_group" "unlike" {
  name_prefix = "unlike-"
  vpc_id      = "vpc-1"
}

# As many rules as the quota allows, and no room for more.
resource "aws_security_group" "full" {
  name   = "full"
  vpc_id = "vpc-1"

  ingress {
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    cidr_blocks      = concat([for n in range(55) : "10.0.${n}.0/24"], ["192.0.2.1/32", "192.0.2.2/32", "192.0.2.3/32"])
    ipv6_cidr_blocks = ["2001:db8:1::/48"]
    self             = true
  }

  egress {
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    ipv6_cidr_blocks = [for n in range(61) : "2001:db8:${n + 1000}::/48"]
  }
}

# Rules that another one made, in a group of which this owns nothing else.
resource "aws_vpc_security_group_ingress_rule" "given" {
  for_each          = { same = "10.0.0.0/8", words = "10.1.0.0/16", none = "10.2.0.0/16", some = "10.3.0.0/16", tags = "10.4.0.0/16", fewer = "10.5.0.0/16", new = "10.6.0.0/16" }
  security_group_id = var.tagged_id
  cidr_ipv4         = each.value
  from_port         = 22
  to_port           = 23
  ip_protocol       = "tcp"
  description       = each.key == "none" ? null : each.key
  tags              = each.key == "fewer" ? {} : { Name = each.key, Team = "net" }
}

resource "aws_vpc_security_group_ingress_rule" "described" {
  security_group_id = var.tagged_id
  cidr_ipv4         = "10.7.0.0/16"
  from_port         = 22
  to_port           = 23
  ip_protocol       = "tcp"
  description       = "for ${aws_security_group.moved.id}"
}

resource "aws_vpc_security_group_ingress_rule" "own" {
  security_group_id = aws_security_group.own.id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
  tags              = { Name = "own" }
}

resource "aws_vpc_security_group_ingress_rule" "icmp" {
  security_group_id = var.tagged_id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = -1
  to_port           = -1
  ip_protocol       = "icmp"
}

resource "aws_vpc_security_group_ingress_rule" "echo" {
  security_group_id = var.tagged_id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 8
  to_port           = 0
  ip_protocol       = "icmp"
}

resource "aws_vpc_security_group_egress_rule" "protocol" {
  security_group_id = var.tagged_id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "47"
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = var.tagged_id
  prefix_list_id    = "pl-0123456789abcdef0"
  ip_protocol       = "-1"
}

# Rules that shall go, with all that is needed to make them again.
resource "aws_default_security_group" "default" {
  vpc_id = "vpc-1"
  tags   = { Name = "default" }

  ingress {
    from_port       = 0
    to_port         = 0
    protocol        = "-1"
    security_groups = [aws_security_group.moved.id, "444455556666/sg-00000000000000099"]
  }

  egress {
    from_port   = 3
    to_port     = -1
    protocol    = "icmp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

output "home" {
  value = [aws_security_group.home.id, aws_security_group.home.arn, aws_security_group.home.name, aws_security_group.home.owner_id, aws_security_group.home.vpc_id]
}

output "moved" {
  value = [aws_security_group.moved.arn, aws_security_group.moved.name, aws_security_group.moved.owner_id, aws_security_group.moved.vpc_id]
}

output "generated" {
  value = { for key, group in aws_security_group.generated : key => group.name }
}

output "default" {
  value = [aws_default_security_group.default.id, aws_default_security_group.default.name]
}
