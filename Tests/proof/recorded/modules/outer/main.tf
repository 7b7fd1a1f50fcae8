terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.other]
    }
  }
}

variable "vpc_id" { type = string }

module "inner" {
  source   = "./inner"
  for_each = toset(["x", "y"])
  name     = each.value
  vpc_id   = var.vpc_id
}

module "other" {
  source    = "./inner"
  providers = { aws = aws.other }
  name      = "z"
  vpc_id    = var.vpc_id
}

output "ids" { value = concat([for inner in module.inner : inner.group.id], [module.other.group.id]) }

output "names" { value = [for inner in module.inner : inner.group.name] }
