variable "card_network_cidr_blocks" {
  description = "Addresses of the card networks"
  type        = list(string)
  default     = ["192.0.2.0/24"]
}

variable "api_port" {
  description = "Port of the payment API"
  type        = number
  default     = 443
}
