# What only a script in Python can compute: structured inputs, parts of them, computed Regions, conditions of every form.

variable "pair" { type = tuple([string, number, list(string)]) }

variable "words" { type = tuple([string, string]) }

variable "switch" { type = tuple([string, bool]) }

variable "site" {
  type = object({
    name  = string
    cidr  = string
    ports = object({ http = number, https = number })
    zones = list(string)
    open  = bool
  })
  default = {
    name  = "site \"one\""
    cidr  = "10.7.0.0/16"
    ports = { http = 80, https = 443 }
    zones = ["a", "b"]
    open  = false
  }
}

variable "sites" {
  type = map(object({ cidr = string, port = number }))
}

variable "networks" {
  type    = map(list(string))
  default = { office = ["192.0.2.0/24", "198.51.100.0/24"], empty = [] }
}

variable "rows" { type = list(list(string)) }

variable "extra_tags" {
  type    = map(string)
  default = { team = "net", "cost center" = null }
}

variable "counts" {
  type    = map(number)
  default = { a = 1, b = 2.5 }
}

variable "ports" {
  type    = list(number)
  default = [22, 2222]
}

variable "flags" {
  type    = set(bool)
  default = [true]
}

variable "anything" {}

variable "any_list" {}

variable "any_tags" {
  default = { a = "b" }
}

# Of no type: what they are, their first use does not tell.
variable "any_map" {}

variable "any_words" {}

variable "any_number" {}

variable "any_cidr" {}

variable "any_port" {
  default = "8080"
}

variable "port" {
  type        = number
  default     = 0
  description = "A port, 100% of the time"
}

variable "percent" {
  type        = number
  default     = 12.5
  description = "%"
}

variable "text" {
  type      = string
  sensitive = true
}

variable "secret_port" {
  type        = number
  sensitive   = true
  description = "Nobody's port."
}

variable "secret_flag" {
  type      = bool
  sensitive = true
}

variable "tier" { type = string }

variable "environment" {
  type    = string
  default = "production"
}

variable "open" { type = bool }

variable "cidr" { type = string }

variable "address" { type = string }

variable "ipv6" { type = string }

variable "host" { type = string }

variable "group_ids" { type = list(string) }

variable "peer" { type = string }

variable "list_id" { type = string }

variable "mixed" { type = list(string) }

variable "vpc_id" { type = string }

variable "input_class" { type = string }

variable "plan" { type = string }

variable "second_region" { type = string }

variable "regions" {
  type    = list(string)
  default = ["eu-west-1", "ap-southeast-2"]
}

provider "aws" {
  alias  = "second"
  region = var.second_region
}

provider "aws" {
  alias  = "element"
  region = var.regions[0]
}

provider "aws" {
  alias  = "joined"
  region = "eu-${var.tier}-1"
}

provider "aws" {
  alias  = "known"
  region = "eu-north-1"
}

data "aws_region" "second" {
  provider = aws.second
}

data "aws_region" "here" {}

data "aws_partition" "here" {}

data "aws_caller_identity" "me" {}

data "aws_vpc" "main" {
  id    = var.vpc_id
  state = "available"
}

data "aws_subnets" "all" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.main.id, var.vpc_id]
  }

  filter {
    name   = "availability-zone"
    values = data.aws_availability_zones.here.names
  }

  filter {
    name   = "cidr-block"
    values = concat(["10.0.0.0/24"], data.aws_vpc.main.cidr_block_associations[*].cidr_block)
  }
}

data "aws_subnet" "first" {
  id = data.aws_subnets.all.ids[0]
}

data "aws_availability_zones" "here" {}

data "aws_security_group" "of_web" {
  provider = aws.known
  id       = aws_security_group.known.id
}

data "aws_security_groups" "all" {
  tags = { Of = aws_security_group.known.name, Site = var.site.name }
}

data "aws_prefix_list" "s3" {
  prefix_list_id = var.list_id
}

locals {
  is_production = var.environment == "production"
  is_home       = contains(["us-east-1", "us-west-2"], data.aws_region.here.name)
  is_same       = data.aws_vpc.main.id == data.aws_subnet.first.vpc_id
}

resource "aws_security_group" "known" {
  provider    = aws.known
  name_prefix = "known-"
  vpc_id      = var.site.name
}

