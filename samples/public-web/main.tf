locals {
  public_ports = {
    HTTP  = 80
    HTTPS = 443
  }
}

resource "aws_security_group" "web" {
  name_prefix = "web-${var.environment}-"
  description = "Public web servers"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = local.public_ports
    content {
      description      = "${ingress.key} from anywhere"
      from_port        = ingress.value
      to_port          = ingress.value
      protocol         = "tcp"
      cidr_blocks      = ["0.0.0.0/0"]
      ipv6_cidr_blocks = ["::/0"]
    }
  }

  ingress {
    description = "SSH from the office"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.admin_cidr_blocks
  }

  egress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }

  tags = merge(var.tags, {
    Name = "web ${var.environment}"
    Role = "web"
  })

  lifecycle {
    create_before_destroy = true
  }
}
