# Modules: by count, by for_each and one within another, their typed variables with defaults, and what checks their values.

terraform {
  required_version = ">= 1.5"
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "vpc_id" { type = string }

variable "owner" {
  type    = string
  default = "nobody"
}

variable "services" {
  type = map(object({
    ports = optional(list(number), [443])
    cidrs = optional(set(string), ["10.0.0.0/8"])
    tags  = optional(map(string))
    self  = optional(bool, false)
  }))
  default = {
    api = { ports = [80, 443], tags = { Tier = "front" } }
    db  = { ports = [5432], cidrs = ["10.1.0.0/16", "10.2.0.0/16"], self = true }
    web = {}
  }
}

variable "names" {
  type    = list(string)
  default = ["first", "second"]
  validation {
    condition     = alltrue([for name in var.names : length(name) > 2])
    error_message = "Names are longer than two letters, unlike ${join(", ", var.names)}."
  }
}

variable "nested" {
  type = object({
    list  = optional(list(object({ a = optional(string, "A"), b = optional(number) })), [{ b = 1 }, { a = "x" }])
    set   = optional(set(object({ a = optional(string, "S") })), [{}])
    map   = optional(map(object({ a = optional(string, "M"), inner = optional(object({ c = optional(bool, true) }), {}) })), { k = {} })
    tuple = optional(tuple([object({ a = optional(string, "T") }), string]), [{}, "t"])
  })
  default = {}
}

provider "aws" {
  region = var.region
  default_tags {
    tags = { Project = "modules", Owner = "everybody" }
  }
}

provider "aws" {
  alias  = "far"
  region = var.region
  ignore_tags {
    keys         = ["LastSeen"]
    key_prefixes = ["kubernetes.io/"]
  }
}

locals {
  service_names = sort(keys(var.services))
  suffixes      = { for i, name in local.service_names : name => "${i}-${name}" }
}

module "service" {
  source   = "./service"
  for_each = var.services

  name   = "service-${each.key}"
  vpc_id = var.vpc_id
  ports  = each.value.ports
  cidrs  = each.value.cidrs
  tags   = each.value.tags
  self   = each.value.self
  suffix = local.suffixes[each.key]
}

module "plain" {
  source = "./service"
  count  = length(var.names)

  name   = var.names[count.index]
  vpc_id = var.vpc_id
  self   = "true"
  ports  = toset(["8080", "8081"])
  extra  = { list = [{ b = "5" }, { a = 7 }], map = tomap({ only = { a = "given" } }), tuple = [{ a = null }, true] }
}

module "far" {
  source = "./outer"
  providers = {
    aws       = aws.far
    aws.other = aws
  }
  vpc_id = "vpc-22222222"
}

module "none" {
  source = "./service"
  count  = 0
  name   = "never"
  vpc_id = var.vpc_id
}

moved {
  from = aws_security_group.old
  to   = aws_security_group.shared
}

resource "aws_security_group" "shared" {
  name   = "shared-${terraform.workspace}"
  vpc_id = var.vpc_id

  dynamic "ingress" {
    for_each = { for name, service in var.services : name => service if length(service.ports) > 0 }
    iterator = service
    content {
      description = "${service.key} of ${length(var.services)}"
      from_port   = min(service.value.ports...)
      to_port     = max(service.value.ports...)
      protocol    = "tcp"
      cidr_blocks = service.value.cidrs
      self        = service.value.self
    }
  }

  dynamic "egress" {
    for_each = toset(["10.9.0.0/16", "10.8.0.0/16"])
    content {
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      cidr_blocks = [egress.value]
      description = egress.key
    }
  }

  lifecycle {
    precondition {
      condition     = length(var.services) > 0
      error_message = "There must be services."
    }
    postcondition {
      condition     = self.name != "" && startswith(self.vpc_id, "vpc-")
      error_message = "A VPC has an id."
    }
  }

  tags = { Owner = var.owner, Modules = length(module.service), Nothing = null }
}

resource "aws_security_group" "numbered" {
  count       = 2
  name        = "numbered-${count.index + 1}"
  description = count.index == 0 ? "the first" : "the last of ${length(var.names)}"
  vpc_id      = var.vpc_id
  ingress = [
    for port in [22, 80 + count.index] : {
      description      = null
      from_port        = port
      to_port          = port
      protocol         = "tcp"
      cidr_blocks      = ["10.${count.index}.0.0/16"]
      ipv6_cidr_blocks = []
      prefix_list_ids  = null
      security_groups  = [module.service["api"].id]
      self             = false
    }
  ]
}

resource "aws_vpc_security_group_ingress_rule" "of_service" {
  for_each = module.service

  security_group_id            = each.value.id
  referenced_security_group_id = aws_security_group.shared.id
  from_port                    = 9000
  to_port                      = 9000
  ip_protocol                  = "tcp"
  description                  = each.key
}

resource "aws_vpc_security_group_egress_rule" "of_plain" {
  count = length(module.plain)

  security_group_id = module.plain[count.index].id
  cidr_ipv4         = "10.${count.index}.0.0/16"
  ip_protocol       = "-1"
}

check "names" {
  assert {
    condition     = length(var.names) == 2
    error_message = "There are two names."
  }
  assert {
    condition     = var.owner != ""
    error_message = "Somebody owns it."
  }
}

output "ids" { value = { for name, service in module.service : name => service.id } }

output "plain_ids" { value = module.plain[*].id }

output "none" { value = module.none }

output "far" { value = module.far.ids }

output "whole" { value = module.far }

output "descriptions" { value = [for service in values(module.service) : service.description] }

output "extras" { value = [module.service["web"].extra, module.plain[0].extra] }

output "nested" { value = nonsensitive(var.nested) }

output "paths" { value = module.service["api"].path }

output "checked" {
  value = aws_security_group.numbered[*].description
  precondition {
    condition     = length(var.services) < 100
    error_message = "Too many."
  }
}
