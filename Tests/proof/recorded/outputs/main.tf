# Expressions about what is not known until the artifact runs. What has no translation is said to be left out.

variable "text" { type = string }

variable "other" { type = string }

variable "number" { type = number }

variable "flag" { type = bool }

variable "list" { type = list(string) }

variable "numbers" { type = list(number) }

variable "set" { type = set(string) }

variable "map" { type = map(string) }

variable "object" {
  type = object({ name = string, ports = list(number), inner = object({ flag = bool }) })
}

variable "objects" {
  type = list(object({ name = string, open = bool }))
}

variable "secret" {
  type      = string
  sensitive = true
}

variable "any" {}

resource "aws_security_group" "one" {
  name = "one"
}

resource "aws_security_group" "many" {
  for_each = toset(["a", "b", "c"])
  name     = each.key
}

resource "aws_security_group" "counted" {
  count = 2
  name  = "counted-${count.index}"
}

locals {
  known  = { a = 1, b = "two", c = [true, false, null] }
  mixed  = [var.text, "known", var.number, true, null]
  nested = { a = { b = { c = var.text } } }
  ids    = { for key, group in aws_security_group.many : key => group.id }
  inner  = "in ${var.text} and ${var.number} of"
  flags  = [true, false, var.flag]
}

output "equal_text" { value = var.text == var.other ? "same" : "different" }
output "equal_known" { value = local.known.b == "two" ? var.text : var.other }
output "equal_bools" { value = [true == true, true == false, false != true, local.known.c[0] == local.known.c[1]] }
output "equal_numbers" { value = [1 == 1.0, 1 == 2, "1" == 1, 1 != 1] }
output "equal_lists" { value = [[1, 2] == [1, 2], [1] == [1, 2], ["a"] == [var.text], [] == []] }
output "equal_objects" { value = [{ a = 1 } == { a = 1 }, { a = 1 } == { b = 1 }, { a = var.text } == { a = "x", b = 1 }] }
output "equal_null" { value = [null == null, var.text == null, local.known.c[2] == null, null == "x"] }
output "equal_flag" { value = var.flag == true ? "yes" : "no" }
output "different_flag" { value = var.flag != false ? "yes" : "no" }
output "not_flag" { value = !var.flag }
output "and_flag" { value = var.flag && true }
output "or_flag" { value = var.flag || true }
output "and_false" { value = var.flag && false }
output "both" { value = var.flag && var.text == "x" ? 1 : 2 }

output "template" { value = "a ${var.text} b ${"c"} ${var.number} ${true} ${1.5} d" }
output "template_only" { value = "${var.text}" }
output "template_of_flag" { value = "is ${var.flag}" }
output "template_if" { value = "a%{if var.flag} yes %{else} no %{endif}b" }
output "template_if_known" { value = "a%{if true} yes ${var.text}%{else} no %{endif}b" }
output "template_for" { value = "%{for x in ["a", "b"]}${x}-${var.text},%{endfor}" }
output "template_for_unknown" { value = "%{for x in var.list}${x},%{endfor}" }
output "template_strip" { value = "a  %{~if var.flag~}  b  %{~endif~}  c" }
output "template_in_template" { value = "${local.inner} out ${local.inner}" }
output "heredoc" {
  value = <<-EOT
    first ${var.text}
      second
    %{for key, value in { a = 1, b = 2 }~}
    ${key}=${value}
    %{endfor~}
  EOT
}

output "for_known" { value = [for x in ["a", "b"] : "${x}-${var.text}"] }
output "for_if_known" { value = [for x in ["a", "b", "c"] : upper(x) if x != "b"] }
output "for_if_unknown" { value = [for x in ["a", "b"] : x if var.flag] }
output "for_unknown" { value = [for x in var.list : x] }
output "for_unknown_changed" { value = [for x in var.list : "x-${x}"] }
output "for_unknown_if" { value = [for x in var.list : x if x != "a"] }
output "for_index" { value = [for i, x in var.list : "${i}:${x}"] }
output "for_map" { value = { for k, v in var.map : k => v } }
output "for_map_keys" { value = [for k, v in var.map : k] }
output "for_object" { value = { for k, v in { a = var.text, b = "known" } : upper(k) => v } }
output "for_group" { value = { for x in ["a", "bb", "cc"] : length(x) => x... } }
output "for_objects" { value = [for o in var.objects : o.name] }
output "for_objects_if" { value = [for o in var.objects : o.name if o.open] }
output "for_of_for" { value = [for x in [for y in ["a", "b"] : "${y}${var.text}"] : "<${x}>"] }
output "for_ids" { value = [for key in sort(keys(local.ids)) : local.ids[key]] }
output "for_set" { value = [for x in var.set : x] }
output "for_key_unknown" { value = { for x in ["a"] : var.text => x } }

output "splat" { value = aws_security_group.counted[*].id }
output "splat_objects" { value = var.objects[*].name }
output "splat_one" { value = aws_security_group.one[*].arn }
output "splat_known" { value = [{ a = 1 }, { a = var.text }][*].a }
output "splat_null" { value = null[*] }