resource "aws_security_group" "script" {
  name        = "${var.site.name} (${var.pair[0]})"
  description = "Of ${var.site.name} in ${var.site.zones[0]}: ${var.pair[1]}, ${var.pair[2][0]}, ${var.site.open}, ${var.any_port}"
  vpc_id      = data.aws_vpc.main.id

  tags = merge(var.extra_tags, var.any_tags, {
    After     = data.aws_security_group.of_web.vpc_id
    All       = join(",", data.aws_security_groups.all.arns)
    Address   = "${var.address}${var.host}"
    And       = var.open && var.tier != "back" ? "yes" : "no"
    And_and   = var.open && local.is_same && "" == var.tier
    Arn       = "arn:${data.aws_partition.here.partition}:x:${data.aws_region.second.name}.${data.aws_partition.here.dns_suffix}"
    Both      = var.tier == var.environment || "10.0.0.0/8" == var.cidr ? "same" : "other"
    Class     = var.input_class
    Counted   = var.counts["b"]
    Empty     = length(var.regions) == 0 ? "no Regions" : "${length(var.regions)} Regions"
    Exact     = 2 == length(data.aws_subnets.all.ids) ? "two" : "more or fewer"
    First     = var.rows[0][1]
    Flag      = var.site.open
    Home      = local.is_home ? "home" : "abroad"
    Less      = 3 > length(var.ports) ? "less" : "not less"
    Me        = "${data.aws_caller_identity.me.arn} ${data.aws_caller_identity.me.user_id} ${data.aws_caller_identity.me.id}"
    Members   = contains(["front", "back"], var.tier) ? "known" : "unknown"
    Most      = length(var.ports) > 1 ? var.ports[1] : var.ports[0]
    Neither   = !contains(["front", "back"], var.tier) ? "neither" : "one"
    Nested    = var.open ? (local.is_production ? var.site.name : "test") : join("+", var.regions)
    Not       = !var.open ? "closed" : "open"
    Not_all   = !(var.open && local.is_production) ? "some" : "all"
    Number    = var.percent
    Numbers   = join("-", var.ports)
    Of_two    = contains(["front", "back"], var.tier) || var.environment == "test" ? "x" : "y"
    Plan      = var.plan
    Port      = var.port
    Prefix    = join(" ", data.aws_prefix_list.s3.cidr_blocks)
    Same      = local.is_same ? "same" : "different"
    Secret    = "${var.text}:${var.secret_port}"
    Some      = length(var.regions) >= 1 ? var.regions[0] : "none"
    Suffix    = data.aws_partition.here.dns_suffix
    Truth     = local.is_production
    Used      = "${var.used} ${var.used_too}"
    Untruth   = !local.is_production
    Word      = var.words[0]
    Zone      = data.aws_availability_zones.here.names[0]
    "Zone id" = data.aws_subnet.first.availability_zone_id
    Anything  = var.anything.inner
    Any_map   = var.any_map.name
    Any_words = var.any_words[0]
    Any_cidr  = var.any_cidr == "10.0.0.0/8" ? "ten" : "other"
    Any_port  = var.any_number == "443" ? "https" : "other"
    Inner     = var.open && !(local.is_production || var.tier == "x") && !local.is_home ? 1 : 2
    Inner_not = !var.open && !contains(["a", "b"], var.tier) || !(var.open && var.tier == "z") ? 1 : 2
    Ipv6      = data.aws_vpc.main.ipv6_cidr_block
    Text      = tostring(var.percent)
    Secretly  = var.secret_flag ? "a" : "b"
  })

  ingress {
    description      = "${var.tier} $ {braces} \"quotes\" \\ %s"
    from_port        = var.port
    to_port          = var.port
    protocol         = "tcp"
    cidr_blocks      = concat([var.cidr, "${var.address}/32", var.site.cidr], var.networks["office"])
    ipv6_cidr_blocks = ["2001:DB8:0:0:1:0:0:1/128", "0:0:0:0:0:0:0:0/0", "2001:0:0:1:0:0:0:1/128", "1:0:0:0:0:0:0:0/16", "2001:db8:1:1:1:1:0:1/128", "1:2:3:4:5:6:7:8/128", "0:0:1::/48"]
    security_groups  = concat(var.group_ids, ["111122223333/sg-0123456789abcdef0", var.peer])
  }

  ingress {
    from_port   = var.site.ports.http
    to_port     = var.any_port
    protocol    = "udp"
    cidr_blocks = [var.site.cidr]
  }

  ingress {
    from_port        = var.ports[0]
    to_port          = var.ports[0]
    protocol         = "tcp"
    cidr_blocks      = var.any_list
    ipv6_cidr_blocks = [var.ipv6]
    prefix_list_ids  = [var.list_id, "pl-0123"]
  }

  ingress {
    from_port   = var.open ? 443 : 8443
    to_port     = var.open ? 443 : 8443
    protocol    = "tcp"
    cidr_blocks = [var.open ? var.cidr : "10.0.0.0/8", data.aws_subnet.first.cidr_block, var.mixed[0]]
  }

  ingress {
    from_port   = 3
    to_port     = 1
    protocol    = "icmp"
    cidr_blocks = [for key in ["a", "b"] : var.sites[key].cidr]
  }

  ingress {
    from_port        = var.secret_port
    to_port          = var.secret_port
    protocol         = "udp"
    cidr_blocks      = var.mixed
    ipv6_cidr_blocks = var.mixed
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = tolist(toset(var.networks["office"]))
  }

  egress {
    from_port       = -1
    to_port         = -1
    protocol        = "icmpv6"
    prefix_list_ids = ["pl-0a1b2c3d"]
  }
}

