output "function_security_group_id" {
  description = "For vpc_config of the function"
  value       = aws_security_group.function.id
}

output "database_security_group_id" {
  description = "For vpc_security_group_ids of the database"
  value       = aws_security_group.database.id
}
