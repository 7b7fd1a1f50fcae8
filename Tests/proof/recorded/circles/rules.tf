resource "aws_vpc_security_group_ingress_rule" "lets_in" {
  for_each                     = toset(flatten([for to, all in local.lets_in : [for from in all : "${to}${from}"]]))
  security_group_id            = aws_security_group.of[substr(each.key, 0, 1)].id
  referenced_security_group_id = aws_security_group.of[substr(each.key, 1, 1)].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "reaches" {
  for_each                     = local.reaches
  security_group_id            = aws_security_group.of[each.key].id
  referenced_security_group_id = aws_security_group.of[each.value].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "everywhere" {
  for_each          = toset(["a", "b", "c", "d", "e", "f", "g", "h", "i"])
  security_group_id = aws_security_group.of[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
