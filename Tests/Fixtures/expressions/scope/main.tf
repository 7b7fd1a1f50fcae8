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

# Values of every kind, to be paired with each other.
locals {
  values = [
    null, true, false, "a", "b", 1, 1.0, "1", [], [1], ["1"], [1, 2], [null], ["a", 1], {}, { a = 1 }, { a = "1" },
    { a = 1, b = 2 }, { b = 1 }, { a = null }, tolist([]), tolist([1]), tolist(["1"]), tolist(["a"]), tolist([1, 2]),
    tolist([[1]]), tolist([[]]), toset([]), toset([1]), toset(["1"]), toset(["1", "2"]), toset([[1]]), tomap({}),
    tomap({ a = 1 }), tomap({ a = "1" }), tomap({ a = 1, b = 2 }), tomap({ b = 1 }), tomap({ a = [] }),
    tomap({ a = [1] }), toset([["a"], ["b"]]), toset([["a"], ["c"]]), { a = [1, { b = "x" }] },
    { a = [1, { b = "y" }] }, { a = [1, { c = "x" }] }, var.ls, var.ln, var.ss, var.ms, var.lo, var.mo, var.obj,
    var.tup, var.nul, tolist(null), tolist([null, 1]), tomap({ a = null, b = 1 }),
  ]
  many = [
    null, true, 1, "a", "1", [], [1], ["a"], [1, "a"], [true, 1], [[1], ["a"]], {}, { a = 1 }, { a = "x" },
    { a = 1, b = "x" }, { a = [1] }, { a = null }, { b = true }, tolist([]), tolist([1]), tolist(["a"]),
    tolist([[1]]), tolist([{ a = 1 }]), toset([]), toset([1]), toset(["a"]), toset([true]), tomap({}),
    tomap({ a = 1 }), tomap({ a = "x" }), tomap({ a = [1] }), tomap({ a = true }), [null], [{ a = 1 }, { a = "x" }],
    [{ a = 1 }, { b = 2 }], var.lo, var.mo, var.obj, var.tup, tostring(null), tolist(null),
    [tolist([1]), toset(["a"])], { a = tolist([1]), b = tomap({}) }, { a = tolist(["x"]), b = tomap({ c = 1 }) },
    [tolist([1]), 2], ["x", tolist(["y"])], [toset([1]), toset([2])], tolist([tolist([1])]), tolist([toset(["a"])]),
    tomap({ a = tolist(["x"]) }), tomap({ a = tomap({ b = 1 }) }), { a = { b = "x" }, c = { d = 1 } },
  ]
  few = [
    null, true, 1, "a", [], [1], ["a", true], {}, { a = 1 }, { a = "x", b = 1 }, tolist([]), tolist([1]),
    tolist(["a"]), toset([1]), toset(["a"]), tomap({}), tomap({ a = 1 }), tomap({ a = "x" }), [null], tostring(null),
    [[1], ["a"]], { a = null }, { a = [1] }, tomap({ a = [2] }),
  ]
}
