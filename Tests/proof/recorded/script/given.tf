# Given in terraform.tfvars.

variable "fifteen_letters" { type = string }

variable "sixteen_of_these" { type = string }

variable "longer_values" { type = string }

variable "given_number" { type = number }

variable "given_list" { type = list(any) }
