# One step after another by hand: groups that are there, lists that may be empty, defaults that are nothing, texts to quote.

variable "group_id" { type = string }

variable "empty_text" {
  type    = string
  default = ""
}

variable "empty_list" {
  type    = list(string)
  default = []
}

variable "empty_words" {
  type    = list(string)
  default = ["", ""]
}

variable "cidrs" {
  type        = list(string)
  default     = ["10.1.0.0/16", "10.2.0.0/16"]
  description = "Networks | with a bar"
}

variable "cidr" { type = string }

variable "token" {
  type      = string
  sensitive = true
}

variable "environment" { type = string }

variable "description" { type = string }

variable "flag" {
  type    = bool
  default = true
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "interface_id" { type = string }

variable "vpc_id" { type = string }

provider "aws" {
  ignore_tags {
    keys         = ["Back`tick", "Last\"Scan"]
    key_prefixes = ["x:", "kubernetes.io/"]
  }
}

provider "aws" {
  alias  = "other"
  region = var.region

  ignore_tags {
    keys = ["LastScan"]
  }
}

data "aws_vpcs" "offices" {
  tags = { Office = var.environment }
}

data "aws_availability_zones" "here" {}

data "aws_subnet" "first" {
  provider = aws.other
  id       = "subnet-0123456789abcdef0"

  filter {
    name   = "availability-zone"
    values = data.aws_availability_zones.here.names
  }
}

data "aws_security_groups" "all" {
  tags = { Environment = var.environment }
}

data "aws_security_group" "there" {
  name = "there"
}

data "aws_caller_identity" "me" {}

data "aws_partition" "here" {}

data "aws_region" "here" {}

resource "aws_security_group" "named" {
  provider    = aws.other
  name        = "named [*] `back` ${var.environment}"
  description = "Of ${data.aws_caller_identity.me.arn}"
  vpc_id      = data.aws_subnet.first.vpc_id
  tags        = { Secret = var.token, Zone = data.aws_subnet.first.availability_zone, Zone_id = data.aws_subnet.first.availability_zone_id }

  ingress {
    description = var.description
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = concat(var.cidrs, var.empty_list, [var.cidr, "192.0.2.0/24"])
  }

  ingress {
    from_port        = 53
    to_port          = 53
    protocol         = "udp"
    cidr_blocks      = var.cidrs
    ipv6_cidr_blocks = var.empty_words
  }

  ingress {
    from_port   = 54
    to_port     = 54
    protocol    = "udp"
    cidr_blocks = var.cidrs
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    ipv6_cidr_blocks = ["::/0"]
  }
}

resource "aws_security_group" "prefixed" {
  name_prefix = "pre-${data.aws_partition.here.partition}-"
  vpc_id      = null
}

resource "aws_security_group" "odd" {
  name   = "odd [*] `back` \"quoted\""
  vpc_id = var.vpc_id
  tags   = { Of = aws_security_group.prefixed.name, User = data.aws_caller_identity.me.user_id, In = data.aws_region.here.name }

  egress {
    description = "To everywhere"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_default_security_group" "owned" {
  vpc_id = var.vpc_id
  tags   = { Empty = var.empty_text, Note = "ends in \\", "it's" = "$(no) `command`" }

  ingress {
    protocol  = -1
    self      = true
    from_port = 0
    to_port   = 0
  }
}

resource "aws_default_security_group" "elsewhere" {
  provider = aws.other
  tags     = { Name = "elsewhere" }
}

resource "aws_vpc_security_group_ingress_rule" "there" {
  security_group_id = data.aws_security_group.there.id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 22
  to_port           = 22
  ip_protocol       = "tcp"
  description       = "To ${data.aws_security_group.there.name}"
  tags              = { Name = var.description }
}

resource "aws_vpc_security_group_ingress_rule" "there_too" {
  security_group_id = data.aws_security_group.there.id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 23
  to_port           = 23
  ip_protocol       = "tcp"
  tags              = { Name = var.description }
}

resource "aws_vpc_security_group_ingress_rule" "there_plain" {
  security_group_id = data.aws_security_group.there.id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 24
  to_port           = 24
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "given" {
  security_group_id            = var.group_id
  referenced_security_group_id = "111122223333/sg-0123456789abcdef0"
  ip_protocol                  = "50"
}

resource "aws_network_interface_sg_attachment" "there" {
  security_group_id    = data.aws_security_group.there.id
  network_interface_id = var.interface_id
}

resource "aws_network_interface_sg_attachment" "named" {
  provider             = aws.other
  security_group_id    = aws_security_group.named.id
  network_interface_id = "eni-0123456789abcdef0"
}

resource "aws_vpc_security_group_vpc_association" "named" {
  provider          = aws.other
  security_group_id = aws_security_group.named.id
  vpc_id            = "vpc-0fedcba9876543210"
}

output "offices" {
  value = data.aws_vpcs.offices.ids
}

output "groups" {
  value = { ids = data.aws_security_groups.all.ids, networks = data.aws_security_groups.all.vpc_ids }
}

output "all" {
  value = {
    id    = aws_security_group.named.id
    inner = { name = aws_security_group.prefixed.name, list = var.cidrs }
    flag  = var.flag
    text  = "${var.environment} it's"
  }
}

output "token" {
  value     = var.token
  sensitive = true
}
