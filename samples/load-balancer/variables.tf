variable "vpc_id" {
  description = "VPC of the load balancer and of the servers behind it"
  type        = string
}

variable "client_cidr_blocks" {
  description = "Who may use the application"
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

variable "redirect_http" {
  description = "Whether port 80 is open, to redirect to HTTPS"
  type        = bool
  default     = true
}

variable "tiers" {
  description = "Groups of application servers, each with the port it listens on"
  type = map(object({
    port        = number
    description = optional(string, "Application servers")
  }))
  default = {
    api = { port = 8080 }
    web = { port = 3000, description = "Servers of the web front end" }
  }
}
