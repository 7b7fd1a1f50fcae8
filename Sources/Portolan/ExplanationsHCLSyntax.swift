extension Explanations {
  /// Files that cannot be read: characters, blocks and arguments.
  static let hclSyntax: [Explanation] = [
    Explanation(
      "hcl/not-utf8", "A file that is not UTF-8",
      """
      Configuration files are UTF-8, which is what editors write unless told otherwise. The byte \
      marked does not belong to any character in it. The file may be in another encoding (Latin-1, \
      UTF-16), compressed, or no text at all. Save it as UTF-8, without changing its content.
      """),
    Explanation(
      "hcl/file-too-large", "A file that is too large",
      """
      Places in a file are counted with 32 bits, so a file can have at most 4 GiB. A configuration \
      of that size is not written by people; check what made it.
      """),
    Explanation(
      "hcl/invalid-character", "A character that has no meaning here",
      """
      Outside of strings and comments only names, numbers, operators and brackets may stand. Frequent \
      strangers are curly quotes from a word processor, apostrophes and backticks around text, which \
      is written between straight double quotes, and semicolons, which are not needed: a line break \
      ends an argument.
      """,
      example: """
        locals {
          name = 'web'
        }
        """),
    Explanation(
      "hcl/unsupported-operator", "An operator on bits",
      """
      The operators &, |, ^ and ~ of other languages do not exist here. The logical ones are && (and), \
      || (or), ! (not) and != (either, but not both).
      """,
      example: """
        locals {
          open = true & false
        }
        """),
    Explanation(
      "hcl/unclosed-comment", "A comment without an end",
      """
      A comment that begins with /* goes on to the next */, over as many lines as it takes; such \
      comments do not nest. The file ends before that. A comment that begins with # or // ends with \
      its line.
      """,
      example: """
        /* The web servers.
        resource "aws_security_group" "web" {
        }
        """),
    Explanation(
      "hcl/item-required", "Neither an argument nor a block",
      """
      The body of a file or block holds arguments, name = value, and blocks, type "label" { … }. What \
      stands here begins neither: an operator or value without a name, or a name with nothing after it.
      """,
      example: """
        resource "aws_security_group" "web" {
          name
        }
        """),
    Explanation(
      "hcl/quoted-argument-name", "An argument's name in quotes",
      """
      Names of arguments and types of blocks are written without quotes. Quotes belong around the \
      labels of a block, and may stand around the keys of an object.
      """,
      example: """
        resource "aws_security_group" "web" {
          "name" = "web"
        }
        """),
    Explanation(
      "hcl/attribute-redefined", "An argument that is set twice",
      """
      In one block each argument may be set once. The second label shows where it was set before. \
      Blocks, such as ingress, may be repeated.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "a"
          name = "b"
        }
        """),
    Explanation(
      "hcl/newline-missing", "Two items on one line",
      """
      A line break ends an argument or block; commas and semicolons do not. Often an operator or \
      quote is missing, so that the value seems to end earlier than it does.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web" description = "Web servers"
        }
        """),
    Explanation(
      "hcl/unclosed-block", "A block without its closing brace",
      """
      The file ends inside of a block. The brace that is missing may be that of a block further in: \
      if the indentation is right, look for the first line that stands further left than it should.
      """,
      example: """
        resource "aws_security_group" "web" {
          ingress {
        }
        """),
    Explanation(
      "hcl/invalid-block", "A block that does not begin as one",
      """
      A block is its type, its labels and an opening brace, all on one line, without an equals sign: \
      resource "aws_vpc" "main" {. With an equals sign it is an argument whose value is an object.
      """,
      example: """
        resource "aws_security_group" "web" = {
        }
        """),
    Explanation(
      "hcl/invalid-label", "A computed label",
      """
      The labels of a block are its identity and are read before anything is computed, so they \
      cannot hold ${…} or %{…}. For several blocks that differ in a value use for_each.
      """,
      example: """
        resource "aws_security_group" "web-${1}" {
        }
        """),
    Explanation(
      "hcl/one-line-block", "Too much on one line",
      """
      A block may be written on one line if it holds a single argument: variable "port" { default = \
      22 }. With a second argument or a block in it, the brace ends the line and each item has its \
      own.
      """,
      example: """
        variable "port" { type = number, default = 22 }
        """),
    Explanation(
      "hcl/too-many-errors", "Too many errors of syntax in a file",
      """
      Whoever mends a file begins at its first errors, so that no more than some thousand are told. \
      A file with more of them is most likely no configuration at all.
      """),
    Explanation(
      "hcl/nesting-too-deep", "Nested too deeply",
      """
      Brackets, blocks, conditionals and templates within each other, and chains of operators, have a \
      limit, so that no file can exhaust the machine. People do not come near it; a program that \
      writes configurations can use local values for the inner parts.
      """),
  ]
}
