# What an account has already, in another way than is wanted: see groups.json and rules.json.

variable "vpc_id" {
  type    = string
  default = "vpc-1"
}

resource "aws_security_group" "web" {
  name        = "web"
  description = "Web"
  vpc_id      = var.vpc_id
  tags        = { Name = "web", Team = "net" }

  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    description      = "DNS"
    from_port        = 53
    to_port          = 53
    protocol         = "udp"
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = ["2001:DB8::/32"]
  }

  ingress {
    from_port   = -1
    to_port     = -1
    protocol    = "icmp"
    cidr_blocks = ["10.0.0.0/8"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "kept" {
  name        = "kept"
  description = "One description"
  vpc_id      = var.vpc_id
}

resource "aws_security_group" "missing" {
  name   = "missing"
  vpc_id = var.vpc_id
  egress = []
}

resource "aws_security_group" "generated" {
  name_prefix = "generated-"
  vpc_id      = var.vpc_id
  tags        = { Name = "generated" }
}

resource "aws_default_security_group" "default" {
  vpc_id = var.vpc_id
  tags   = { Name = "default" }
}

resource "aws_vpc_security_group_ingress_rule" "given" {
  security_group_id            = "sg-00000000000000009"
  referenced_security_group_id = aws_security_group.web.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
  description                  = "new words"
  tags                         = { Name = "database" }
}

resource "aws_network_interface_sg_attachment" "there" {
  security_group_id    = aws_security_group.web.id
  network_interface_id = "eni-00000000000000001"
}
