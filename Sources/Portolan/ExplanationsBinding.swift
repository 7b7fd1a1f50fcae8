extension Explanations {
  /// What must be known when a configuration is translated, and what may wait until the artifact runs.
  static let binding: [Explanation] = [
    Explanation(
      "binding/value-needed", "A variable whose value is needed to translate",
      """
      Variables without a given value stay inputs of the artifact. That is not possible where a value \
      decides how many groups or rules there are (count, for_each, dynamic, conditions around them), \
      or where the target's language cannot compute what the configuration computes.

      Here such a variable has neither a value nor a default. Give it one with --var NAME=VALUE or \
      --var-file FILE. A variable with a default is fixed to it instead, everywhere in the artifact, \
      and "portolan inputs" says so.
      """,
      example: """
        variable "instances" { type = number }
        resource "aws_security_group" "web" {
          count = var.instances
        }
        """),
    Explanation(
      "binding/unknown-value", "A value that only the account knows, needed to translate",
      """
      Something that only exists when the artifact runs, such as the id of a VPC that is looked up or \
      made elsewhere, would have to be known now: because it decides how many groups or rules there \
      are, or because the target's language cannot compute what is made of it.

      Record the answer in a file, {"data.aws_subnets.all": {"ids": ["subnet-1"]}}, and give it with \
      --resolve FILE.json: it is then known when the configuration is translated. Or put a variable in \
      its place, and give that a value. Often keys that are known can carry the structure: for_each \
      over names instead of over ids.
      """),
    Explanation(
      "binding/cannot-keep", "A variable that cannot stay an input",
      """
      --keep NAME insists that a variable stays an input of the artifact. Here its value is needed to \
      translate, because it decides about structure, or because the target's language cannot compute \
      what is made of it. Without --keep its default, or the value given, becomes part of the artifact.
      """),
    Explanation(
      "binding/invalid-answers", "A file for --resolve that holds something else",
      """
      Recorded answers are one JSON object. Its names are addresses of data sources, with the keys of \
      their instances if there are several; its values are objects of attributes:

        {"data.aws_vpc.main": {"id": "vpc-0123", "cidr_block": "10.0.0.0/16"}}
      """),
    Explanation(
      "binding/unknown-answer", "A recorded answer that nothing asks for",
      """
      A file given with --resolve names a data source that the configuration does not have, or an \
      instance of it that does not exist. An answer that is mistyped would be ignored, so it is an error.
      """),
    Explanation(
      "binding/sensitive-needed", "A sensitive value needed to translate",
      """
      A variable that is marked as sensitive decides about the structure of the artifact, or would \
      become part of its text. Artifacts are stored and shared, so a secret never becomes part of \
      one. Let another variable decide, or remove sensitive = true if the value is no secret.
      """),
    Explanation(
      "binding/sensitive-literal", "A secret written in the configuration",
      """
      A value is marked as sensitive and at the same time written down in the configuration, so the \
      artifact would have to show it. Make it an input variable with sensitive = true and without a \
      default: then the artifact asks for it.
      """),
    Explanation(
      "binding/output-left-out", "An output that the artifact cannot compute",
      """
      The output depends on something that the artifact does not know: an attribute of a resource \
      that is not translated, or a computation that the target's language cannot make. Groups and \
      rules do not depend on outputs, so the rest is translated without it.
      """),
    Explanation(
      "binding/validation-not-checked", "A condition that only Terraform checks",
      """
      A variable with a validation block stays an input of the artifact. The artifact takes whatever it is \
      given and does not check the condition; its default has been checked. Give the value when translating, \
      with --var NAME=VALUE, and the condition is checked then.
      """,
      example: """
        variable "name" {
          type = string
          validation {
            condition     = var.name != ""
            error_message = "A name is needed."
          }
        }
        resource "aws_security_group" "web" {
          name = var.name
        }
        """),
    Explanation(
      "binding/never-known", "A value that nothing can tell",
      """
      Some expressions have no value in Terraform either: formatting an untyped null, for one, is \
      "known after apply" there, for ever. Nothing can be made of it; write what is meant.
      """),
  ]
}
