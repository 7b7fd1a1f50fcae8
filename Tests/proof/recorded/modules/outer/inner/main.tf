variable "name" { type = string }

variable "vpc_id" { type = string }

resource "aws_security_group" "this" {
  name                   = "inner-${var.name}"
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = true
  tags                   = { Owner = var.name }
}

output "group" { value = aws_security_group.this }
