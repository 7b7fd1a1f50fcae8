resource "aws_security_group" "shop" {
  name = "shop"

  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.payments.id]
  }
}

resource "aws_security_group" "payments" {
  name = "payments"

  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.shop.id]
  }
}
