variable "name" {
  type = string
  validation {
    condition     = length(var.name) < 40
    error_message = "Too long: ${var.name}."
  }
}

variable "vpc_id" {}

variable "ports" {
  type     = list(number)
  default  = [443]
  nullable = false
}

variable "cidrs" {
  type    = list(string)
  default = null
}

variable "tags" {
  type     = map(string)
  default  = { Tier = "none" }
  nullable = false
}

variable "self" {
  type = bool
}

variable "suffix" {
  type    = any
  default = 0
}

variable "extra" {
  type = object({
    list  = optional(list(object({ a = optional(string, "A"), b = optional(number) })), [{ b = 1 }])
    set   = optional(set(object({ a = optional(string, "S") })), [{}, { a = "s" }])
    map   = optional(map(object({ a = optional(string, "M"), inner = optional(object({ c = optional(bool, true) }), {}) })), { k = {} })
    tuple = optional(tuple([object({ a = optional(string, "T") }), string]))
  })
  default = {}
}

variable "secret" {
  type      = string
  default   = "hush"
  sensitive = true
}

locals {
  description = "${var.name} (${var.suffix})"
}

resource "aws_security_group" "this" {
  name        = var.name
  description = local.description
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = var.name })
}

resource "aws_security_group_rule" "in" {
  for_each = { for port in var.ports : tostring(port) => port if var.cidrs != null || var.self }

  type              = "ingress"
  security_group_id = aws_security_group.this.id
  from_port         = each.value
  to_port           = each.value
  protocol          = "tcp"
  cidr_blocks       = var.self ? null : var.cidrs
  self              = var.self ? true : null
  description       = each.key
}

output "id" { value = aws_security_group.this.id }

output "description" { value = aws_security_group.this.description }

output "extra" { value = var.extra }

output "path" { value = "${path.module} ${path.root}" }

output "secret" {
  value     = length(var.secret)
  sensitive = true
}
