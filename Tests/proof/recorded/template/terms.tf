# Rules about what is not known yet.

resource "aws_vpc_security_group_ingress_rule" "term" {
  security_group_id = "sg-0fedcba9876543211"
  ip_protocol       = "tcp"
  from_port         = var.port
  to_port           = var.port_any
  cidr_ipv4         = "${var.text}/32"
}

resource "aws_vpc_security_group_ingress_rule" "element" {
  security_group_id = "sg-0fedcba9876543211"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = var.cidrs[1]
  description       = var.description
}

resource "aws_security_group_rule" "owned" {
  type                     = "ingress"
  security_group_id        = "sg-0fedcba9876543211"
  source_security_group_id = "444455556666/sg-0fedcba9876543210"
  protocol                 = "tcp"
  from_port                = 22
  to_port                  = 22
}

resource "aws_security_group_rule" "loops" {
  type              = "ingress"
  security_group_id = "sg-0fedcba9876543211"
  protocol          = "tcp"
  from_port         = 8080
  to_port           = 8080
  cidr_blocks       = var.cidrs
  ipv6_cidr_blocks  = tolist(var.cidr6s)
  prefix_list_ids   = var.lists
}

resource "aws_vpc_security_group_ingress_rule" "chosen" {
  security_group_id            = "sg-0fedcba9876543211"
  referenced_security_group_id = var.flag ? aws_security_group.web.id : aws_security_group.group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one.id
  ip_protocol                  = "tcp"
  from_port                    = 7
  to_port                      = 7
}
