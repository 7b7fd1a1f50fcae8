output "shop_security_group_id" {
  value = aws_security_group.shop.id
}

output "payments_security_group_id" {
  value = aws_security_group.payments.id
}
