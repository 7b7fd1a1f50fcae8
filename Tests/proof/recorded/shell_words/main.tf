# What a shell script computes and asks for, beyond texts: lists, numbers and truth values, and words that Bash must not read.

variable "cidr" { type = string }

variable "ipv6_cidr" { type = string }

variable "cidrs" {
  type    = list(string)
  default = ["10.0.0.0/8", "192.0.2.0/24"]
}

variable "more_cidrs" { type = list(string) }

variable "prefix_list_id" {
  type    = string
  default = "pl-0123456789abcdef0"
}

variable "peer_group_ids" { type = set(string) }

variable "first_port" { type = number }

variable "last_port" {
  type    = number
  default = 9000
}

variable "is_open" { type = bool }

variable "is_odd" {
  type    = bool
  default = false
}

variable "zones" { type = list(string) }

variable "weights" {
  type    = list(number)
  default = [1, 2.5]
}

variable "flags" {
  type    = list(bool)
  default = [true, false]
}

variable "braces" {
  type        = string
  description = "A } and a { and <(a process) and >(another), (parentheses), it's \"quoted\" $HOME `x` \\ !\r\n\tOn one line."
}

variable "odd" {
  type    = string
  default = "a } and $HOME, it's <(x) `y` \"z\" \\ !"
}

variable "lines" {
  type    = string
  default = "one\r\ntwo\tthree\u200b"
}

variable "empty" {
  type    = string
  default = ""
}

variable "two_words" {
  type    = string
  default = "two words"
}

variable "number_text" {
  type    = string
  default = "7"
}

variable "flag_text" {
  type    = string
  default = "true"
}

variable "labels" { type = map(string) }

variable "settings" {
  type    = object({ name = string, size = number })
  default = { name = "it's", size = 3 }
}

variable "token" {
  type        = string
  default     = "changeme"
  sensitive   = true
  description = "What nobody should read; it's }"
}

variable "secret_cidrs" {
  type      = list(string)
  sensitive = true
}

variable "networks_of_people_who_work_elsewhere_than_here" { type = list(string) }

variable "one_more_cidr" { type = string }

variable "plan" { type = string }

variable "lc_paper" { type = string }

variable "bash_it" { type = string }

variable "python_home" { type = string }

variable "boto_region" { type = string }

variable "aws_team" { type = string }

variable "_under__scored_" { type = string }

variable "interface_id" { type = string }

data "aws_caller_identity" "me" {}

data "aws_partition" "here" {}

data "aws_availability_zones" "here" {}

data "aws_vpcs" "office" {
  filter {
    name   = "tag:Name"
    values = concat(["head-office", var.aws_team], var.zones)
  }
}

data "aws_vpc" "main" {
  tags = { Name = var.two_words }
}

data "aws_vpc" "second" {
  state = "available"

  filter {
    name   = "cidr"
    values = [var.cidr, "10.1.0.0/16"]
  }
}

locals {
  is_wide   = length(var.zones) > 2
  is_narrow = length(var.zones) < 2
}

