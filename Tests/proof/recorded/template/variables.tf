variable "vpc_id" {
  type    = string
  default = null
}

variable "vpc_named" {
  type        = string
  default     = "vpc-0123456789abcdef0"
  description = "The network. Its name is enough."
}

variable "cidr" {
  type        = string
  default     = "10.1.0.0/16"
  description = "One sentence."
}

variable "cidr6" {
  type        = string
  default     = "2001:db8::/32"
  description = ""
}

variable "odd_label" {
  type        = string
  description = ". "
}

variable "second_line" {
  type        = string
  description = "\nA description whose first line is empty.\nAnd a third line."
}

variable "list" {
  type        = string
  default     = "pl-0123abcd"
  description = "The first sentence. The second."
}

variable "list_odd" {
  type        = string
  default     = "lists"
  description = "A label of eighty characters, which is as long as one of them may be and no longer. Really."
}

variable "group_id" {
  type        = string
  default     = "sg-0123456789abcdef0"
  description = "A label of eighty-one characters, one more than fits, so that there is none at all. Really."
}

variable "port_text" {
  type    = string
  default = "8443"
}

variable "port" {
  type    = number
  default = 8443.0
}

variable "port_any" {}

variable "share" {
  type    = number
  default = 0.5
}

variable "amount" { type = number }

variable "description" {
  type    = string
  default = null
}

variable "tag" {
  type    = string
  default = null
}

variable "secret_tag" {
  type      = string
  default   = null
  sensitive = true
}

variable "text" { type = string }

variable "other" { type = string }

variable "dollar" {
  type    = string
  default = "$${cost}"
}

variable "flag" {
  type    = bool
  default = false
}

variable "flag_null" {
  type    = bool
  default = null
}

variable "cidrs" {
  type    = list(string)
  default = ["10.2.0.0/16", "102.0.0.0/16"]
}

variable "cidr6s" {
  type    = set(string)
  default = []
}

variable "lists" { type = list(string) }

variable "group_ids" { type = list(string) }

variable "numbers" {
  type    = list(number)
  default = [1, 2.5]
}

variable "flags" {
  type    = list(bool)
  default = [true, false]
}

variable "secrets" {
  type      = list(string)
  sensitive = true
  default   = ["hush"]
}

variable "here" { type = string }

variable "vpc_which_the_group_with_the_long_name_is_also_used_in_so_that_the_name_of_their_association_is_long_and_as_long_as_it_may_be_at_the_ver" {
  type    = string
  default = "vpc-01234567"
}

variable "vpc_which_the_group_with_the_long_name_is_also_used_in_so_that_the_name_of_their_association_is_long_and_as_long_as_it_may_be_at_the_verx" {
  type    = string
  default = "vpc-89abcdef"
}
