# Groups in three Regions, one of which an input names; tags that something else owns.

variable "region" { type = string }

variable "vpc_id" {
  type    = string
  default = null
}

provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = { Owner = "platform" }
  }

  ignore_tags {
    keys         = ["LastScan"]
    key_prefixes = ["kubernetes.io/"]
  }
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

provider "aws" {
  alias  = "given"
  region = var.region
}

data "aws_vpc" "west" {
  provider = aws.west
  default  = true
}

resource "aws_security_group" "home" {
  name   = "home"
  vpc_id = var.vpc_id
  tags   = { Name = "home" }

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [data.aws_vpc.west.cidr_block]
  }
}

resource "aws_security_group" "west" {
  provider    = aws.west
  name_prefix = "west-"
  vpc_id      = data.aws_vpc.west.id
}

resource "aws_security_group" "given" {
  provider = aws.given
  name     = "given"
  egress   = []
}

resource "aws_default_security_group" "given" {
  provider = aws.given
  tags     = { Name = "given" }
}

resource "aws_default_security_group" "home" {
  tags = { Name = "home" }
}

resource "aws_vpc_security_group_ingress_rule" "west" {
  provider          = aws.west
  security_group_id = aws_security_group.west.id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 22
  to_port           = 22
  ip_protocol       = "tcp"
  tags              = { Name = "ssh" }
}

resource "aws_network_interface_sg_attachment" "west" {
  provider             = aws.west
  security_group_id    = aws_security_group.west.id
  network_interface_id = "eni-0123456789abcdef0"
}

output "names" {
  value = [aws_security_group.home.name, aws_security_group.west.name, aws_security_group.given.vpc_id]
}
