output "web_security_group_id" {
  description = "For the network interfaces of the web servers"
  value       = aws_security_group.web.id
}