resource "aws_security_group" "second" {
  provider = aws.second
  name     = "second*"
}

resource "aws_security_group" "element" {
  provider = aws.element
  name     = "element"
  tags     = var.any_tags
}

resource "aws_security_group" "any" {
  provider = aws.element
  name     = "any"
  tags     = merge(var.any_map, { Name = "any" })

  ingress {
    from_port   = var.any_number
    to_port     = var.any_number
    protocol    = "tcp"
    cidr_blocks = var.any_words
  }

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [var.any_cidr]
  }
}

resource "aws_security_group" "joined" {
  provider = aws.joined
  name     = "joined"
}

resource "aws_security_group" "joined_again" {
  provider = aws.joined
  name     = "joined again"
  vpc_id   = var.vpc_id

  tags = {
    Chosen   = element(var.open ? var.regions : var.mixed, 0)
    Either   = var.tier == var.environment || var.tier == "x" ? "one" : "other"
    Joined   = join("-", var.open ? var.regions : var.mixed)
    Not_long = var.open || !(var.tier == "the front of all that there is" && var.environment == "production") ? 1 : 2
    One_of   = contains(["x", var.environment], var.tier) ? "one" : "other"
    Sum      = "${var.site.cidr} is the block of ${var.open ? var.address : "a place that is not told"}, ${var.tier}"
    Switch   = var.switch[1] ? "on" : "off"
  }
}

resource "aws_vpc_security_group_ingress_rule" "tagged" {
  security_group_id            = aws_security_group.script.id
  referenced_security_group_id = var.peer
  from_port                    = 1
  to_port                      = 2
  ip_protocol                  = "tcp"
  tags                         = var.extra_tags
}

resource "aws_vpc_security_group_ingress_rule" "again" {
  security_group_id = var.peer
  cidr_ipv4         = "${var.address}/32"
  from_port         = 1
  to_port           = 1
  ip_protocol       = "tcp"
}

output "regions" {
  value = [aws_security_group.script.id, data.aws_region.second.name, var.regions]
}

output "parts" {
  value = {
    pair   = var.pair
    inner  = { all = var.sites, rows = var.rows[0], port = var.site.ports.https, number = var.counts["a"] }
    found  = data.aws_subnets.all.ids
    blocks = data.aws_vpc.main.cidr_block_associations[*].cidr_block
    truth  = var.open
    any    = var.anything
    sorted = toset(var.mixed)
    groups = merge(var.extra_tags, { id = aws_security_group.second.arn })
  }
}

output "blocks" {
  value = data.aws_vpc.main.cidr_block_associations[*].cidr_block
}

output "number" {
  value = var.port
}

output "converted" {
  value = [tonumber(var.anything.inner), tobool(var.anything.truth), tonumber(var.tier), tobool(var.environment)]
}

output "given" {
  value = [var.fifteen_letters, var.sixteen_of_these, var.longer_values, var.given_number, var.given_list, var.leave_out, var.leave_out_too]
}

output "half" {
  value = var.percent
}

output "secret" {
  value     = var.text
  sensitive = true
}

output "list" {
  value = [var.port, var.percent, "text", true, null, 1.5, "a${var.port}b${var.percent}"]
}
