# What JMESPath computes of the answer to one call: texts, lists, truth values and conditions within conditions.

data "aws_vpc" "main" {
  tags = { Name = "main" }
}

data "aws_availability_zones" "here" {
  state = "available"
}

locals {
  zones   = data.aws_availability_zones.here.names
  is_home = data.aws_vpc.main.cidr_block == "10.0.0.0/8"
  is_ours = data.aws_vpc.main.owner_id == "111122223333"
}

resource "aws_security_group" "plan" {
  name   = "plan"
  vpc_id = data.aws_vpc.main.id

  tags = {
    Template  = local.is_home ? "in ${data.aws_vpc.main.id} of ${data.aws_vpc.main.owner_id}" : "it's \\ not"
    Empty     = local.is_home ? "" : "x"
    Condition = local.is_home && !local.is_ours || data.aws_vpc.main.state == "it's" ? "yes" : "no"
    Truth     = (local.is_home ? true : local.is_ours) ? "yes" : "no"
    Number    = local.is_home ? 1.5 : 2
    Bool      = local.is_home ? true : false
    Text      = "home: ${local.is_home ? 1 : "none"}, zone ${local.zones[0]}, ${length(local.zones)}"
    Nested    = local.is_home ? (local.is_ours ? "both" : "home") : data.aws_vpc.main.tags["cost center"]
    Joined    = "zones: ${join("+", local.zones)}"
    Chosen    = length(local.zones) > 2 ? local.zones[2] : join("-", local.zones)
    Zone      = length(local.zones) > 0 ? "in ${local.zones[0]} and ${length(local.zones) > 1 ? local.zones[1] : "nowhere"}, ${length(local.zones)}" : ""
    Counted   = length(local.zones) == 2 ? length(local.zones) : 0
  }

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = local.is_home ? [data.aws_vpc.main.cidr_block, "192.0.2.0/24"] : data.aws_vpc.main.cidr_block_associations[*].cidr_block
  }
}

output "count" {
  value = length(local.zones)
}

output "is_home" {
  value = local.is_home
}
