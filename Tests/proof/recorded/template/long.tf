# Names as long as may be, and one character longer.

resource "aws_security_group" "group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one" {
  name_prefix = "prefix-${var.text}"
  vpc_id      = var.vpc_named

  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = var.group_ids
  }

  ingress {
    from_port       = 9
    to_port         = 9
    protocol        = "tcp"
    security_groups = [aws_security_group.group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed.id]
  }
}

resource "aws_security_group" "group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed" {
  name_prefix = "peer-"
  vpc_id      = var.vpc_named
}

resource "aws_vpc_security_group_ingress_rule" "circle" {
  for_each                     = toset(["100", "1000"])
  security_group_id            = aws_security_group.group_that_is_a_peer_of_the_one_with_the_long_name_and_has_itself_a_name_which_is_as_long_as_that_one_is_or_nearly_so_it_seemed.id
  referenced_security_group_id = aws_security_group.group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one.id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_vpc_association" "as_long_as_can_be" {
  security_group_id = aws_security_group.group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one.id
  vpc_id            = var.vpc_which_the_group_with_the_long_name_is_also_used_in_so_that_the_name_of_their_association_is_long_and_as_long_as_it_may_be_at_the_ver
}

resource "aws_vpc_security_group_vpc_association" "longer" {
  security_group_id = aws_security_group.group_of_which_the_name_is_so_long_that_it_leaves_hardly_any_room_for_what_else_the_rules_of_it_have_to_say_about_one.id
  vpc_id            = var.vpc_which_the_group_with_the_long_name_is_also_used_in_so_that_the_name_of_their_association_is_long_and_as_long_as_it_may_be_at_the_verx
}

resource "aws_vpc_security_group_vpc_association" "known" {
  security_group_id = "sg-0fedcba9876543211"
  vpc_id            = "vpc-01234567"
}
