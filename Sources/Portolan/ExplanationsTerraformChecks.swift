extension Explanations {
  /// What is checked before anything is evaluated: names, conditions, settings, moves.
  static let terraformChecks: [Explanation] = [
    Explanation(
      "terraform/invalid-name", "A name that cannot be referred to",
      """
      The name of a block is a letter or underscore and then letters, digits, underscores and \
      dashes, because expressions refer to it. Variables may not be named as a meta-argument of \
      module calls is: source, version, providers, count, for_each, lifecycle, depends_on, locals.
      """,
      example: """
        variable "count" {}
        """),
    Explanation(
      "terraform/invalid-expression", "An expression where only a reference may stand",
      """
      depends_on, ignore_changes, moved, removed and import name objects. They take references as they \
      are written, without calculations, and lists of references in square brackets.
      """,
      example: """
        resource "aws_security_group" "web" {
          depends_on = "aws_vpc.main"
        }
        """),
    Explanation(
      "terraform/unsuitable-value", "A setting of the wrong type",
      """
      Settings such as sensitive, nullable and prevent_destroy are true or false, and descriptions are \
      strings, written out.
      """,
      example: """
        variable "cidr" {
          sensitive = "maybe"
        }
        """),
    Explanation(
      "terraform/duplicate-block", "A block that may stand once",
      """
      This block may stand once in the block around it. Put the contents of both into one.
      """,
      example: """
        resource "aws_security_group" "web" {
          lifecycle {}
          lifecycle {}
        }
        """),
    Explanation(
      "terraform/unknown-attribute", "An attribute that there is not",
      """
      Neither an argument nor an exported attribute of the resource has this name. Usually it is \
      misspelled.
      """,
      example: """
        resource "aws_security_group" "web" {}
        output "id" { value = aws_security_group.web.group_id }
        """),
    Explanation(
      "terraform/instance-key", "A key that does not go with the resource",
      """
      A resource with count or for_each is a collection of instances: a reference needs a key, \
      aws_security_group.web[0].id. A resource without them is one instance, and takes none.
      """,
      example: """
        resource "aws_security_group" "web" {}
        output "id" { value = aws_security_group.web[0].id }
        """),
    Explanation(
      "terraform/invalid-condition", "A condition that checks nothing",
      """
      A condition must refer to something, a variable's to the variable itself, and must be true or \
      false.
      """,
      example: """
        variable "port" {
          validation {
            condition     = true
            error_message = "Never seen."
          }
        }
        """),
    Explanation(
      "terraform/condition-failed", "A condition that is not met",
      """
      A precondition or postcondition is known to be false, and Terraform would not apply the \
      configuration. The message is the configuration's own.
      """,
      example: """
        locals { port = 80 }
        output "port" {
          value = local.port
          precondition {
            condition     = local.port > 1024
            error_message = "The port must be an unprivileged one."
          }
        }
        """),
    Explanation(
      "terraform/assertion-failed", "A check that is not met",
      """
      An assertion of a check block is known to be false. As in Terraform this is a warning.
      """,
      example: """
        locals { port = 80 }
        check "port" {
          assert {
            condition     = local.port > 1024
            error_message = "The port should be an unprivileged one."
          }
        }
        """),
    Explanation(
      "terraform/version-constraint", "A version that is not this one",
      """
      The configuration asks for a release of Terraform that does not speak the language of 1.11, or \
      the constraint cannot be read. Constraints are comparisons with commas between: ">= 1.3, < 2.0".
      """,
      example: """
        terraform {
          required_version = "< 1.0"
        }
        """),
    Explanation(
      "terraform/invalid-backend", "A backend that cannot be",
      """
      An artifact keeps no state, so the backend does not matter to it; but a configuration with two \
      backends, or one of an unknown type, is none that Terraform accepts.
      """,
      example: """
        terraform {
          backend "s4" {}
        }
        """),
    Explanation(
      "terraform/required-providers", "Provider requirements that cannot be read",
      """
      A module has one required_providers block, in which each provider has a source, a version and \
      perhaps configuration_aliases.
      """,
      example: """
        terraform {
          required_providers {
            aws = { source = "a/b/c/d" }
          }
        }
        """),
    Explanation(
      "terraform/provider-not-configured", "A provider configuration that is not there",
      """
      provider = aws.eu needs a provider "aws" block with alias = "eu" in the module, or \
      configuration_aliases = [aws.eu] where the caller passes it.
      """,
      example: """
        resource "aws_security_group" "web" {
          provider = aws.eu
        }
        """),
    Explanation(
      "terraform/module-with-provider", "A module with providers of its own, called several times",
      """
      A module that configures a provider cannot be called with count, for_each or depends_on. Move \
      the provider block to the root module, and pass it with the providers argument.
      """),
    Explanation(
      "terraform/invalid-move", "A moved, removed or import block that makes no sense",
      """
      These blocks speak of Terraform's state, which an artifact does not have. They must still fit to \
      the rest of the configuration: what was moved or removed is no longer declared, and what is \
      imported is.
      """,
      example: """
        moved {
          from = aws_security_group.web
          to   = aws_security_group.web
        }
        """),
    Explanation(
      "terraform/not-overridable", "An override that Terraform refuses",
      """
      Override files change arguments of blocks. They cannot hold moved, removed, import or check \
      blocks, and cannot change depends_on.
      """),
    Explanation(
      "terraform/output-exposes-value", "An output that would show a secret",
      """
      An output of the root module is printed. If it holds a sensitive value, it has to say \
      sensitive = true; an ephemeral value cannot be put out at all.
      """,
      example: """
        variable "token" { sensitive = true }
        output "token" { value = var.token }
        """),
  ]
}
