# Names, texts, lists and numbers of rules that do not fit where shorter ones do.

variable "vpc_id" { type = string }

variable "a_list_of_networks_with_a_name_that_is_longer_than_what_people_like_to_type" {
  type        = list(string)
  description = "Networks whose description is a sentence so long that it is no label of anything any more, but a text."
}

variable "label" {
  type        = string
  description = "A label of as many characters as a label may have at most, which is eighty of th"
}

variable "text" {
  type        = string
  description = "A label of as many characters as a label may have at most, which is eighty of thx"
}

locals {
  long     = "a-name-that-is-long-${join("-", [for n in range(20) : "and-longer-${n}"])}"
  networks = [for n in range(70) : cidrsubnet("10.0.0.0/8", 16, n * 3)]
}

resource "aws_security_group" "this_is_the_group_with_the_longest_name_of_all_groups_of_this_configuration_by_far" {
  name        = substr(local.long, 0, 255)
  description = substr(local.long, 0, 250)
  vpc_id      = var.vpc_id

  ingress {
    description = "Many networks"
    from_port   = 1024
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = local.networks
  }

  ingress {
    description      = substr(local.long, 0, 200)
    from_port        = 443
    to_port          = 443
    protocol         = "udp"
    cidr_blocks      = var.a_list_of_networks_with_a_name_that_is_longer_than_what_people_like_to_type
    ipv6_cidr_blocks = ["2001:db8:0123:4567:89ab:cdef:0123:4567/128", "::/0"]
  }

  ingress {
    description = "Networks that fit on a line, and one that does not"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.100.10.0/24", "10.100.20.0/24", "10.100.30.0/24", "10.10.10.0/24", "10.11.0.0/24"]
  }

  tags = {
    Label = var.label
    Text  = var.text
  }
}

resource "aws_security_group" "tagged" {
  name   = "tagged"
  vpc_id = var.vpc_id
  tags = {
    for n in range(12) : "Tag-number-${n}" => substr(local.long, 0, 60 + n)
  }
}

resource "aws_security_group" "many" {
  for_each = toset([for n in range(8) : "group-${n}"])
  name     = each.key
  vpc_id   = var.vpc_id
}

resource "aws_security_group_rule" "circle" {
  for_each                 = aws_security_group.many
  type                     = "ingress"
  security_group_id        = each.value.id
  source_security_group_id = aws_security_group.many["group-${(tonumber(substr(each.key, 6, 1)) + 1) % 8}"].id
  from_port                = 0
  to_port                  = 65535
  protocol                 = "tcp"
}
