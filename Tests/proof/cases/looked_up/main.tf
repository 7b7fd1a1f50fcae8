# What only the account knows, and what is computed from it when the artifact runs.

variable "partner" {
  type    = string
  default = "partner"
}

data "aws_vpc" "main" {
  tags = { Name = "main" }
}

data "aws_vpcs" "office" {
  tags = { Name = "office" }
}

data "aws_vpc" "each_office" {
  for_each = toset(data.aws_vpcs.office.ids)
  id       = each.value
}

data "aws_security_groups" "partners" {
  filter {
    name   = "group-name"
    values = [var.partner]
  }
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.main.id]
  }
}

data "aws_security_groups" "nobody" {
  tags = { Name = "nobody" }
}

data "aws_availability_zones" "here" {
  state = "available"
}

data "aws_region" "here" {}

data "aws_caller_identity" "me" {}

data "aws_partition" "here" {}

resource "aws_security_group" "found" {
  name        = "found-${data.aws_availability_zones.here.names[0]}"
  description = "In ${data.aws_vpc.main.cidr_block} of ${data.aws_partition.here.partition}"
  vpc_id      = data.aws_vpc.main.id

  ingress {
    description = "All networks of the VPC"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = data.aws_vpc.main.cidr_block_associations[*].cidr_block
  }

  ingress {
    description     = "Partners"
    from_port       = 8443
    to_port         = 8443
    protocol        = "tcp"
    security_groups = data.aws_security_groups.partners.ids
  }

  egress {
    description = "Offices"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = concat(["192.0.2.0/24"], [for vpc in data.aws_vpc.each_office : vpc.cidr_block])
  }

  tags = {
    Name    = data.aws_vpc.main.tags["Name"]
    Account = data.aws_caller_identity.me.account_id
    Zones   = length(data.aws_availability_zones.here.names) > 2 ? "many" : "few"
    Nobody  = length(data.aws_security_groups.nobody.ids) == 0
    List    = join("/", data.aws_availability_zones.here.names)
    Home    = contains(["us-east-1", "eu-central-1"], data.aws_region.here.name) ? "yes" : "no"
  }
}
