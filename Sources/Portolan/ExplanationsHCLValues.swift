extension Explanations {
  /// What goes wrong when an expression is computed.
  static let hclValues: [Explanation] = [
    Explanation(
      "hcl/variables-not-allowed", "A reference where only a literal may stand",
      """
      Some values are read before anything is computed: defaults of variables, types, values in a \
      .tfvars file, the source of a module. They can refer to nothing, and call nothing.

      Write the value itself, or move the expression into a local value that uses the variable.
      """,
      example: """
        variable "region" { default = "eu-west-1" }
        variable "zone" { default = var.region }
        """),
    Explanation(
      "hcl/too-many-steps", "Loops without end",
      """
      Loops within loops multiply: three of a thousand elements each look at a thousand million. An \
      expression may look at one million. Make the collections smaller, or join them by a key instead \
      of comparing each with each.
      """),
    Explanation(
      "hcl/text-too-long", "A string that is too long",
      """
      A string may have 16 MiB. Nothing that AWS takes is near that, so that a longer one is nearly \
      always a loop that goes wrong.
      """,
      example: """
        locals {
          long   = format("%1000000s", "x")
          longer = "%{ for n in range(20) }${local.long}%{ endfor }"
        }
        """),
    Explanation(
      "hcl/too-much-text", "Strings that are too long together",
      """
      All strings that one expression makes may have 64 MiB together, those in between included. Loops \
      that put long strings together are beyond that soon, and no artifact could hold the result.
      """,
      example: """
        locals {
          long = format("%1000000s", "x")
          many = [for n in range(100) : "${local.long}${n}"]
        }
        """),
    Explanation(
      "hcl/functions-not-allowed", "A call where only a literal may stand",
      """
      Some values are read before anything is computed: defaults of variables, settings, values in a \
      .tfvars file. Write the value itself, or move the call into a local value.
      """,
      example: """
        variable "name" { default = upper("web") }
        """),
    Explanation(
      "hcl/invalid-number", "Something that is not a number",
      """
      A number is digits with at most one decimal point and one exponent: 22, 0.5, 1.5e3. Signs are \
      operators, and there are no hexadecimal numbers and no separators between digits. Its exponent \
      has a limit, too, beyond anything that a configuration needs.
      """),
    Explanation(
      "hcl/null-key", "Null as the key of a map or object",
      """
      Keys are text. An expression used as a key gave null, which is the absence of a value and has \
      no text. Give the key another value, or leave the item out with an if clause:

        { for rule in var.rules : rule.name => rule if rule.name != null }
      """),
    Explanation(
      "hcl/invalid-key", "A key that is not text",
      """
      The keys of maps and objects are text; numbers and truth values are converted to it, lists and \
      objects cannot be. If a whole list was meant to be the key, join its elements first: \
      join("-", list).
      """),
    Explanation(
      "hcl/duplicate-key", "The same key twice in a for expression",
      """
      A for expression in braces makes an object, whose keys are distinct, and two elements gave the \
      same key. Include more in the key, or put an ellipsis after the value, which collects all \
      values of a key in a list:

        { for rule in var.rules : rule.protocol => rule.port... }
      """,
      example: """
        locals {
          by_port = { for name in ["a", "b"] : "22" => name }
        }
        output "by_port" { value = local.by_port }
        """),
    Explanation(
      "hcl/unsupported-attribute", "An attribute that the value does not have",
      """
      What stands before the dot is a value without an attribute of this name. The name may be \
      misspelled, the value may be a list, whose elements have the attribute (list[0].name or \
      list[*].name), or it may be text or a number, which have no attributes at all.
      """,
      example: """
        locals {
          web = { port = 80 }
        }
        output "port" { value = local.web.prt }
        """),
    Explanation(
      "hcl/invalid-index", "An index that identifies no element",
      """
      Elements of lists and tuples are counted from 0, those of maps and objects are found by their \
      key, and a set has no indices at all. The collection at hand has no element for the index \
      given, or the index is of the wrong type or null.

      For an element that may be missing, use lookup(map, key, default), element or try.
      """,
      example: """
        locals {
          zones = ["a", "b"]
        }
        output "third" { value = local.zones[2] }
        """),
    Explanation(
      "hcl/attribute-of-null", "An attribute of null",
      """
      What stands before the dot is null, so there is nothing to take an attribute of. Often an \
      optional attribute or a variable without a value is the reason: test it first \
      (x == null ? … : x.name), or use try(x.name, default).
      """),
    Explanation(
      "hcl/index-of-null", "An element of null",
      """
      What stands before the brackets is null, so it has no elements. Often an optional attribute or \
      a variable without a value is the reason: test it first, or use try(x[0], default).
      """),
    Explanation(
      "hcl/invalid-operand", "An operand that the operator cannot work with",
      """
      Arithmetic needs numbers, comparisons with < and > too, and && and || need truth values. Text \
      that looks like a number or like true and false is converted; null, lists and objects are not.
      """,
      example: """
        output "sum" { value = 1 + "many" }
        """),
    Explanation(
      "hcl/division-by-zero", "A division by zero",
      """
      The right side of / or % is 0, and the result has no value. Terraform computes an infinite \
      number in some such cases and fails when it stores it; Portolan says so at once.
      """),
    Explanation(
      "hcl/null-condition", "Null as a condition",
      """
      A condition decides between two ways and must be true or false. If null stands for "no", write \
      it: coalesce(var.enabled, false).
      """),
    Explanation(
      "hcl/invalid-condition", "A condition that is neither true nor false",
      """
      What stands before the question mark, after if, or in a %{ if } of a template must be a truth \
      value, or text that reads "true" or "false". Lists and texts are not true because they are not \
      empty: compare them, as in length(var.list) > 0.
      """,
      example: """
        output "answer" { value = ["a"] ? "yes" : "no" }
        """),
    Explanation(
      "hcl/inconsistent-conditional", "Two results of different types",
      """
      Both results of a conditional expression must have one type, because what comes after must \
      work with either. A number and a text are unified as text; a list and a text, or two objects \
      with different attributes, are not.

      Convert one of them, with tostring, tolist or tomap, or give both objects the same attributes, \
      null where there is nothing to say.
      """,
      example: """
        variable "open" { default = true }
        output "ranges" { value = var.open ? ["0.0.0.0/0"] : "none" }
        """),
    Explanation(
      "hcl/invalid-interpolation", "A value that cannot be part of a text",
      """
      A template "…${value}…" includes texts, numbers and truth values. Lists, maps and objects have \
      no text of their own: choose one with join(", ", list) or jsonencode(value). Null has none \
      either: coalesce(value, "") gives it one.
      """,
      example: """
        output "text" { value = "zones: ${["a", "b"]}" }
        """),
    Explanation(
      "hcl/iteration-over-null", "A loop over null",
      """
      A for expression, a splat or a %{ for } goes over the elements of a collection, and null has \
      none. If null stands for "no elements", write it: coalesce(var.list, []).
      """),
    Explanation(
      "hcl/not-iterable", "A loop over something that has no elements",
      """
      Lists, sets, tuples, maps and objects can be looped over; texts, numbers and truth values \
      cannot. For a single value write brackets around it; to loop over the parts of a text, split it.
      """,
      example: """
        output "letters" { value = [for letter in "abc" : letter] }
        """),
    Explanation(
      "hcl/unknown-function", "A function that does not exist",
      """
      The functions are those of Terraform 1.11; configurations cannot define their own. The name may \
      be misspelled, or belong to a provider, in which case it is written \
      provider::NAME::FUNCTION.
      """,
      example: """
        output "name" { value = uper("web") }
        """),
    Explanation(
      "hcl/invalid-expansion", "An ellipsis after something that is no list",
      """
      In a call, f(list...) hands over the elements of a list, set or tuple as single arguments. What \
      stands before the ellipsis is none of these.
      """),
    Explanation(
      "hcl/not-enough-arguments", "Too few arguments",
      """
      The function needs more arguments than it was given. The elements of a list can be handed over \
      one by one with an ellipsis: max(var.ports...).
      """,
      example: """
        output "text" { value = upper() }
        """),
    Explanation(
      "hcl/too-many-arguments", "Too many arguments",
      """
      The function takes fewer arguments than it was given. Several values for one parameter are \
      written as a list, in brackets.
      """,
      example: """
        output "text" { value = upper("a", "b") }
        """),
    Explanation(
      "hcl/invalid-function-argument", "An argument that the function cannot work with",
      """
      The value has the wrong type, is null, or is outside of what the function is defined for. The \
      message says which parameter it is for and what is expected of it.
      """,
      example: """
        output "text" { value = upper([]) }
        """),
    Explanation(
      "hcl/function-call-failed", "A call without a result",
      """
      Each argument has the right type, but together they have no result: alternatives of which none \
      succeeded, ranges that do not fit, lists of different lengths. The message says what the \
      function found.
      """),
    Explanation(
      "hcl/invalid-type", "A type that does not exist",
      """
      A type constraint is one of string, number, bool, any, or list, set, map, tuple and object of types in \
      parentheses: list(string), object({ port = number, name = optional(string) }).
      """,
      example: """
        variable "name" { type = strng }
        """),
    Explanation(
      "hcl/quoted-type", "A type in quotation marks",
      """
      Types are keywords and are written without quotation marks: string, list(string).
      """,
      example: """
        variable "name" { type = "string" }
        """),
    Explanation(
      "hcl/invalid-optional-default", "A default that does not fit its attribute",
      """
      The second argument of optional is the value that an absent attribute gets. It must be a constant that \
      can be converted to the attribute's type.
      """,
      example: """
        variable "rule" {
          type = object({ port = optional(number, "many") })
        }
        """),
  ]
}
