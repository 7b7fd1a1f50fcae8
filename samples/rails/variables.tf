variable "vpc_id" {
  description = "VPC that holds the security group"
  type        = string
}

variable "ssh_cidr_blocks" {
  description = "Networks that may log in by SSH, which listens on port 2222"
  type        = list(string)
}

variable "http_cidr_blocks" {
  description = "Networks that may reach Rails by HTTP"
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

variable "https_cidr_blocks" {
  description = "Networks that may reach Rails by HTTPS"
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

variable "postgres_cidr_blocks" {
  description = "Networks that may reach PostgreSQL"
  type        = list(string)
}

variable "redis_cidr_blocks" {
  description = "Networks that may reach Redis"
  type        = list(string)
}
