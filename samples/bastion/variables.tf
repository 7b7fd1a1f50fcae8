variable "vpc_id" {
  description = "VPC with the public subnet of the bastion host"
  type        = string
}

variable "private_cidr_blocks" {
  description = "Private subnets that the bastion host gives access to"
  type        = list(string)
  default     = ["10.0.0.0/16"]
}

variable "trusted_networks" {
  description = "Networks of the engineers, by place"
  type        = map(string)
  default = {
    office = "203.0.113.0/24"
    vpn    = "198.51.100.64/26"
  }
}

variable "office_ipv6_cidr_blocks" {
  description = "IPv6 networks of the engineers"
  type        = list(string)
  default     = []
}

variable "private_names" {
  description = "Kinds of private instances; each has a group of its own"
  type        = list(string)
  default     = ["worker", "scheduler"]
}
