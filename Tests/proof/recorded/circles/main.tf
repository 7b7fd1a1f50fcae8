# Groups whose rules refer to each other in circles, some to others outside of theirs, in a Region that is not known yet.

variable "region" { type = string }

provider "aws" {
  region = var.region

  ignore_tags {
    keys = ["LastScan"]
  }
}

locals {
  # Whom each group lets in. The circles are b, c, d with a shorter one within it, and f, g.
  lets_in = {
    a = ["b"]
    b = ["c", "h"]
    c = ["d", "b"]
    d = ["b", "e"]
    e = ["f"]
    f = ["g", "h"]
    g = ["f", "g"]
    h = []
    i = ["a", "h"]
  }
  # Whom each may reach: k and l in a circle.
  reaches = { h = "k", k = "l", l = "k" }
}

resource "aws_vpc_security_group_ingress_rule" "m" {
  security_group_id            = aws_security_group.of["m"].id
  referenced_security_group_id = aws_security_group.untagged.id
  ip_protocol                  = "icmp"
  from_port                    = 8
  to_port                      = 0
}
