extension Explanations {
  /// Expressions and templates that cannot be read.
  static let hclExpressions: [Explanation] = [
    Explanation(
      "hcl/missing-expression", "An expression is missing",
      """
      The text ends where a value should stand: after an equals sign, an operator or an opening \
      bracket.
      """),
    Explanation(
      "hcl/invalid-expression", "Something that cannot begin an expression",
      """
      A value is a number, a text between quotes, true, false, null, a reference, a call, or a list or \
      object in brackets. What stands here begins none of them. Often the value was forgotten after \
      the equals sign, or an operator stands twice.

      A heredoc begins with << and its marker, which ends the line: not even a blank may follow.
      """,
      example: """
        resource "aws_security_group" "web" {
          name =
        }
        """),
    Explanation(
      "hcl/extra-characters", "Something after the end of an expression",
      """
      The expression is complete, and what follows cannot continue it. An operator or a comma may be \
      missing between the two.
      """),
    Explanation(
      "hcl/incomplete-conditional", "A conditional without its second result",
      """
      A conditional has a result for either case: condition ? if_true : if_false. To leave an argument \
      out in one of the cases, let its value be null.
      """,
      example: """
        locals {
          name = true ? "web"
        }
        """),
    Explanation(
      "hcl/unbalanced-parentheses", "A parenthesis that is not closed",
      """
      The expression in parentheses is complete where the closing one is expected. An operator may be \
      missing there, or the parenthesis.
      """,
      example: """
        locals {
          sum = (1 + 2
        }
        """),
    Explanation(
      "hcl/attribute-name-required", "A dot without a name",
      """
      After a dot stands the name of an attribute, without quotes. For names that hold blanks or dots, \
      and for names that are computed, use brackets: local.rules["http 80"].
      """,
      example: """
        locals {
          port = local.rules."http"
        }
        """),
    Explanation(
      "hcl/legacy-index", "Two indexes written as a number",
      """
      Indexes were once written with a dot, list.0, and still may be. Two of them in a row, list.0.1, \
      read as the number 0.1; write them in brackets: list[0][1].
      """),
    Explanation(
      "hcl/nested-splat", "A splat in a splat",
      """
      The older splat, list.*, takes only attributes after it, and no second one. The newer one, \
      list[*], may be nested; a for expression says most clearly what is meant.
      """),
    Explanation(
      "hcl/unclosed-index", "An index that is not closed",
      """
      The index is complete where the closing bracket is expected: list[0], map["key"], list[*].name.
      """,
      example: """
        locals {
          first = local.zones[0
        }
        """),
    Explanation(
      "hcl/unclosed-tuple", "A list that is not closed",
      """
      The file ends inside of a list. Its closing bracket is missing, or that of a list within it.
      """),
    Explanation(
      "hcl/unclosed-object", "An object that is not closed",
      """
      The file ends inside of an object. Its closing brace is missing, or that of an object within it.
      """),
    Explanation(
      "hcl/unclosed-call", "A call that is not closed",
      """
      The file ends inside of the arguments of a function. The closing parenthesis is missing.
      """),
    Explanation(
      "hcl/separator-missing", "A separator is missing",
      """
      The items of a list and the arguments of a function are separated by commas, also where each \
      has its own line. The attributes of an object are separated by commas or line breaks, and key \
      and value by an equals sign or a colon.
      """,
      example: """
        locals {
          zones = ["a" "b"]
        }
        """),
    Explanation(
      "hcl/ambiguous-key", "A key with dots in it",
      """
      The key of an object is a bare name, or an expression. With dots it could be either: write \
      (var.name) = … for what the reference leads to, and "var.name" = … for the text.
      """,
      example: """
        variable "name" {
          type = string
        }

        resource "aws_security_group" "web" {
          tags = { var.name = "web" }
        }
        """),
    Explanation(
      "hcl/invalid-call", "A call that is not written as one",
      """
      A call is the name of the function and its arguments in parentheses: max(1, 2). Functions of \
      providers have names in three parts, provider::aws::arn_parse(text). An ellipsis may follow the \
      last argument only.
      """),
    Explanation(
      "hcl/invalid-for", "A for expression that is not complete",
      """
      Between brackets a for expression makes a list, between braces an object:

        [for port in var.ports : port + 1]
        {for name, port in var.ports : name => port if port > 1024}

      With two names the first one is the index or key. An ellipsis after the value of an object \
      collects the values of each key in a list.
      """,
      example: """
        locals {
          ports = [for port of [80, 443] : port]
        }
        """),
    Explanation(
      "hcl/multi-line-string", "A string over several lines",
      """
      A quoted string ends on its line: probably the closing quote is missing. For a line break \
      inside of it write \\n; for text of several lines use a heredoc:

        policy = <<-EOT
          first line
          second line
        EOT
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web
        }
        """),
    Explanation(
      "hcl/unterminated-string", "A string that is not closed",
      """
      The file ends inside of a string. A quoted string needs its closing quote; a heredoc ends with a \
      line that holds nothing but its marker, which may be indented if it began with <<-.
      """),
    Explanation(
      "hcl/unclosed-interpolation", "An interpolation that is not closed",
      """
      In a string, ${ begins an expression and } ends it. The expression that begins here is not \
      ended before its string is. To have the characters ${ in the text, write $${.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web-${1"
        }
        """),
    Explanation(
      "hcl/extra-in-template", "Something after the end of an interpolation",
      """
      Between ${ and } stands one expression, and this one is complete before the brace. An operator \
      may be missing; formats are given with the function format, as in format("%02d", number).
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web-${1 2}"
        }
        """),
    Explanation(
      "hcl/invalid-escape", "An escape that does not exist",
      """
      In a quoted string the backslash begins an escape: \\n, \\r, \\t, \\", \\\\, \\uXXXX and \
      \\UXXXXXXXX. For a backslash itself write two. In a heredoc the backslash is an ordinary \
      character.
      """,
      example: #"""
        resource "aws_security_group" "web" {
          name = "web\d"
        }
        """#),
    Explanation(
      "hcl/invalid-directive", "A template directive that does not exist",
      """
      Directives of templates are %{ if condition }, %{ else }, %{ endif }, %{ for name in list } and \
      %{ endfor }. To have the characters %{ in the text, write %%{.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "%{ while true }web%{ endwhile }"
        }
        """),
    Explanation(
      "hcl/unbalanced-directive", "A directive without its other half",
      """
      In a template each %{ if } ends with %{ endif }, each %{ for } with %{ endfor }, and %{ else } \
      stands once between if and endif. They nest like brackets.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "%{ if true }web"
        }
        """),
  ]
}
