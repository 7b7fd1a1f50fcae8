extension Explanations {
  /// References that lead nowhere, or in a circle.
  static let terraformReferences: [Explanation] = [
    Explanation(
      "terraform/self-reference", "Something that refers to itself",
      """
      What a resource or a local value is made of cannot depend on what it will be. A group that lets itself in says so \
      with self = true, or by a rule that is a resource of its own.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = "web"
          ingress {
            from_port       = 443
            to_port         = 443
            protocol        = "tcp"
            security_groups = [aws_security_group.web.id]
          }
        }
        """),
    Explanation(
      "terraform/undeclared-variable", "A variable that is not declared",
      """
      An expression refers to var.NAME, and the module has no variable "NAME" block. Variables of \
      the root module are not seen in the modules it calls: hand them over as arguments of the call.
      """,
      example: """
        resource "aws_security_group" "web" {
          vpc_id = var.vpc_id
        }
        """),
    Explanation(
      "terraform/undeclared-local", "A local value that is not declared",
      """
      An expression refers to local.NAME, and no locals block of the module defines NAME. Local \
      values are defined in "locals" and referred to as "local", and are seen only in their own \
      module.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = local.name
        }
        """),
    Explanation(
      "terraform/undeclared-module", "A module that is not called",
      """
      An expression refers to module.NAME, and there is no module "NAME" block beside it.
      """,
      example: """
        output "id" { value = module.web.id }
        """),
    Explanation(
      "terraform/undeclared-output", "An output that the module does not have",
      """
      Of a module one sees only its outputs. This one declares no output of this name; add an output \
      block there, or correct the name.
      """),
    Explanation(
      "terraform/undeclared-resource", "A resource that is not declared",
      """
      An expression refers to a resource or data source by its type and name, and the module declares \
      none with both. Data sources are referred to with "data." before the type. Resources of other \
      modules are seen only through outputs.
      """,
      example: """
        resource "aws_security_group" "web" {
          vpc_id = aws_vpc.main.id
        }
        """),
    Explanation(
      "terraform/invalid-reference", "An incomplete reference",
      """
      A reference to a resource has its type and its name (aws_vpc.main), one to a data source has \
      "data" before them (data.aws_vpc.main), and var, local, module and path are followed by a name.
      A bare word is no text: texts have quotes.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = web
        }
        """),
    Explanation(
      "terraform/not-available", "Something that exists only in some blocks",
      """
      count.index exists only in a block with count, each.key and each.value only in one with \
      for_each, and self only in provisioners and conditions. Within a dynamic block the element has \
      the name of the block: ingress.value.
      """,
      example: """
        resource "aws_security_group" "web" {
          name = each.key
        }
        """),
    Explanation(
      "terraform/cycle", "A circle of references",
      """
      Each of the things named needs the next one before it can be made, and the last one needs the \
      first. Terraform refuses that, even for groups that only admit each other.

      For two groups that refer to each other, leave the rules out of the group blocks and write them \
      as aws_vpc_security_group_ingress_rule and aws_vpc_security_group_egress_rule, which come after \
      both groups. A group that admits itself says self = true.
      """,
      example: """
        resource "aws_security_group" "a" {
          ingress {
            protocol        = "tcp"
            from_port       = 80
            to_port         = 80
            security_groups = [aws_security_group.b.id]
          }
        }
        resource "aws_security_group" "b" {
          ingress {
            protocol        = "tcp"
            from_port       = 80
            to_port         = 80
            security_groups = [aws_security_group.a.id]
          }
        }
        """),
    Explanation(
      "terraform/type-within-expression", "A use of type inside of an expression",
      """
      "portolan eval" has a function of its own, type, that says of what type a value is: \
      type(var.ports). It is there to look at values, so its call must be the whole expression, and \
      configurations cannot call it.
      """),
    Explanation(
      "terraform/references-too-deep", "A chain of references that is too long",
      """
      Values wait for values that wait for others, more deeply than Portolan follows. No configuration \
      that people write comes near this; a generated one may be made flatter.
      """),
  ]
}
