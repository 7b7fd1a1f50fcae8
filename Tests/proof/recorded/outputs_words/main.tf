# What groups that are made, adopted and found tell of themselves, and lists and maps of it, in words of every target that has them.

variable "vpc_id" { type = string }

variable "ports" {
  type    = list(number)
  default = [1, 2]
}

data "aws_vpc" "main" {
  id = var.vpc_id
}

data "aws_security_group" "found" {
  vpc_id = data.aws_vpc.main.id
  name   = "found"
}

resource "aws_security_group" "made" {
  name   = "made"
  vpc_id = data.aws_vpc.main.id
  egress = []
}

resource "aws_security_group" "generated" {
  name_prefix = "generated-"
  egress      = []
}

resource "aws_default_security_group" "adopted" {}

resource "aws_security_group_rule" "found" {
  type              = "ingress"
  security_group_id = data.aws_security_group.found.id
  from_port         = -1
  to_port           = -1
  protocol          = "icmp"
  self              = true
}

output "made" {
  value = [aws_security_group.made.id, aws_security_group.made.arn, aws_security_group.made.name, aws_security_group.made.owner_id, aws_security_group.made.vpc_id]
}

output "generated" {
  value = {
    id    = aws_security_group.generated.id
    arn   = aws_security_group.generated.arn
    name  = aws_security_group.generated.name
    owner = aws_security_group.generated.owner_id
    vpc   = aws_security_group.generated.vpc_id
  }
}

output "adopted" {
  value = {
    id    = aws_default_security_group.adopted.id
    arn   = aws_default_security_group.adopted.arn
    name  = aws_default_security_group.adopted.name
    owner = aws_default_security_group.adopted.owner_id
    vpc   = aws_default_security_group.adopted.vpc_id
  }
}

output "found" {
  value = {
    id          = data.aws_security_group.found.id
    arn         = data.aws_security_group.found.arn
    name        = data.aws_security_group.found.name
    description = data.aws_security_group.found.description
    vpc         = data.aws_security_group.found.vpc_id
  }
}

output "name" {
  value = aws_security_group.made.name
}

output "text" {
  value = "${aws_security_group.generated.name} in ${aws_default_security_group.adopted.vpc_id}"
}

output "ports" {
  value = var.ports
}

output "none" {
  value = null
}

output "empty" {
  value = [[], {}, ""]
}
