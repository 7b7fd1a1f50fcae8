# What shells and templates can compute: texts and truth values, chosen by conditions about texts.

variable "environment" { type = string }

variable "tier" { type = string }

variable "zones" { type = list(string) }

variable "owner" { type = string }

data "aws_region" "here" {}

locals {
  is_production = var.environment == "production"
  is_odd        = contains(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"], var.environment)
  is_eleventh   = contains([for n in range(11) : "n${n}"], var.environment)
  is_home       = data.aws_region.here.name == "us-east-1" || data.aws_region.here.name == "us-west-2"
}

resource "aws_security_group" "words" {
  name        = local.is_production ? "prod-${var.owner}" : "test-${var.owner}"
  description = "For ${var.environment} in ${data.aws_region.here.name}"

  tags = {
    Both     = local.is_production && var.tier == "front" ? "open" : "closed"
    Either   = local.is_production || var.tier == "front" ? "maybe" : "no"
    Neither  = !(local.is_production || var.owner != "nobody") ? "neither" : "one"
    Nested   = (local.is_production && (var.tier == "front" || var.tier == "back")) || !local.is_home ? "x" : "y"
    Odd      = local.is_odd ? "odd" : "even"
    Even     = !local.is_odd ? "even" : "odd"
    Eleven   = local.is_eleventh ? "yes" : "no"
    Equal    = var.tier == var.owner ? "same" : "other"
    Joined   = join(", ", var.zones)
    Wrapped  = "zones: ${join(" ", var.zones)}."
    Home     = local.is_home ? "home" : "abroad"
    Of_three = local.is_production ? "p" : var.tier == "front" ? "f" : "o"
  }

  ingress {
    description = local.is_production ? "production" : "test"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [local.is_production ? "10.0.0.0/8" : "192.0.2.0/24"]
  }
}

output "answer" {
  value = local.is_production ? "production" : "not ${var.environment}"
}
