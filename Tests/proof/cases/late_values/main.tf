# Every place in which a value may stay unknown until the artifact runs.

variable "vpc_id" { type = string }

variable "name" { type = string }

variable "description" { type = string }

variable "port" { type = number }

variable "purpose" { type = string }

variable "network" { type = string }

variable "networks" { type = list(string) }

variable "ipv6_networks" { type = set(string) }

variable "nobody" { type = list(string) }

variable "partner_group_id" { type = string }

variable "team" {
  type    = string
  default = "platform"
}

resource "aws_security_group" "late" {
  name        = "late-${var.name}"
  description = var.description
  vpc_id      = var.vpc_id

  ingress {
    description      = "Clients: ${var.purpose}"
    from_port        = var.port
    to_port          = var.port
    protocol         = "tcp"
    cidr_blocks      = concat([var.network, "192.0.2.0/24"], var.networks)
    ipv6_cidr_blocks = var.ipv6_networks
  }

  ingress {
    description     = "Partner"
    from_port       = 0
    to_port         = 65535
    protocol        = "udp"
    security_groups = [var.partner_group_id]
  }

  ingress {
    description = "Nobody yet"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.nobody
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [var.network]
  }

  tags = {
    Name = "late-${var.name}"
    Team = var.team
  }
}