resource "aws_security_group" "words" {
  name        = "words-${var.first_port}-${var.is_open}"
  description = var.is_open ? "open to ${length(var.cidrs)} networks" : join("_", var.zones)
  vpc_id      = data.aws_vpc.main.id

  tags = {
    Number   = var.first_port
    Flag     = var.is_open
    Odd      = var.odd
    Empty    = var.empty
    Lines    = "a\rb\tc\nd\u200be"
    Bang     = "it's $5!"
    Length   = length(var.zones)
    Letters  = join("xY0", var.zones)
    Padded   = "number ${tonumber(var.number_text)}"
    Found    = length(data.aws_vpcs.office.ids)
    First    = data.aws_availability_zones.here.names[0]
    Third    = element(data.aws_availability_zones.here.names, 0) == data.aws_availability_zones.here.names[2] ? "same" : "other"
    Any      = length(var.zones) > 0 ? "some" : "none"
    None     = length(var.zones) == 0 ? "none" : "some"
    Two      = length(var.zones) == 2 ? "two" : "another number"
    Wide     = local.is_wide ? "wide" : "narrow"
    Narrow   = local.is_narrow ? "narrow" : "wide"
    Both     = local.is_wide && var.is_open ? "both" : "not both"
    Either   = (local.is_wide || var.is_odd) && !(local.is_narrow && var.is_open) ? "either" : "neither"
    Negated  = !var.is_open && !(local.is_wide || local.is_narrow) ? "closed" : "open"
    Unequal  = var.plan != "x" && var.bash_it == var.python_home ? var.lc_paper : var.boto_region
    Caller   = data.aws_caller_identity.me.arn
    User     = data.aws_caller_identity.me.user_id
    Account  = data.aws_caller_identity.me.account_id
    Where    = "${data.aws_partition.here.partition}.${data.aws_partition.here.dns_suffix}"
    Under    = var._under__scored_
    Team     = var.aws_team
    Token    = var.token
    Tag      = data.aws_vpc.main.tags["1st of all"]
    Second   = data.aws_vpc.second.cidr_block
    Choice   = var.is_open ? "$HOME" : "it's"
    Brackets = "${var.cidr}[0] ${var.cidr}_x $${x}"
  }

  ingress {
    description = var.is_open ? "open" : "closed"
    from_port   = var.first_port
    to_port     = var.last_port
    protocol    = "tcp"
    cidr_blocks = var.is_open ? concat([var.cidr], var.cidrs) : ["192.0.2.0/24", "198.51.100.0/24"]
  }

  ingress {
    description      = "plain"
    from_port        = var.first_port
    to_port          = var.first_port
    protocol         = "udp"
    cidr_blocks      = local.is_wide ? var.cidrs : var.more_cidrs
    ipv6_cidr_blocks = [var.ipv6_cidr]
    prefix_list_ids  = [var.prefix_list_id]
    security_groups  = var.peer_group_ids
  }

  ingress {
    description = "Just as long as a line may be, and one beyond"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.100.10.0/24", "10.100.20.0/24", "10.100.30.0/24", "10.100.4.0/24"]
  }

  ingress {
    from_port   = 23
    to_port     = 23
    protocol    = "tcp"
    cidr_blocks = ["10.100.10.0/24", "10.100.20.0/24", "10.100.30.0/24", "10.100.40.0/24"]
  }

  ingress {
    from_port   = var.number_text
    to_port     = var.number_text
    protocol    = "tcp"
    cidr_blocks = ["192.0.2.0/24"]
  }

  ingress {
    from_port   = 8
    to_port     = 0
    protocol    = "icmp"
    cidr_blocks = concat(var.secret_cidrs, var.networks_of_people_who_work_elsewhere_than_here, [var.one_more_cidr])
  }

  ingress {
    from_port        = -1
    to_port          = -1
    protocol         = "icmpv6"
    ipv6_cidr_blocks = ["::/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "47"
    cidr_blocks = data.aws_vpc.main.cidr_block_associations[*].cidr_block
  }
}

resource "aws_network_interface_sg_attachment" "proxy" {
  security_group_id    = aws_security_group.words.id
  network_interface_id = var.interface_id
}

output "list" {
  value = [var.first_port, var.is_open, var.braces, tonumber(var.number_text), tobool(var.flag_text), 1.5, true, null, "a\u0001b\u200bc\"d"]
}

output "map" {
  value = { "odd \"key\"" = var.odd, id = aws_security_group.words.id, inner = { words = [var.two_words] } }
}

output "spliced" {
  value = concat(["first", var.odd], var.zones, data.aws_vpcs.office.ids, ["last"])
}

output "null" {
  value = null
}

output "number" {
  value = 12
}

output "literal" {
  value = ["a", 1, { b = null, c = false }]
}

output "labels" {
  value = var.labels
}

output "settings" {
  value = var.settings
}

output "weights" {
  value = var.weights
}

output "flags" {
  value = var.flags
}

output "lines" {
  value = var.lines
}

output "zones" {
  value = "${join("/", var.zones)} ${join("/", data.aws_vpcs.office.ids)}"
}

output "token" {
  value     = var.token
  sensitive = true
}
