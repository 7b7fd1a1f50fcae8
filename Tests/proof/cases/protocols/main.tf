variable "vpc_id" { type = string }
resource "aws_security_group" "a" {
  name   = "pf-a"
  vpc_id = var.vpc_id
  dynamic "ingress" {
    for_each = ["TCP", "Udp", "17", "icmp", "1", "ICMPv6", "58", "50", "esp", "47", "132"]
    iterator = p
    content {
      description = "protocol ${p.value}"
      protocol    = p.value
      from_port   = contains(["icmp", "1", "ICMPv6", "58"], p.value) ? p.key : 100 + p.key
      to_port     = contains(["icmp", "1", "ICMPv6", "58"], p.value) ? -1 : 200 + p.key
      cidr_blocks = ["10.${p.key}.0.0/16"]
    }
  }
  egress {
    protocol    = "All"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
    self        = true
  }
}
