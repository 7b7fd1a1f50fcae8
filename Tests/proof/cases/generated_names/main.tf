# Groups that differ in nothing but their tags, twins that do not differ at all, and one without any name.
variable "vpc_id" {
  type = string
}

variable "owner" {
  type    = string
  default = "platform"
}

resource "aws_security_group" "tier" {
  for_each = toset(["api", "web"])

  name_prefix = "tier-"
  description = "One tier"
  vpc_id      = var.vpc_id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }

  tags = {
    Name  = each.key
    Owner = var.owner
  }
}

resource "aws_security_group" "twin" {
  count = 2

  name_prefix = "twin-"
  vpc_id      = var.vpc_id

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_security_group" "nameless" {
  vpc_id = var.vpc_id

  egress {
    description     = "To the tiers"
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [for tier in aws_security_group.tier : tier.id]
  }

  tags = {
    Owner = var.owner
  }
}
