output "balancer_security_group_id" {
  value = aws_security_group.balancer.id
}

output "server_security_group_ids" {
  description = "By tier"
  value       = { for name, group in aws_security_group.server : name => group.id }
}
