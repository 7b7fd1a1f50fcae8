resource "aws_vpc" "shop" {
  cidr_block = "10.1.0.0/16"

  tags = {
    Name = "shop"
  }
}

resource "aws_vpc" "payments" {
  cidr_block = "10.2.0.0/16"

  tags = {
    Name = "payments"
  }
}

resource "aws_vpc_peering_connection" "shop_payments" {
  vpc_id      = aws_vpc.shop.id
  peer_vpc_id = aws_vpc.payments.id
  auto_accept = true
}
