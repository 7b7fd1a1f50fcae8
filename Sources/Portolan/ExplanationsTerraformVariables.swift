extension Explanations {
  /// Values of input variables.
  static let terraformVariables: [Explanation] = [
    Explanation(
      "terraform/invalid-default", "A default that does not fit the type",
      """
      The default of a variable must be convertible to the variable's type. Change one of the two.
      """,
      example: """
        variable "ports" {
          type    = list(number)
          default = "http"
        }
        """),
    Explanation(
      "terraform/invalid-variable-value", "A value that does not fit the variable's type",
      """
      A value was given with --var, in a variables file or by an environment variable TF_VAR_NAME, \
      and cannot be converted to the type of the variable. For types other than string the text is \
      read as an expression: --var 'ports=[80, 443]', with quotes for the shell.
      """),
    Explanation(
      "terraform/invalid-module-argument", "An argument that does not fit the module's variable",
      """
      The arguments of a module call are the values of the module's variables, and this one cannot be \
      converted to the type declared there.
      """),
    Explanation(
      "terraform/null-not-allowed", "Null for a variable that excludes it",
      """
      The variable says nullable = false and has no default that could stand for null. Leave the \
      value out to be asked for it when the artifact runs, or give another one.
      """),
    Explanation(
      "terraform/validation-failed", "A value that the variable's validation refuses",
      """
      The variable has a validation block whose condition is false for the value at hand; the message \
      is the one written there. Values that are given only when the artifact runs cannot be checked \
      when it is translated.
      """,
      example: """
        variable "port" {
          type    = number
          default = 0
          validation {
            condition     = var.port > 0
            error_message = "The port must be positive."
          }
        }
        resource "aws_security_group" "web" {
          name = "web-${var.port}"
        }
        """),
    Explanation(
      "terraform/undeclared-value", "A value for a variable that does not exist",
      """
      --var names a variable that the root module does not declare. As it was written for this one \
      run, it is probably misspelled, so Portolan stops.
      """),
    Explanation(
      "terraform/undeclared-value-in-file", "A value in a file for a variable that does not exist",
      """
      A variables file sets a variable that the root module does not declare. Files are often shared \
      by several configurations, so this is only a warning and the value is not used.
      """),
    Explanation(
      "terraform/block-in-values", "A block in a variables file",
      """
      A .tfvars file gives values to variables, one argument for each. Blocks, such as the \
      declaration of a variable, belong in a .tf file.
      """),
    Explanation(
      "terraform/values-not-an-object", "A JSON variables file without an object",
      """
      A .tfvars.json file holds one JSON object with a property for each variable that it sets.
      """),
    Explanation(
      "terraform/ephemeral-value", "An ephemeral value that would be kept",
      """
      A variable with ephemeral = true is never written to Terraform's state. The arguments of \
      resources are, and so is what count and for_each make of it.
      """,
      example: """
        variable "owner" {
          default   = "platform"
          ephemeral = true
        }
        resource "aws_security_group" "web" {
          name = "web"
          tags = { Owner = var.owner }
        }
        """),
  ]
}
