import Testing

@Suite struct ErrorTests {
  @Test(
    arguments: [
      (
        "variable \"a\" {}\nlocals { x = var.b }",
        "main.tf:2 terraform/undeclared-variable: Reference to undeclared input variable"
      ),
      (
        "locals {\n a = local.b\n b = local.a\n}",
        "main.tf:2 terraform/cycle: Cycle: local.a, local.b"
      ),
      (
        "output \"x\" { value = aws_security_group.none.id }",
        "main.tf:1 terraform/undeclared-resource: Reference to undeclared resource"
      ),
      (
        "resource \"aws_security_group\" \"a\" {\n descripton = \"x\"\n}",
        "main.tf:2 terraform/unsupported-argument: Unsupported argument"
      ),
      (
        "resource \"aws_security_group\" \"a\" {\n ingress {\n  from_port = 1\n  protocol = \"tcp\"\n }\n}",
        "main.tf:2 terraform/missing-argument: Missing required argument"
      ),
      (
        "resource \"aws_security_group\" \"a\" {\n tags = [\"a\"]\n}",
        "main.tf:2 terraform/inappropriate-value: Incorrect attribute value type"
      ),
      (
        "resource \"aws_security_group\" \"a\" {\n ingress {\n  from_port = 1\n  to_port = 1\n"
          + "  protocol = \"tcp\"\n  cidr_blocks = [\"10.0.0.5/8\"]\n }\n}",
        "main.tf:6 resource/invalid-cidr: \"10.0.0.5/8\" is not a valid IPv4 CIDR block; "
          + "did you mean \"10.0.0.0/8\"?"
      ),
      (
        "resource \"aws_securty_group\" \"a\" {}",
        "main.tf:1 terraform/unknown-resource-type: Invalid resource type"
      ),
      (
        "resource \"aws_vpc_security_group_vpc_association\" \"a\" {\n vpc_id = \"vpc-1\"\n}",
        "main.tf:1 terraform/missing-argument: Missing required argument"
      ),
      (
        "resource \"aws_security_group\" \"a\" {\n for_each = [\"x\"]\n}",
        "main.tf:2 terraform/invalid-for-each: Invalid for_each argument"
      ),
      (
        "variable \"x\" {\n type = number\n default = \"many\"\n}",
        "main.tf:3 terraform/invalid-default: Invalid default value for variable"
      ),
      (
        "variable \"x\" {}\nvariable \"x\" {}",
        "main.tf:2 terraform/duplicate: Duplicate variable declaration"
      ),
      (
        "module \"m\" { source = \"./none\" }",
        "main.tf:1 terraform/module-not-found: Unreadable module directory"
      ),
      (
        "module \"m\" { source = \"terraform-aws-modules/vpc/aws\" }",
        "main.tf:1 terraform/module-not-installed: Module not installed"
      ),
    ])
  func isReported(main: String, expected: String) {
    #expect(translate(main) == expected)
  }

  @Test func twoGroupsThatNeedEachOtherInlineAreACycle() {
    #expect(
      translate(
        """
        resource "aws_security_group" "a" {
          ingress {
            from_port       = 1
            to_port         = 1
            protocol        = "tcp"
            security_groups = [aws_security_group.b.id]
          }
        }
        resource "aws_security_group" "b" {
          ingress {
            from_port       = 1
            to_port         = 1
            protocol        = "tcp"
            security_groups = [aws_security_group.a.id]
          }
        }
        """) == "main.tf:1 terraform/cycle: Cycle: aws_security_group.a, aws_security_group.b")
  }

  @Test func severalErrorsComeInSourceOrder() {
    #expect(
      translate(
        """
        resource "aws_security_group" "a" {
          nam  = "x"
          tags = local.tags
          ingress {
            from_port   = "http"
            to_port     = 80
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/33"]
          }
        }
        """) == """
          main.tf:2 terraform/unsupported-argument: Unsupported argument
          main.tf:3 terraform/undeclared-local: Reference to undeclared local value
          main.tf:5 terraform/inappropriate-value: Incorrect attribute value type
          """)
  }

  @Test func anEmptyDirectoryIsNoConfiguration() {
    #expect(translate([:]) == "terraform/no-files: No configuration files")
  }

  @Test func theSameRuleTwiceIsRefusedWithBothPlaces() {
    let rule = { (name: String) in
      """
      resource "aws_security_group_rule" "\(name)" {
        type              = "ingress"
        security_group_id = aws_security_group.a.id
        from_port         = 80
        to_port           = 80
        protocol          = "tcp"
        cidr_blocks       = ["10.0.0.0/8"]
      }

      """
    }
    #expect(
      translate("resource \"aws_security_group\" \"a\" {}\n" + rule("one") + rule("two"))
        == "main.tf:10 resource/duplicate-rule: Duplicate security group rule")
  }
}
