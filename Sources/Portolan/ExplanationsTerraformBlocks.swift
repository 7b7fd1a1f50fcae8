extension Explanations {
  /// Blocks, their labels and arguments.
  static let terraformBlocks: [Explanation] = [
    Explanation(
      "terraform/duplicate-nested-block", "A block that may stand only once",
      """
      Some blocks, such as timeouts, may stand once in a resource. Write all their arguments in one.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          timeouts {
            create = "5m"
          }
          timeouts {
            delete = "5m"
          }
        }
        """),
    Explanation(
      "terraform/unsupported-argument", "An argument that does not belong here",
      """
      Every block has a fixed set of arguments, and this name is not among them. Usually it is \
      misspelled, or belongs to a nested block such as ingress, or to another resource type.
      """,
      example: """
        resource "aws_security_group" "web" {
          vpc = "vpc-123"
        }
        """),
    Explanation(
      "terraform/unsupported-block", "A block that does not belong here",
      """
      Every block has a fixed set of blocks that may stand in it, and this type is not among them. \
      Usually it is misspelled, stands a level too deep, or is an argument, which has an equals sign: \
      tags = { … } and not tags { … }.
      """,
      example: """
        resource "aws_security_group" "web" {
          tags {
            Name = "web"
          }
        }
        """),
    Explanation(
      "terraform/attribute-and-block", "A thing said in both forms",
      """
      The rules of a security group can be written as blocks (ingress { … }) or as an argument with a \
      list (ingress = [{ … }]), but in one resource only in one of the two forms.
      """,
      example: """
        resource "aws_security_group" "web" {
          ingress = []
          ingress {
            protocol  = "tcp"
            from_port = 80
            to_port   = 80
            self      = true
          }
        }
        """),
    Explanation(
      "terraform/computed-argument", "An argument that only the provider decides",
      """
      Ids, ARNs and owners exist only when a resource exists; a configuration can read but not choose \
      them. Remove the argument.
      """,
      example: """
        resource "aws_security_group" "web" {
          arn = "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-123"
        }
        """),
    Explanation(
      "terraform/missing-argument", "A required argument is missing",
      """
      The block, or the module that is called, cannot do without this argument. Null counts as \
      missing.
      """,
      example: """
        resource "aws_vpc_security_group_ingress_rule" "web" {
          ip_protocol = "-1"
          cidr_ipv4   = "10.0.0.0/8"
        }
        """),
    Explanation(
      "terraform/missing-block", "A required block is missing",
      """
      A block of this type cannot do without a nested block of the type named; a dynamic block needs \
      its content block, for example.
      """,
      example: """
        resource "aws_security_group" "web" {
          dynamic "ingress" {
            for_each = [80]
          }
        }
        """),
    Explanation(
      "terraform/inappropriate-value", "A value of the wrong type",
      """
      The argument takes another type, and the value cannot be converted to it. Text that reads like \
      a number is a number where one is needed, and the other way round; a single value does not \
      become a list of its own, so write brackets around it.
      """,
      example: """
        resource "aws_security_group" "web" {
          tags = "web"
        }
        """),
    Explanation(
      "terraform/wrong-labels", "Too few or too many labels",
      """
      Labels are the quoted names between a block's type and its brace. Resources and data sources \
      have two, a type and a name; variables, outputs, modules and providers one; locals none.
      """,
      example: """
        resource "aws_security_group" {
        }
        """),
    Explanation(
      "terraform/duplicate", "A name declared twice",
      """
      All files of a directory are one module, and within a module names are unique among variables, \
      among local values, among outputs, among calls of modules, and among resources of a type.
      """,
      example: """
        variable "vpc_id" {}
        variable "vpc_id" {}
        """),
    Explanation(
      "terraform/unknown-resource-type", "A resource type that the provider does not have",
      """
      The type begins with aws_, but the provider hashicorp/aws has none of this name; it is \
      probably misspelled. Other types that are not security groups are tolerated: what they would \
      make becomes an input of the artifact where something refers to it.
      """,
      example: """
        resource "aws_securty_group" "web" {
        }
        """),
    Explanation(
      "terraform/count-and-for-each", "Both count and for_each",
      """
      Both say how many instances a block has: count by a number, for_each by the elements of a map \
      or set. A block can have only one of them.
      """,
      example: """
        resource "aws_security_group" "web" {
          count    = 2
          for_each = toset(["a", "b"])
        }
        """),
    Explanation(
      "terraform/invalid-count", "A count that is no number of instances",
      """
      The value of count must be a whole number that is not negative, and not null. For a condition \
      write count = var.enabled ? 1 : 0.
      """,
      example: """
        resource "aws_security_group" "web" {
          count = "many"
        }
        """),
    Explanation(
      "terraform/invalid-for-each", "A for_each that gives no instances",
      """
      For resources and modules for_each takes a map or object, or a set of texts; its keys become \
      part of the instances' addresses. A list has no keys: write toset(list). Null, and sensitive \
      values, are refused. A dynamic block takes any collection.
      """,
      example: """
        resource "aws_security_group" "web" {
          for_each = ["a", "b"]
        }
        """),
    Explanation(
      "terraform/too-many-instances", "More instances than can be handled",
      """
      The count or for_each asks for more instances than Portolan makes of one block, and far more \
      than a VPC can hold. It is probably a slip in the number.
      """),
    Explanation(
      "terraform/invalid-iterator", "An iterator that is not a name",
      """
      In a dynamic block, iterator gives the name under which content refers to the element at hand. \
      It is written as a bare name, without quotes and dots.
      """,
      example: """
        resource "aws_security_group" "web" {
          dynamic "ingress" {
            for_each = [80]
            iterator = "port"
            content {
              protocol  = "tcp"
              from_port = port.value
              to_port   = port.value
              self      = true
            }
          }
        }
        """),
    Explanation(
      "terraform/block-not-kept", "A block that the artifact does not know",
      """
      Some blocks say how Terraform goes about its work: import, check, provisioner, preconditions. An \
      artifact has no state and runs no other programs, so it cannot follow them. The message says what it \
      does instead; read it before the artifact is run.
      """,
      example: """
        check "health" {
          assert {
            condition     = aws_security_group.web.id != "sg-0"
            error_message = "Nobody can know."
          }
        }
        resource "aws_security_group" "web" {}
        """),
    Explanation(
      "terraform/ignore-changes", "Changes that Terraform would leave alone",
      """
      With ignore_changes Terraform leaves arguments alone that were changed elsewhere. The artifact has no \
      state to know what was changed; it sets every argument to what the configuration says.
      """,
      example: """
        resource "aws_security_group" "web" {
          tags = { Name = "web" }
          lifecycle {
            ignore_changes = [tags]
          }
        }
        """),
    Explanation(
      "terraform/left-alone", "Resources that are no security groups",
      """
      Portolan translates security groups and their rules. Other resources of the configuration stay \
      Terraform's business: what the artifact needs of them, such as the id of a VPC, it asks for when it \
      runs, unless the configuration states it.
      """,
      example: """
        resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
        resource "aws_security_group" "web" { vpc_id = aws_vpc.main.id }
        """),
  ]
}
