# Values that are known in part, flowing through every construct: what is decided all the same, and what is left out.

variable "text" { type = string }

variable "number" { type = number }

variable "flag" { type = bool }

variable "list" { type = list(string) }

variable "numbers" { type = list(number) }

variable "set" { type = set(string) }

variable "map" { type = map(string) }

variable "number_map" { type = map(number) }

variable "lists" { type = list(list(string)) }

variable "sets" { type = map(set(string)) }

variable "pair" { type = tuple([string, number]) }

variable "object" {
  type = object({ name = string, ports = list(number), inner = object({ flag = bool }) })
}

variable "rules" {
  type = list(object({ name = string, port = optional(number, 443), tags = optional(map(string), {}) }))
}

variable "optional_pair" { type = tuple([object({ a = optional(string, "x") }), string]) }

variable "optional_map" { type = map(object({ a = optional(string) })) }

variable "any" {}

variable "any_list" { default = ["a", "b"] }

variable "any_pair" { default = ["a", 1] }

variable "any_empty" { default = [] }

variable "any_null" { default = null }

variable "checked" {
  type    = string
  default = "eu"
  validation {
    condition     = length(var.checked) == 2 && var.other_checked != ""
    error_message = "Two letters."
  }
}

variable "other_checked" {
  type      = string
  default   = "x"
  sensitive = true
}

resource "aws_security_group" "one" {
  name = "one"
}

resource "aws_security_group" "many" {
  for_each = { a = "first", b = "second" }
  name     = "${each.key}-${each.value}"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "main" }
}

resource "aws_instance" "web" {
  count = 2
  ami   = "ami-1"
  tags  = { Name = var.text }
}

data "aws_subnets" "found" {}

data "aws_subnet" "each" {
  for_each = toset(data.aws_subnets.found.ids)
  id       = each.value
}

data "aws_vpc" "found" {
  default = true
}

resource "aws_vpc_security_group_ingress_rule" "made" {
  security_group_id = aws_security_group.one.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "-1"
}

locals {
  open_list = [var.text, "b"]
  deep      = { a = [1, { b = var.text }] }
}

# Equality: one difference that is known decides.
output "equal_text" { value = [var.text == 1, 1 == var.text, var.text == true, var.flag == "true"] }
output "equal_tuples" { value = [[var.text, 1] == ["a", 2], [var.text] == ["a", "b"], [1, var.text] == [2, var.text]] }
output "equal_open" { value = [local.open_list] == [["a", "b"]] }
output "equal_first" { value = [var.text, "a"] == ["a", "b"] }
output "equal_objects" { value = [{ a = var.text, b = 1 } == { a = "x", b = 2 }, { a = var.text } == { b = var.text }] }
output "equal_maps" { value = [tomap({ a = var.text, b = "y" }) == tomap({ a = "x", b = "z" }), tomap({ a = var.text }) == tomap({ a = "x", b = "y" })] }
output "equal_open_maps" { value = tomap({ a = var.text }) == tomap({ a = "x" }) }
output "equal_sets" { value = toset([var.text]) == toset(["a"]) }
output "equal_sets_mirrored" { value = toset(["a"]) == toset([var.text]) }
output "equal_list_types" { value = [var.list == tolist([1]), var.lists == tolist([tolist([1])]), var.sets == tomap({ a = toset([1]) }), var.pair == ["a", "b"], var.pair == ["a"]] }
output "equal_object_types" { value = [var.object.inner == { flag = "x" }, var.object.inner == { other = true }, var.object == {}, var.map == tomap({ a = 1 }), var.set == toset([1])] }
output "equal_list_perhaps" { value = var.list == tolist(["a"]) }
output "equal_lists_perhaps" { value = tolist([tolist(["a"])]) == var.lists }
output "equal_sets_perhaps" { value = var.sets == tomap({ a = toset(["x"]) }) }
output "equal_pair_perhaps" { value = var.pair == ["a", 1] }
output "equal_object_perhaps" { value = var.object.inner == { flag = true } }
output "equal_any_perhaps" { value = [1, "x"] == var.any }
output "equal_empty_perhaps" { value = var.list == tolist([]) }
output "equal_null_perhaps" { value = var.list == null }
output "equal_resources" { value = aws_security_group.one == aws_vpc.main }
output "equal_names" { value = [aws_security_group.one == { name = "two" }, { name = "two" } == aws_security_group.one, { cidr_block = "x" } == aws_vpc.main] }
output "equal_unlisted" { value = aws_vpc.main == { cidr_block = "10.0.0.0/16" } }
output "equal_beyond" { value = { nothing = 1 } == aws_vpc.main }
output "equal_itself" { value = aws_vpc.main == aws_vpc.main }

