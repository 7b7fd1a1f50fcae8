# Every rule is a resource, whose name says what it is about.
resource "aws_vpc_security_group_ingress_rule" "named" {
  for_each = {
    one      = { protocol = "tcp", from = 80, to = 80, cidr = "0.0.0.0/0" }
    range    = { protocol = "tcp", from = 80, to = 81, cidr = "192.0.2.0/24" }
    ping     = { protocol = "icmp", from = 8, to = -1, cidr = "192.0.2.0/24" }
    code     = { protocol = "icmp", from = 3, to = 4, cidr = "192.0.2.0/24" }
    all_icmp = { protocol = "icmp", from = -1, to = -1, cidr = "192.0.2.0/24" }
    number   = { protocol = "50", from = null, to = null, cidr = "192.0.2.0/24" }
    ports    = { protocol = "132", from = 80, to = 80, cidr = "192.0.2.0/24" }
    all      = { protocol = "-1", from = null, to = null, cidr = "192.0.2.0/24" }
  }
  security_group_id = "sg-0fedcba9876543211"
  ip_protocol       = each.value.protocol
  from_port         = each.value.from
  to_port           = each.value.to
  cidr_ipv4         = each.value.cidr
}

resource "aws_vpc_security_group_egress_rule" "ipv6" {
  for_each          = toset(["::/0", "2001:db8::/32"])
  security_group_id = "sg-0fedcba9876543211"
  ip_protocol       = "icmpv6"
  from_port         = -1
  to_port           = -1
  cidr_ipv6         = each.value
}

resource "aws_vpc_security_group_egress_rule" "list" {
  for_each          = toset(["pl-09azaz09", "pl-0a1b2C3D", "pl-a-b"])
  security_group_id = "sg-0fedcba9876543211"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = each.value
}
