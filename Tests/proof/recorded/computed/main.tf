# What no target but some can compute when its artifact runs, in every form that a condition or a text may have.

variable "environment" {
  type    = string
  default = "production"
}

variable "is_public" {
  type    = bool
  default = true
}

variable "zones" {
  type    = list(string)
  default = ["a", "b", "c"]
}

variable "replicas" {
  type    = number
  default = 3
}

variable "owner" {
  type    = string
  default = "nobody"
}

data "aws_availability_zones" "here" {}

data "aws_vpcs" "office" {
  tags = { Name = "office" }
}

data "aws_vpc" "main" {
  tags = { Name = "main" }
}

data "aws_subnet" "first" {
  filter {
    name   = "cidr-block"
    values = ["10.0.0.0/24", data.aws_vpc.main.cidr_block]
  }
}

data "aws_subnet" "second" {
  id = data.aws_subnet.first.id
}

data "aws_region" "here" {}

data "aws_caller_identity" "me" {}

locals {
  is_production = var.environment == "production"
  is_odd        = contains(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"], var.environment)
  is_home       = data.aws_region.here.name == "us-east-1" || data.aws_region.here.name == "us-west-2"
}

resource "aws_security_group" "computed" {
  name        = local.is_production ? "prod-${var.owner}" : "test-${var.owner}"
  description = "For ${var.environment} in ${data.aws_region.here.name}"
  vpc_id      = data.aws_vpc.main.id

  tags = {
    Both    = local.is_production && var.is_public ? "open" : "closed"
    Either  = local.is_production || var.is_public ? "maybe" : "no"
    Neither = !(local.is_production || var.owner != "nobody") ? "neither" : "one"
    Odd     = local.is_odd ? "odd" : "even"
    Even    = !local.is_odd ? "even" : "odd"
    Public  = var.is_public
    Flag    = var.is_public ? "public" : "private"
    Private = !var.is_public ? "private" : "public"
    Count   = length(var.zones)
    First   = var.zones[0]
    Joined  = join(", ", var.zones)
    Many    = length(var.zones) > 2 ? "many" : "few"
    Few     = length(data.aws_availability_zones.here.names) <= 3 ? "few" : "many"
    Exactly = length(data.aws_availability_zones.here.names) == 3 ? "three" : "another number"
    Second  = data.aws_availability_zones.here.names[1]
    Found   = length(data.aws_vpcs.office.ids)
    Offices = join("/", data.aws_vpcs.office.ids)
    Home    = local.is_home ? "home" : "abroad"
    Text    = "${var.replicas} of ${length(var.zones)} in ${data.aws_subnet.first.availability_zone}"
    Number  = var.replicas
    Subnet  = data.aws_subnet.second.cidr_block
    Tag     = data.aws_vpc.main.tags["Owner"]
    Spaced  = data.aws_vpc.main.tags["cost center"]
    Same    = data.aws_caller_identity.me.account_id == "111122223333" ? "ours" : data.aws_caller_identity.me.user_id
  }

  ingress {
    description = local.is_production ? "production" : "test"
    from_port   = local.is_production ? 443 : 8443
    to_port     = local.is_production ? 443 : 8443
    protocol    = "tcp"
    cidr_blocks = [local.is_production ? "10.0.0.0/8" : data.aws_vpc.main.cidr_block]
  }
}

output "zones" {
  value = data.aws_availability_zones.here.names
}

output "answer" {
  value = local.is_production ? "production" : join("-", ["not", var.environment])
}
