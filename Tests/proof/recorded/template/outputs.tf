output "web" {
  value = local.same ? aws_security_group.web.arn : aws_security_group.web.owner_id
}

output "list" {
  description = "A list with one element"
  value       = [aws_security_group.web.vpc_id]
}

output "cidrs" {
  value = concat(var.cidrs, [var.cidr])
}

output "literals" {
  value = ["a", 1, true]
}

output "objects" {
  value = [{ a = 1 }]
}

output "element" {
  value = var.cidrs[1]
}

output "name_of_it" {
  value = "${aws_security_group.web.name} in ${data.aws_region.here.name}"
}
