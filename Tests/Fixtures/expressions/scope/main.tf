# The scope of terraform.json: every expression there was evaluated by `terraform console` in this directory.
variable "s" { default = "hello" }
variable "n" { default = 42 }
variable "t" { default = true }
variable "nul" {
  type    = string
  default = null
}
variable "ls" {
  type    = list(string)
  default = ["a", "b", "c"]
}
variable "ln" {
  type    = list(number)
  default = [3, 1, 2]
}
variable "ss" {
  type    = set(string)
  default = ["z", "y", "x"]
}
variable "ms" {
  type    = map(string)
  default = { b = "two", a = "one" }
}
variable "lo" {
  type = list(object({ name = string, port = number, cidrs = optional(list(string), ["10.0.0.0/8"]) }))
  default = [
    { name = "web", port = 80 },
    { name = "db", port = 5432, cidrs = ["10.1.0.0/16", "10.2.0.0/16"] },
  ]
}
variable "mo" {
  type = map(object({ from = number, to = optional(number), proto = optional(string, "tcp") }))
  default = {
    ssh  = { from = 22, to = 22 }
    dns  = { from = 53, proto = "udp" }
    http = { from = 80, to = 88 }
  }
}
variable "obj" {
  type = object({
    a = optional(string, "dflt")
    b = optional(object({ c = optional(number, 7), d = optional(string) }), {})
    l = optional(list(object({ x = number, y = optional(bool, true) })), [])
  })
  default = { l = [{ x = 1 }, { x = 2, y = false }] }
}
variable "sens" {
  type      = string
  default   = "secret"
  sensitive = true
}
variable "anyv" {
  type    = any
  default = { k = [1, "two", true] }
}
variable "tup" {
  type    = tuple([string, number, bool])
  default = ["x", 1, false]
}
locals {
  nested = { a = { b = { c = [10, 20, { d = "deep" }] } } }
  empty  = []
  unicode = "héllo wörld ☃ 日本"
  crlf    = "a\r\nb\n"
  rules = flatten([for o in var.lo : [for c in o.cidrs : { key = "${o.name}-${c}", port = o.port, cidr = c }]])
}
