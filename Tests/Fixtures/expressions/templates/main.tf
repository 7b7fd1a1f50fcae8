# Templates for TemplateCallTests.
locals {
  greeting = "Hello, $${name}!"
  reading  = "$${file(\"wrap.tftpl\")}"
  nested   = "$${templatefile(\"wrap.tftpl\", {})}"
  open     = "$${ x"
  list     = ["a $${x}"]
  number   = 42
}

variable "null" {
  type    = string
  default = null
}

variable "secret" {
  default   = "x"
  sensitive = true
}

variable "later" {
  type = string
}