output "splat_map" { value = var.map[*] }
output "splat_list" { value = var.list[*] }
output "splat_text" { value = var.text[*] }
output "splat_known_text" { value = "known"[*] }
output "splat_unknown_keys" { value = { for k, v in var.object : k => v } }

output "index" { value = var.list[0] }
output "index_number" { value = var.numbers[1] }
output "index_map" { value = var.map["key"] }
output "index_unknown" { value = ["a", "b"][var.number] }
output "index_key_unknown" { value = local.known[var.text] }
output "attribute" { value = var.object.name }
output "attribute_deep" { value = var.object.inner.flag }
output "attribute_list" { value = var.object.ports[0] }
output "nested" { value = local.nested.a.b.c }
output "mixed" { value = local.mixed }
output "flags" { value = local.flags }

output "conditional_known" { value = 1 < 2 ? var.text : var.other }
output "conditional_types" { value = var.flag ? 1 : 2.5 }
output "conditional_lists" { value = var.flag ? ["a"] : ["b", "c"] }
output "conditional_null" { value = var.flag ? var.text : null }
output "conditional_same" { value = var.flag ? "same" : "same" }
output "conditional_deep" { value = var.flag ? (var.text == "a" ? "x" : "y") : "z" }

output "arithmetic" { value = [1 + 2, 7 - 3, 2 * 3, 7 / 2, 7 % 4, -3, 1 + 2 * 3, (1 + 2) * 3] }
output "numbers" {
  value = [1e100, 1.5e-7, 1 / 3, -1 / 3, -2.5e30, 123456789012345678901234567890, 1e27, 1e28, 12.5e27, 0.1 + 0.2, 1e5, 123e-2, 2 / 3 * 3, 1e-30]
}
output "number_texts" { value = "${1e100} ${-1 / 3} ${1.5e-7} ${1e21} ${-1e21} ${1e-30} ${12.5e27}" }
output "arithmetic_unknown" { value = var.number + 1 }
output "negative_unknown" { value = -var.number }
output "compare" { value = [1 < 2, 2 <= 2, 3 > 4, 4 >= 4] }
output "compare_unknown" { value = var.number > 3 ? "big" : "small" }
output "length" { value = length(var.list) }
output "length_compare" { value = [length(var.list) > 2 ? 1 : 0, length(var.list) >= 2 ? 1 : 0, length(var.list) < 2 ? 1 : 0, length(var.list) <= 2 ? 1 : 0] }
output "length_equal" { value = [length(var.list) == 0 ? 1 : 0, length(var.list) != 0 ? 1 : 0, length(var.list) == 3 ? 1 : 0, 0 < length(var.list) ? 1 : 0] }
output "length_of_text" { value = length(var.text) }
output "length_of_map" { value = length(var.map) }

output "join" { value = join("-", var.list) }
output "join_mixed" { value = join("-", ["a", var.text]) }
output "concat" { value = concat(["a"], var.list, [var.text]) }
output "merge" { value = merge({ a = "b" }, var.map, { c = var.text }) }
output "tolist" { value = tolist(var.set) }
output "toset" { value = toset(["a", var.text]) }
output "tostring" { value = tostring(var.number) }
output "tonumber" { value = tonumber(var.text) }
output "tobool" { value = tobool(var.text) }
output "contains" { value = contains(["a", "b"], var.text) ? 1 : 0 }
output "contains_unknown" { value = contains(var.list, "a") ? 1 : 0 }
output "coalesce" { value = coalesce(var.text, "default") }
output "try" { value = try(var.object.missing, var.text, "default") }
output "can" { value = can(var.object.name) ? 1 : 0 }
output "expanded" { value = max(var.numbers...) }
output "expanded_known" { value = max([1, 5, 2]...) }
output "element_two" { value = element(var.list, 2) }
output "upper" { value = upper(var.text) }
output "format" { value = format("%s-%03d", var.text, 7) }
output "replace" { value = replace(var.text, "a", "b") }
output "split" { value = split(",", var.text) }
output "lookup" { value = lookup(var.map, "a", "default") }
output "element" { value = element(var.list, 0) }
output "flatten" { value = flatten([["a"], [var.text], [["b"]]]) }
output "distinct" { value = distinct(["a", "a", "b"]) }
output "keys" { value = keys(var.map) }
output "values" { value = values({ a = var.text, b = "c" }) }
output "zipmap" { value = zipmap(["a", "b"], [var.text, var.other]) }
output "one" { value = one(aws_security_group.one[*].id) }
output "jsonencode" { value = jsonencode({ a = var.text }) }
output "cidrsubnet" { value = cidrsubnet("10.0.0.0/8", 8, 3) }
output "any" { value = var.any }
output "any_attribute" { value = var.any.name }
output "secret" {
  value     = "the ${var.secret}"
  sensitive = true
}
output "nonsensitive" { value = nonsensitive(upper("shown")) }
output "group" { value = [aws_security_group.one.name, aws_security_group.one.description, aws_security_group.one.vpc_id, aws_security_group.one.owner_id] }
output "ids" { value = local.ids }
output "id_of_key" { value = aws_security_group.many["b"].id }
