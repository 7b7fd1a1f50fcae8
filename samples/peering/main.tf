resource "aws_security_group" "shop" {
  name        = "shop-app"
  description = "Shop: application servers"
  vpc_id      = aws_vpc.shop.id

  tags = {
    Name = "shop-app"
  }
}

resource "aws_security_group" "payments" {
  name        = "payments"
  description = "Payments: API servers"
  vpc_id      = aws_vpc.payments.id

  egress {
    description = "Card networks"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = var.card_network_cidr_blocks
  }

  tags = {
    Name = "payments"
  }
}

# Security groups are stateful: answers need no rule of their own.
resource "aws_security_group_rule" "shop_to_payments" {
  type                     = "egress"
  description              = "Payment API"
  security_group_id        = aws_security_group.shop.id
  from_port                = var.api_port
  to_port                  = var.api_port
  protocol                 = "tcp"
  source_security_group_id = aws_security_group.payments.id

  depends_on = [aws_vpc_peering_connection.shop_payments]
}

resource "aws_security_group_rule" "payments_from_shop" {
  type                     = "ingress"
  description              = "Payment API"
  security_group_id        = aws_security_group.payments.id
  from_port                = var.api_port
  to_port                  = var.api_port
  protocol                 = "tcp"
  source_security_group_id = aws_security_group.shop.id

  depends_on = [aws_vpc_peering_connection.shop_payments]
}

resource "aws_security_group_rule" "payments_health" {
  type              = "ingress"
  description       = "Health checks from ${aws_vpc.shop.tags.Name}"
  security_group_id = aws_security_group.payments.id
  from_port         = 9000
  to_port           = 9000
  protocol          = "tcp"
  cidr_blocks       = [aws_vpc.shop.cidr_block]
}
