resource "aws_security_group" "balancer" {
  name        = "load-balancer"
  description = "Application load balancer"
  vpc_id      = var.vpc_id

  tags = {
    Name = "load-balancer"
  }
}

resource "aws_security_group_rule" "https" {
  type              = "ingress"
  description       = "HTTPS from clients"
  security_group_id = aws_security_group.balancer.id
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = var.client_cidr_blocks
}

resource "aws_security_group_rule" "http" {
  count = var.redirect_http ? 1 : 0

  type              = "ingress"
  description       = "HTTP from clients, redirected to HTTPS"
  security_group_id = aws_security_group.balancer.id
  from_port         = 80
  to_port           = 80
  protocol          = "tcp"
  cidr_blocks       = var.client_cidr_blocks
}

resource "aws_security_group_rule" "to_servers" {
  for_each = var.tiers

  type                     = "egress"
  description              = "Requests and health checks"
  security_group_id        = aws_security_group.balancer.id
  from_port                = each.value.port
  to_port                  = each.value.port
  protocol                 = "tcp"
  source_security_group_id = aws_security_group.server[each.key].id
}

resource "aws_security_group" "server" {
  for_each = var.tiers

  name        = "${each.key}-server"
  description = each.value.description
  vpc_id      = var.vpc_id

  ingress {
    description     = "Requests and health checks"
    from_port       = each.value.port
    to_port         = each.value.port
    protocol        = "tcp"
    security_groups = [aws_security_group.balancer.id]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  tags = {
    Name = "${each.key}-server"
    Port = each.value.port
  }
}
