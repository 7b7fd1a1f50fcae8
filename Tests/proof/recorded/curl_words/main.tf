# What a script of requests and a plan of calls have words for: where they run, values of every kind, a network that need not be given.

variable "vpc_id" {
  type    = string
  default = null
}

variable "other_vpc_id" { type = string }

variable "cidrs" { type = list(string) }

variable "more_cidrs" {
  type    = set(string)
  default = ["10.0.0.0/8"]
}

variable "ipv6_cidrs" { type = list(string) }

variable "peer_group_ids" { type = list(string) }

variable "prefix_list_ids" { type = list(string) }

variable "cidr" { type = string }

variable "from_port" { type = number }

variable "to_port" {
  type    = number
  default = 9000
}

variable "is_open" { type = bool }

variable "any" {}

variable "odd" {
  type    = string
  default = "it's } and $HOME \"quoted\" \\ `x`"
}

variable "names" {
  type    = list(string)
  default = ["a\u0001\u200b\"\\\r\n\t", "b"]
}

variable "pair" { type = tuple([string, number]) }

variable "things" {
  type    = map(object({ name = string, flags = set(bool) }))
  default = {}
}

variable "sixty" {
  type    = string
  default = "sixty characters with quotes, all of which are shown here."
}

variable "sixty_one" {
  type    = string
  default = "one character more than sixty, whose end is cut off thereof"
}

variable "start" { type = string }

variable "interface_id" { type = string }

variable "peer_region" { type = string }

provider "aws" {
  alias  = "there"
  region = var.peer_region
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

data "aws_region" "here" {}

data "aws_caller_identity" "me" {}

data "aws_partition" "here" {}

data "aws_security_group" "legacy" {
  provider = aws.west
  name     = "legacy"
}

data "aws_vpc" "office" {
  filter {
    name   = "cidr"
    values = concat(["10.0.0.0/8"], var.cidrs)
  }
}

data "aws_vpcs" "all" {
  filter {
    name   = "cidr"
    values = var.cidrs
  }
}

resource "aws_security_group" "words" {
  name        = "words-${var.from_port}-${data.aws_region.here.name}"
  description = "Of ${data.aws_caller_identity.me.account_id}, ${var.any}"
  vpc_id      = var.vpc_id

  tags = {
    Account   = data.aws_caller_identity.me.id
    Partition = data.aws_partition.here.partition
    Suffix    = "ec2.${data.aws_region.here.id}.${data.aws_partition.here.dns_suffix}"
    Odd       = var.odd
    Port      = var.from_port
    Number    = "number ${tonumber(var.any)}"
    Office    = data.aws_vpc.office.owner_id
    Text      = "$${x} ${var.odd}\r\n\t\u200b\\\"$"
  }

  ingress {
    description     = "Of ${var.start}"
    from_port       = var.from_port
    to_port         = var.to_port
    protocol        = "tcp"
    cidr_blocks     = concat([var.cidr], var.cidrs, tolist(var.more_cidrs))
    security_groups = concat(["111122223333/sg-0123456789abcdef0"], var.peer_group_ids)
    prefix_list_ids = var.prefix_list_ids
    self            = true
  }

  ingress {
    from_port        = var.from_port
    to_port          = var.from_port
    protocol         = "udp"
    ipv6_cidr_blocks = var.ipv6_cidrs
  }

  ingress {
    from_port   = 3
    to_port     = -1
    protocol    = "icmp"
    cidr_blocks = ["192.0.2.0/24"]
  }

  ingress {
    from_port   = 8
    to_port     = 0
    protocol    = "icmp"
    cidr_blocks = ["192.0.2.0/24"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "plain" {
  name_prefix = "${var.start}-"
  vpc_id      = var.vpc_id
  egress      = []
}

resource "aws_security_group" "other_place" {
  provider    = aws.there
  name_prefix = "there-"
  vpc_id      = var.other_vpc_id
}

resource "aws_security_group" "numbered" {
  count = var.sixty == var.sixty_one ? 0 : length(var.names)
  name  = "numbered-${count.index}"
  tags  = {}
}

resource "aws_default_security_group" "here" {
  tags = { Name = "default of ${data.aws_region.here.name}", Owner = aws_security_group.words.name }
}

resource "aws_default_security_group" "west" {
  provider = aws.west

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.cidrs
  }
}

resource "aws_vpc_security_group_ingress_rule" "given" {
  for_each          = { a = "web", b = "db", c = "web" }
  security_group_id = aws_security_group.other_place.id
  cidr_ipv4         = "10.${length(each.value)}.${each.key == "a" ? 1 : 2}.0/24"
  from_port         = var.from_port
  to_port           = var.to_port
  ip_protocol       = "tcp"
  tags              = { Name = each.value }
}

resource "aws_vpc_security_group_vpc_association" "shared" {
  security_group_id = aws_security_group.words.id
  vpc_id            = var.other_vpc_id
}

resource "aws_network_interface_sg_attachment" "given" {
  provider             = aws.west
  security_group_id    = data.aws_security_group.legacy.id
  network_interface_id = var.interface_id
}

output "where" {
  value = [data.aws_region.here.name, data.aws_partition.here.dns_suffix, data.aws_caller_identity.me.account_id]
}

output "caller" {
  value = [data.aws_caller_identity.me.arn, data.aws_caller_identity.me.user_id]
}

output "vpcs" {
  value = data.aws_vpcs.all.ids
}

output "pair" {
  value = var.pair
}

output "things" {
  value = var.things
}

output "values" {
  value = { any = var.any, odd = var.odd, "odd \"key\"" = [var.from_port, var.is_open, 1.5, true, null, "a\u0001\u200b\""], inner = { id = aws_security_group.words.id } }
}

output "known" {
  value = { list = [1, "two", null, { three = false }] }
}

output "null" {
  value = null
}

output "is_open" {
  value = var.is_open
}

output "cidrs" {
  value = var.cidrs
}

output "text" {
  value = "at ${aws_security_group.words.arn} of ${var.from_port}"
}
