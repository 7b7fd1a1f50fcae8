# API Gateway invokes the function through the Lambda service: no rule lets it, or anything else, in here.
resource "aws_security_group" "function" {
  name        = var.function_name
  description = "Lambda function ${var.function_name}"
  vpc_id      = var.vpc_id

  tags = local.tags
}

resource "aws_security_group" "database" {
  name        = "${var.function_name}-rds"
  description = "RDS database of ${var.function_name}"
  vpc_id      = var.vpc_id

  tags = local.tags
}

# Each group names the other, so the rules stand on their own.
resource "aws_security_group_rule" "function_to_database" {
  for_each = local.database_ports

  type                     = "egress"
  description              = "Queries (${each.key})"
  security_group_id        = aws_security_group.function.id
  from_port                = each.value
  to_port                  = each.value
  protocol                 = "tcp"
  source_security_group_id = aws_security_group.database.id
}

resource "aws_security_group_rule" "database_from_function" {
  for_each = local.database_ports

  type                     = "ingress"
  description              = "Queries (${each.key})"
  security_group_id        = aws_security_group.database.id
  from_port                = each.value
  to_port                  = each.value
  protocol                 = "tcp"
  source_security_group_id = aws_security_group.function.id
}

resource "aws_security_group_rule" "function_to_aws" {
  type              = "egress"
  description       = "Secrets Manager and CloudWatch through their VPC endpoints"
  security_group_id = aws_security_group.function.id
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = var.endpoint_cidr_blocks
}
