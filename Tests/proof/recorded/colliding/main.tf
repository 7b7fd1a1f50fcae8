# Names that become one another's once their punctuation or their capitals are gone, and names that mean something.

variable "web_id" { type = string }

variable "webId" { type = string }

variable "path" { type = string }

resource "aws_security_group" "web_a" {
  name = var.web_id
}

resource "aws_security_group" "webA" {
  name = var.webId
}

resource "aws_security_group" "web-a" {
  name = var.path
}

resource "aws_security_group" "class" {
  for_each = toset(["a.b", "a-b", "a_b", "1", "+"])
  name     = "class ${each.key}"
}

resource "aws_security_group" "print" {
  name = "print"
}

resource "aws_vpc_security_group_ingress_rule" "a" {
  for_each          = toset(["11.1.0.0/16", "1.11.0.0/16"])
  security_group_id = aws_security_group.print.id
  cidr_ipv4         = each.value
  ip_protocol       = "-1"
}

module "web" {
  source = "./web"
}
