variable "vpc_id" {
  description = "VPC that the function is connected to"
  type        = string
}

variable "function_name" {
  description = "Name of the Lambda function"
  type        = string
}

variable "endpoint_cidr_blocks" {
  description = "Subnets of the VPC endpoints"
  type        = list(string)
  default     = ["10.0.240.0/20"]
}

locals {
  database_ports = {
    mysql      = 3306
    postgresql = 5432
  }

  tags = {
    Application = var.function_name
  }
}
