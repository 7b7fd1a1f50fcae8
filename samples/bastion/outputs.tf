output "bastion_security_group_id" {
  value = aws_security_group.bastion.id
}

output "private_security_group_ids" {
  value = aws_security_group.private[*].id
}
