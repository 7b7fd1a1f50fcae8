variable "vpc_id" {
  description = "VPC of the application and of the database subnets"
  type        = string
}

variable "name" {
  description = "Prefix of the groups' names"
  type        = string
  default     = "orders"
}

variable "engines" {
  description = "Port of each database engine in use"
  type        = map(number)
  default = {
    MySQL      = 3306
    PostgreSQL = 5432
  }
}
