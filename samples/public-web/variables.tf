variable "vpc_id" {
  description = "VPC of the public subnets"
  type        = string
}

variable "environment" {
  description = "Part of the group's name, such as production or staging"
  type        = string
  default     = "production"
}

variable "admin_cidr_blocks" {
  description = "Office networks that may log in by SSH; never the whole internet"
  type        = list(string)
}

variable "tags" {
  description = "Tags that every resource carries"
  type        = map(string)
  default = {
    Owner = "platform team"
  }
}
