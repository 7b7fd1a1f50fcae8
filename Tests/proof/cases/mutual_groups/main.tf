variable "vpc_id" { type = string }
locals {
  groups = { web = { port = 80, from = ["lb"] }, lb = { port = 443, from = [] }, db = { port = 5432, from = ["web", "db"] } }
  links  = merge([for n, g in local.groups : { for f in g.from : "${n}-${f}" => { to = n, from = f, port = g.port } }]...)
}
resource "aws_security_group" "g" {
  for_each    = local.groups
  name        = "fm-${each.key}"
  description = "group ${each.key}"
  vpc_id      = var.vpc_id
  tags        = { Name = each.key, Port = each.value.port }
}
resource "aws_vpc_security_group_ingress_rule" "in" {
  for_each                     = local.links
  security_group_id            = aws_security_group.g[each.value.to].id
  referenced_security_group_id = aws_security_group.g[each.value.from].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}
resource "aws_vpc_security_group_egress_rule" "out" {
  for_each                     = local.links
  security_group_id            = aws_security_group.g[each.value.from].id
  referenced_security_group_id = aws_security_group.g[each.value.to].id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}
output "ids" { value = { for k, g in aws_security_group.g : k => g.id } }