# Objects of which only the configuration is known.
output "open_object" { value = aws_vpc.main }
output "open_attribute" { value = [aws_vpc.main.cidr_block, aws_vpc.main.tags, aws_vpc.main.arn, aws_vpc.main.tags["Name"]] }
output "open_splat" { value = [aws_instance.web[*].ami, aws_instance.web[*].id, aws_instance.web[0].tags, aws_instance.web[1].private_ip] }
output "open_keys" { value = keys(aws_vpc.main) }
output "open_for" { value = [for k, v in aws_vpc.main : k] }
output "open_for_object" { value = { for k, v in aws_vpc.main : k => v } }
output "open_merged" { value = merge(aws_vpc.main, { extra = "x" }).extra }
output "open_map" { value = tomap({ vpc = aws_vpc.main.id, other = "x" }) }
output "open_list" { value = tolist([aws_vpc.main.id, "x", aws_vpc.main.arn]) }
output "open_set" { value = toset([aws_vpc.main.id, "x"]) }
output "open_values" { value = values(aws_security_group.many)[*].name }
output "open_ids" { value = [for key, group in aws_security_group.many : "${key}:${group.id}"] }
output "open_lookup" { value = lookup(aws_vpc.main, "cidr_block", "none") }
output "open_try" { value = [try(aws_vpc.main.nothing, "none"), can(aws_vpc.main.nothing) ? 1 : 0, can(aws_vpc.main.cidr_block) ? 1 : 0] }
output "open_conditional" { value = var.flag ? aws_vpc.main : null }
output "open_chosen" { value = (true ? aws_vpc.main : null).cidr_block }
output "open_text" { value = "${aws_vpc.main.id}/${aws_vpc.main.cidr_block}" }

# Indices and attributes of what is not known.
output "index_pair" { value = [var.pair[0], var.pair[1], var.pair["1"]] }
output "index_pair_unknown" { value = var.pair[var.number] }
output "index_list_unknown" { value = var.list[var.number] }
output "index_list_text" { value = var.list["0"] }
output "index_map_unknown" { value = var.map[var.text] }
output "index_object" { value = [var.object["name"], var.object["ports"][0], var.object.inner["flag"]] }
output "index_object_unknown" { value = var.object[var.text] }
output "index_any" { value = [var.any[0], var.any["key"], var.any.a.b] }
output "index_known_unknown" { value = tolist(["a", "b"])[var.number] }
output "index_map_known_unknown" { value = tomap({ a = "b" })[var.text] }
output "index_object_known_unknown" { value = { a = "b" }[var.text] }
output "index_template" { value = var.map["a-${var.text}"] }
output "attribute_map" { value = [var.map.key, var.number_map.key, var.sets.key] }
output "attribute_rules" { value = [var.rules[0].name, var.rules[0].port, var.rules[0].tags] }
output "attribute_lists" { value = var.lists[0][1] }
output "attribute_optional" { value = [var.optional_pair[0].a, var.optional_map["x"].a] }
output "any_list" { value = [var.any_list[0], var.any_pair[1], join(",", var.any_list)] }
output "any_null" { value = var.any_null }
output "any_empty" { value = var.any_empty }

