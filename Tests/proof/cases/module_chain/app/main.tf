variable "group" { type = string }
variable "port" { type = number }
variable "allow" { type = list(string) }
resource "aws_security_group_rule" "in" {
  count                    = length(var.allow)
  type                     = "ingress"
  security_group_id        = var.group
  protocol                 = "tcp"
  from_port                = var.port
  to_port                  = var.port + 1
  source_security_group_id = var.allow[count.index]
}
