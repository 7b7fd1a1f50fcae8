import Testing

/// `ignore_tags` of the provider that a resource uses.
@Suite struct IgnoredTagsTests {
  @Test func eachResourceFollowsItsOwnProvider() {
    #expect(
      translate(
        """
        provider "aws" {
          ignore_tags {
            keys         = ["LastScan", "kubernetes.io/role", "Audit", "LastScan"]
            key_prefixes = ["kubernetes.io/", "kubernetes.io/cluster/"]
          }
        }
        provider "aws" {
          alias = "plain"
        }
        provider "aws" {
          alias = "other"
          ignore_tags { key_prefixes = ["x-"] }
        }
        resource "aws_security_group" "web" {
          name = "web"
          tags = { Audit = "mine" }
        }
        resource "aws_security_group" "plain" {
          provider = aws.plain
          name     = "plain"
        }
        resource "aws_default_security_group" "default" {
          provider = aws.other
          vpc_id   = "vpc-1"
        }
        resource "aws_vpc_security_group_ingress_rule" "own" {
          provider          = aws.other
          security_group_id = aws_security_group.web.id
          cidr_ipv4         = "10.0.0.0/8"
          ip_protocol       = -1
        }
        resource "aws_security_group_rule" "without_tags" {
          type              = "egress"
          security_group_id = aws_security_group.web.id
          from_port         = 443
          to_port           = 443
          protocol          = "tcp"
          cidr_blocks       = ["10.0.0.0/8"]
        }
        resource "aws_vpc_security_group_egress_rule" "of_another_group" {
          security_group_id = "sg-1"
          cidr_ipv4         = "10.0.0.0/8"
          ip_protocol       = -1
        }
        """) == """
          group web web: Managed by Terraform tags {Audit=mine} leaves {Audit, LastScan, kubernetes.io/*}
            ingress -1 10.0.0.0/8 tags {} leaves {x-*}
            egress tcp 443-443 10.0.0.0/8
          group plain plain: Managed by Terraform
          group default default in vpc-1 leaves {x-*}
            owns ingress
            owns egress
          group sg_1 existing sg-1
            egress -1 10.0.0.0/8 tags {} leaves {Audit, LastScan, kubernetes.io/*}
          """)
  }

  @Test func aModuleFollowsTheProviderThatItIsGiven() {
    #expect(
      translate([
        "main.tf": """
        provider "aws" {
          ignore_tags { keys = ["a"] }
        }
        provider "aws" {
          alias = "b"
          ignore_tags { keys = ["b"] }
        }
        module "inherits" { source = "./m" }
        module "given" {
          source    = "./m"
          providers = { aws = aws.b }
        }
        """,
        "m/main.tf": "resource \"aws_security_group\" \"g\" { name_prefix = \"g-\" }",
      ]) == """
        group inherits_g g-* leaves {a}
        group given_g g-* leaves {b}
        """)
  }

  @Test func theListsMustBeKnown() {
    let group = "resource \"aws_security_group\" \"g\" { name = \"g\" }"
    func provider(_ keys: String) -> String {
      "provider \"aws\" {\n  ignore_tags { keys = \(keys) }\n}\n" + group
    }
    #expect(
      translate("variable \"keys\" { default = [\"a\"] }\n" + provider("var.keys"))
        == "folded keys at main.tf:3\ngroup g g: Managed by Terraform leaves {a}")
    #expect(
      translate("variable \"key\" { type = string }\n" + provider("[\"a\", var.key]"))
        == "main.tf:3 binding/value-needed: Value needed at translation time")
    #expect(
      translate(provider("[null]"))
        == "main.tf:2 resource/null-in-list: Null value found in list")
    #expect(
      translate(provider("sensitive([\"a\"])"))
        == "main.tf:2 binding/sensitive-literal: Sensitive value in the configuration")
    #expect(
      translate(provider("\"a\""))
        == "main.tf:2 terraform/inappropriate-value: Incorrect attribute value type")
    #expect(translate(provider("null")) == "group g g: Managed by Terraform")
  }
}