# Conditionals.
output "if_unknown_lists" { value = var.flag ? var.list : ["a"] }
output "if_unknown_lists_mirrored" { value = var.flag ? ["a"] : var.list }
output "if_unknown_sets" { value = var.flag ? var.set : toset(["a"]) }
output "if_unknown_numbers" { value = var.flag ? var.number : "a" }
output "if_unknown_any" { value = var.flag ? var.any : 1 }
output "if_any_unknown" { value = var.flag ? 1 : var.any }
output "if_null" { value = var.flag ? null : var.list }
output "if_nulls" { value = var.flag ? null : null }
output "if_known_any" { value = true ? var.any : 1 }
output "if_any_known" { value = true ? 1 : var.any }
output "if_known_convert" { value = true ? var.number : "a" }
output "if_known_lists" { value = true ? var.list : ["a"] }
output "if_known_pair" { value = true ? ["a", var.number] : var.pair }
output "if_known_objects" { value = true ? { a = var.text } : { a = 1 } }
output "if_maps" { value = var.flag ? var.map : { a = "b" } }
output "if_objects" { value = var.flag ? { a = var.text } : { a = "b" } }
output "if_number_tests" { value = [var.number > 1 ? 1 : 2, var.number == 1 ? 1 : 2, var.number != 1 ? "a" : "b"] }
output "if_text_tests" { value = [var.text == "a" ? 1 : 2, "a" != var.text ? 1 : 2, var.text == aws_vpc.main.id ? 1 : 2] }
output "if_flags" { value = [var.flag && var.text == "a" ? 1 : 2, var.flag || var.text == "a" ? 1 : 2, !(var.flag && var.flag) ? 1 : 2] }
output "if_set_length" { value = length(var.set) > 0 ? 1 : 2 }
output "if_lengths" {
  value = [
    length(var.list) > 1000 ? 1 : 2, length(var.list) >= 1 ? 1 : 2, 2 > length(var.list) ? 1 : 2, 2 >= length(var.list) ? 1 : 2,
    2 < length(var.list) ? 1 : 2, 2 <= length(var.list) ? 1 : 2, 2 == length(var.list) ? 1 : 2, length(var.list) != 1000 ? 1 : 2,
  ]
}
output "if_length_beyond" { value = length(var.list) > 1001 ? 1 : 2 }
output "if_length_negative" { value = length(var.list) > -1 ? 1 : 2 }
output "if_length_mirrored_unequal" { value = 2 != length(var.list) ? 1 : 2 }
output "if_contains" { value = [contains(["a", "b"], var.text) ? 1 : 2, contains(["a"], var.text) ? 1 : 2, contains([], var.text) ? 1 : 2] }
output "if_contains_number" { value = contains([1, 2], var.number) ? 1 : 2 }
output "if_contains_null" { value = contains(["a", null], var.text) ? 1 : 2 }
output "if_can" { value = can(var.object) ? 1 : 2 }
output "if_starts" { value = startswith(var.text, "a") ? 1 : 2 }
output "if_not_starts" { value = !startswith(var.text, "a") }
output "if_compares" { value = var.number < var.number ? 1 : 2 }
output "is_flag" { value = var.flag ? true : false }
output "is_not_flag" { value = var.flag ? false : true }
output "is_text" { value = var.text == "a" }
output "is_longer" { value = length(var.list) > 2 }
output "is_both" { value = var.flag && var.text != "b" }

# Loops.
output "for_if" { value = [for x in ["a", "b"] : x if x == var.text] }
output "for_if_known" { value = [for x in [var.text, "b"] : x if true] }
output "for_if_key" { value = [for i, x in var.list : x if i == 0] }
output "for_pair" { value = [for x in var.pair : x] }
output "for_object_of_unknown" { value = { for x in var.list : x => upper(x) } }
output "for_rules" { value = [for rule in var.rules : rule.tags] }
output "for_rules_deep" { value = [for rule in var.rules : rule.tags.Name] }
output "for_rules_text" { value = [for rule in var.rules : "${rule.name}"] }
output "for_maps" { value = [for item in var.optional_map : item.a] }
output "for_maps_whole" { value = [for item in var.map : item] }
output "for_sets" { value = [for item in var.set : item] }
output "for_group_unknown" { value = { for x in ["a", "b"] : (x == "a" ? var.text : x) => x... } }
output "for_open_key" { value = { (var.text) = 1, b = 2 } }
output "for_any" { value = [for x in var.any : x] }
output "for_any_name" { value = [for x in var.any : x.name] }
output "for_in_for" { value = [for x in ["a", "b"] : [for y in var.list : "${x}${y}"]] }
output "splat_any" { value = var.any[*].name }
output "splat_pair" { value = var.pair[*] }
output "splat_rules" { value = [var.rules[*].name, var.rules[*].port] }
output "splat_rules_deep" { value = var.rules[*].tags.Name }
output "splat_rules_index" { value = var.rules[*].name[0] }
output "splat_object" { value = var.object[*].name }
output "splat_sets" { value = var.set[*] }
output "splat_lists" { value = var.lists[*][0] }

# Templates.
output "template_if" { value = "%{if var.text == "a"}is a%{else}is ${var.text}%{endif}!" }
output "template_if_any" { value = "%{if var.any}yes%{endif}" }
output "template_for" { value = "<%{for x in ["a", var.text]}(${x})%{endfor}>" }
output "template_for_if" { value = "%{for x in ["a", "b"]}%{if var.flag}${x}%{endif}%{endfor}" }
output "template_nested" { value = "a${"b${var.text}c${"d"}"}e${"${var.number}f"}g" }
output "template_list" { value = "x-${join(",", var.list)}-y" }
output "template_flags" { value = "${var.flag}${var.flag}" }

