# One group owns its rules, one has standalone rules beside foreign ones, and a rule is added to a
# group of somebody else's. Their rules name each other.

variable "vpc_id" {
  type = string
}

variable "office_group_id" {
  type = string
}

resource "aws_security_group" "web" {
  name        = "web"
  description = "Web"
  vpc_id      = var.vpc_id
  tags        = { Name = "web", Team = "shop" }

  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description = "Each other"
    from_port   = 9000
    to_port     = 9001
    protocol    = "tcp"
    self        = true
  }

  egress {
    description     = "Application"
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }
}

resource "aws_security_group" "app" {
  name        = "app"
  description = "Application"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "app_from_office" {
  security_group_id            = aws_security_group.app.id
  description                  = "Office"
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
  referenced_security_group_id = var.office_group_id
  tags                         = { Name = "office" }
}

resource "aws_vpc_security_group_egress_rule" "app_to_network" {
  security_group_id = aws_security_group.app.id
  ip_protocol       = "-1"
  cidr_ipv4         = "10.0.0.0/8"
}

resource "aws_security_group_rule" "office_from_app" {
  security_group_id        = var.office_group_id
  type                     = "ingress"
  description              = "Reports"
  protocol                 = "tcp"
  from_port                = 8443
  to_port                  = 8443
  source_security_group_id = aws_security_group.app.id
}
