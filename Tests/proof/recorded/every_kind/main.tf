# Every kind of input, rule, peer and output, and every resource that a template can have.

variable "vpc_id" { type = string }

variable "cidr" {
  type        = string
  description = "A network. It may be any."
}

variable "ipv6_cidr" { type = string }

variable "prefix_list_id" { type = string }

variable "group_id" { type = string }

variable "cidrs" { type = list(string) }

variable "ipv6_cidrs" {
  type    = list(string)
  default = ["2001:db8::/32", "2001:DB8:0::1/128"]
}

variable "prefix_list_ids" { type = set(string) }

variable "group_ids" { type = list(string) }

variable "port" {
  type    = number
  default = 8443
}

variable "last_port" { type = number }

variable "name" { type = string }

variable "interface_id" { type = string }

variable "other_vpc_id" { type = string }

variable "labels" {
  type    = map(string)
  default = { team = "net", "odd key" = "odd value" }
}

variable "is_open" {
  type    = bool
  default = true
}

variable "secret" {
  type        = string
  sensitive   = true
  description = "Nobody's business"
}

variable "secret_cidrs" {
  type      = list(string)
  sensitive = true
}

data "aws_prefix_list" "s3" {
  name = "com.amazonaws.us-east-1.s3"
}

data "aws_security_group" "legacy" {
  name   = "legacy"
  vpc_id = var.vpc_id
}

resource "aws_security_group" "web" {
  name        = "web-${var.name}"
  description = "The web servers of ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.labels, { Name = "web", Port = var.port })

  ingress {
    from_port       = var.port
    to_port         = var.last_port
    protocol        = "tcp"
    cidr_blocks     = concat([var.cidr, "10.0.0.0/8"], var.cidrs)
    prefix_list_ids = concat([var.prefix_list_id], tolist(var.prefix_list_ids))
    security_groups = concat([var.group_id, data.aws_security_group.legacy.id, "sg-0123456789abcdef0"], var.group_ids)
    self            = true
  }

  ingress {
    description      = "It's \"odd\" $(text) `in` ${var.name} %s"
    from_port        = 8
    to_port          = -1
    protocol         = "icmp"
    cidr_blocks      = var.secret_cidrs
    ipv6_cidr_blocks = concat([var.ipv6_cidr], var.ipv6_cidrs)
  }

  ingress {
    from_port        = -1
    to_port          = -1
    protocol         = "icmpv6"
    ipv6_cidr_blocks = ["::/0"]
  }

  ingress {
    description     = "From a partner"
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = ["444455556666/sg-0fedcba9876543210"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    prefix_list_ids = [data.aws_prefix_list.s3.id]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "50"
    cidr_blocks = ["192.0.2.7/32"]
  }
}

resource "aws_security_group" "workers" {
  count       = 2
  name_prefix = "worker-"
  vpc_id      = var.vpc_id
  tags        = { Number = count.index, Secret = var.secret }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_security_group" "closed" {
  name                   = "closed"
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = true
  tags                   = { Odd = "zero\u200bwidth, \u202eright to left, \"quoted\"\n\tnew line" }
  ingress                = []
  egress                 = []
}

resource "aws_vpc_security_group_ingress_rule" "worker" {
  count                        = 2
  security_group_id            = aws_security_group.workers[count.index].id
  referenced_security_group_id = aws_security_group.web.id
  from_port                    = var.port
  to_port                      = var.port
  ip_protocol                  = "tcp"
  description                  = "From the web servers"
  tags                         = { Name = "worker", Empty = "" }
}

resource "aws_vpc_security_group_egress_rule" "worker" {
  security_group_id = aws_security_group.workers[0].id
  cidr_ipv6         = var.ipv6_cidr
  ip_protocol       = "-1"
}

resource "aws_security_group_rule" "legacy" {
  type              = "ingress"
  security_group_id = data.aws_security_group.legacy.id
  from_port         = 9000
  to_port           = 9001
  protocol          = "udp"
  cidr_blocks       = [var.cidr, "10.2.0.0/16"]
}

resource "aws_network_interface_sg_attachment" "proxy" {
  security_group_id    = aws_security_group.web.id
  network_interface_id = var.interface_id
}

resource "aws_vpc_security_group_vpc_association" "shared" {
  security_group_id = aws_security_group.web.id
  vpc_id            = var.other_vpc_id
}

output "web" {
  description = "The web servers"
  value       = { id = aws_security_group.web.id, arn = aws_security_group.web.arn, owner = aws_security_group.web.owner_id }
}

output "workers" {
  value = aws_security_group.workers[*].name
}

output "secret" {
  sensitive = true
  value     = var.secret
}

output "values" {
  value = { port = var.port, open = var.is_open, last = var.last_port, none = null, list = [var.port, "\u200b"] }
}

output "open" {
  value = var.is_open
}

output "cidrs" {
  value = var.cidrs
}

output "labels" {
  value = var.labels
}
