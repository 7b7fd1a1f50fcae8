variable "vpc_id" {}
variable "names" { type = set(string) }
resource "aws_security_group" "this" {
  for_each = var.names
  name     = "mc-${each.value}"
  vpc_id   = var.vpc_id
}
output "groups" { value = { for n in var.names : n => aws_security_group.this[n].id } }
output "names" { value = [for g in aws_security_group.this : g.name] }