# Functions.
output "concat" { value = concat(var.list, ["a", var.text], tolist(var.set)) }
output "concat_nested" { value = concat(concat(["a"], var.list), [], ["b"]) }
output "merge" { value = merge(var.map, { a = "b" }, merge({ c = var.text }, var.map)) }
output "join" { value = [join(",", concat(["a"], var.list)), join(var.text, var.list), join("", [])] }
output "join_unknown" { value = join(var.text, ["a", "b"]) }
output "join_sets" { value = join(",", var.set) }
output "join_numbers" { value = join(",", var.numbers) }
output "one" { value = one(var.list) }
output "lengths" { value = [length(var.list), length(var.numbers), length(concat(var.list, ["a"]))] }
output "length_of_set" { value = length(var.set) }
output "length_of_lists" { value = length(var.lists) }
output "element" { value = [element(var.list, 0), element(var.list, 1)] }
output "element_later" { value = element(var.list, 5) }
output "element_unknown" { value = element(var.list, var.number) }
output "conversions" { value = [tostring(var.flag), tonumber(var.text), tobool(var.text), tostring(var.text), tolist(var.list), tostring(var.any)] }
output "to_list" { value = tolist(var.pair) }
output "to_set" { value = toset(var.list) }
output "to_map" { value = tomap(var.object.inner) }
output "to_numbers" { value = [for x in [var.text, "1"] : tonumber(x)] }
output "expanded" { value = concat([var.list, ["a"]]...) }
output "expanded_unknown" { value = concat(var.lists...) }
output "try_unknown" { value = [try(var.text, "a"), try(null.a, var.text)] }
output "try_expanded" { value = try(var.list...) }
output "can_expanded" { value = can(var.list...) ? 1 : 2 }
output "template_file" { value = templatefile("greeting.tftpl", { name = var.text }) }
output "template_file_unknown" { value = templatefile(var.text, {}) }
output "template_file_variables" { value = templatefile("greeting.tftpl", var.map) }
output "template_string" { value = templatestring(var.text, { name = "x" }) }
output "template_string_variables" { value = templatestring(var.checked, var.map) }
output "nothing" { value = var.number - 1 > 0 ? -var.number : var.number * 2 }

output "found" { value = [data.aws_subnets.found.ids[0], tolist(data.aws_subnets.found.ids)[1]] }
output "found_map" { value = { for id in data.aws_subnets.found.ids : id => "x" } }
output "checked" { value = var.checked }
output "constants" { value = [path.module, path.root, path.cwd, terraform.workspace] }
output "found_tags" { value = [data.aws_vpc.found.tags["Name"], data.aws_vpc.found.tags.Name, data.aws_vpc.found.tags["é"]] }
output "found_tag_quoted" { value = data.aws_vpc.found.tags["it's"] }
output "found_tag_ticked" { value = data.aws_vpc.found.tags["a`b"] }
output "found_tag_slashed" { value = data.aws_vpc.found.tags["a\\b"] }
output "found_tag_broken" { value = data.aws_vpc.found.tags["a\nb"] }
output "found_all_tags" { value = data.aws_vpc.found.tags }
output "found_blocks" { value = [for block in data.aws_vpc.found.cidr_block_associations : block.cidr_block] }
output "found_block" { value = [for block in data.aws_vpc.found.cidr_block_associations : block.cidr_block][0] }
output "found_block_splat" { value = data.aws_vpc.found.cidr_block_associations[*].cidr_block }
output "found_block_of_first" { value = data.aws_vpc.found.cidr_block_associations[0].cidr_block }
output "found_block_list" { value = data.aws_vpc.found.cidr_block_associations }
output "found_each" { value = [for subnet in data.aws_subnet.each : subnet.cidr_block] }
output "found_each_values" { value = values(data.aws_subnet.each)[*].availability_zone }
output "found_each_set" { value = toset([for subnet in data.aws_subnet.each : subnet.availability_zone]) }
output "found_each_tags" { value = [for subnet in data.aws_subnet.each : subnet.tags] }
output "found_each_key" { value = data.aws_subnet.each["subnet-1"].id }
output "found_each_whole" { value = data.aws_subnet.each }
output "found_each_joined" { value = join(",", [for subnet in data.aws_subnet.each : subnet.id]) }
output "made" { value = aws_vpc_security_group_ingress_rule.made.id }
output "made_blocks" { value = aws_security_group.one.ingress }
output "made_owner" { value = aws_security_group.one.owner_id }
