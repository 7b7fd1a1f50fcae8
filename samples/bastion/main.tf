locals {
  ssh  = 22
  echo = { request = 8, any_code = -1 }
}

resource "aws_security_group" "bastion" {
  name        = "bastion"
  description = "SSH from trusted networks"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = var.trusted_networks
    iterator = network
    content {
      description = "SSH from the ${network.key}"
      from_port   = local.ssh
      to_port     = local.ssh
      protocol    = "tcp"
      cidr_blocks = [network.value]
    }
  }

  ingress {
    description      = "SSH by IPv6"
    from_port        = local.ssh
    to_port          = local.ssh
    protocol         = "tcp"
    ipv6_cidr_blocks = var.office_ipv6_cidr_blocks
  }

  ingress {
    description = "Ping"
    from_port   = local.echo.request
    to_port     = local.echo.any_code
    protocol    = "icmp"
    cidr_blocks = values(var.trusted_networks)
  }

  egress {
    description = "SSH to private instances"
    from_port   = local.ssh
    to_port     = local.ssh
    protocol    = "tcp"
    cidr_blocks = var.private_cidr_blocks
  }

  tags = {
    Name = "bastion"
  }
}

# Private instances start no connection: without an egress block Terraform leaves a group without egress rules.
resource "aws_security_group" "private" {
  count = length(var.private_names)

  name        = "private-${var.private_names[count.index]}"
  description = "SSH through the bastion host only"
  vpc_id      = var.vpc_id

  ingress {
    description     = "SSH from the bastion host"
    from_port       = local.ssh
    to_port         = local.ssh
    protocol        = "tcp"
    security_groups = [aws_security_group.bastion.id]
  }

  tags = {
    Name = title(var.private_names[count.index])
  }
}
