import Testing

@Suite struct LoweringTests {
  @Test func aGroupWithInlineRulesOwnsThem() {
    #expect(
      translate(
        """
        resource "aws_security_group" "web" {
          name   = "web"
          vpc_id = "vpc-1"
          ingress {
            description      = "HTTP"
            from_port        = 80
            to_port          = "80"
            protocol         = "TCP"
            cidr_blocks      = ["10.0.0.0/8", "10.0.0.0/8"]
            ipv6_cidr_blocks = ["::/0"]
            self             = true
          }
          tags = { Name = "web", Nothing = null, Port = 80 }
        }
        """) == """
          group web web: Managed by Terraform in vpc-1 tags {Name=web, Port=80}
            owns ingress
            ingress tcp 80-80 @web.id # HTTP
            ingress tcp 80-80 10.0.0.0/8 # HTTP
            ingress tcp 80-80 ::/0 # HTTP
          """)
  }

  @Test(
    "absent, empty and declared are three states",
    arguments: [
      ("", "group g g: d"),
      ("ingress = []", "group g g: d\n  owns ingress"),
      ("ingress = null", "group g g: d"),
      (
        "ingress {\n from_port = 0\n to_port = 0\n protocol = -1\n self = true\n }",
        "group g g: d\n  owns ingress\n  ingress -1 @g.id"
      ),
      (
        "dynamic \"ingress\" {\n for_each = []\n content {\n from_port = 1\n to_port = 1\n"
          + " protocol = \"tcp\"\n }\n }", "group g g: d"
      ),
    ])
  func threeStates(block: String, expected: String) {
    #expect(
      translate(
        "resource \"aws_security_group\" \"g\" {\n name = \"g\"\n description = \"d\"\n\(block)\n}")
        == expected)
  }

  @Test func aGroupMayNameGroupsThatStandBehindIt() {
    #expect(
      translate(
        """
        resource "aws_security_group" "a" {
          name = "a"
          tags = { Of = aws_security_group.b.id }
        }
        resource "aws_security_group" "b" {
          name        = "b"
          description = "Beside ${aws_security_group.c.arn}"
          ingress     = []
        }
        resource "aws_security_group" "c" { name = "c" }
        """) == """
          group c c: Managed by Terraform
          group b b: Beside ~@c.arn
            owns ingress
          group a a: Managed by Terraform tags {Of=@b.id}
          """)
  }

  @Test func aModuleMayConfigureItsOwnProvider() {
    #expect(
      translate([
        "main.tf": "module \"m\" {\n  source = \"./m\"\n}",
        "m/main.tf": """
        provider "aws" { region = "eu-west-1" }
        resource "aws_security_group" "g" { name = "g" }
        """,
      ]) == "group m_g g: Managed by Terraform region eu-west-1")
  }

  @Test(
    "neither the order nor the number of a set's elements is known before it is given",
    arguments: [
      "tolist(var.set)[0]", "length(tolist(var.set))", "join(\",\", tolist(var.set))",
      "join(\",\", tolist(toset(var.list)))", "tolist(var.object.set)[0]", "tolist(var.sets[0])[0]",
      "tolist(tolist(var.sets)[0])[0]",
    ])
  func sets(_ expression: String) {
    #expect(
      translate(
        """
        variable "set" { type = set(string) }
        variable "list" { type = list(string) }
        variable "object" { type = object({ set = set(string) }) }
        variable "sets" { type = list(set(string)) }
        resource "aws_security_group" "a" {
          name = "a"
          tags = { Of = \(expression) }
        }
        """) == "main.tf:7 binding/value-needed: Value needed at translation time")
  }

  @Test func standaloneRulesAddToGroupsOfTheProgramAndOfOthers() {
    #expect(
      translate(
        """
        variable "legacy" { type = string }
        resource "aws_security_group" "a" { name_prefix = "a-" }
        resource "aws_security_group_rule" "cidrs" {
          type              = "ingress"
          security_group_id = aws_security_group.a.id
          from_port         = 443
          to_port           = 443
          protocol          = "6"
          cidr_blocks       = ["10.0.0.0/8", "172.16.0.0/12"]
        }
        resource "aws_vpc_security_group_egress_rule" "all" {
          security_group_id = var.legacy
          cidr_ipv4         = "0.0.0.0/0"
          ip_protocol       = -1
          tags              = { Name = "all" }
        }
        resource "aws_security_group_rule" "other" {
          type                     = "egress"
          security_group_id        = aws_security_group.a.id
          from_port                = 0
          to_port                  = 0
          protocol                 = "all"
          source_security_group_id = "123456789012/sg-9"
        }
        """) == """
          input legacy (var.legacy)
          group a a-*
            ingress tcp 443-443 10.0.0.0/8
            ingress tcp 443-443 172.16.0.0/12
            egress -1 123456789012/sg-9
          group legacy_sg existing $legacy
            egress -1 0.0.0.0/0 tags {Name=all}
          """)
  }

  @Test func expansionAndModulesGiveAddressesTheirNames() {
    #expect(
      translate([
        "main.tf": """
        module "net" {
          for_each = { a = ["10.0.0.0/8"], b = [] }
          source   = "./net"
          cidrs    = each.value
        }
        resource "aws_security_group" "n" {
          count = 2
          name  = "n${count.index}"
          ingress {
            from_port       = 1
            to_port         = 1
            protocol        = "tcp"
            security_groups = [for m in module.net : m.id]
          }
        }
        output "first" { value = aws_security_group.n[0].id }
        """,
        "net/main.tf": """
        variable "cidrs" { type = list(string) }
        resource "aws_security_group" "this" {
          name = "net-${length(var.cidrs)}"
        }
        output "id" { value = aws_security_group.this.id }
        """,
      ]) == """
        group n_0 n0: Managed by Terraform
          owns ingress
          ingress tcp 1-1 @net_a_this.id
          ingress tcp 1-1 @net_b_this.id
        group n_1 n1: Managed by Terraform
          owns ingress
          ingress tcp 1-1 @net_a_this.id
          ingress tcp 1-1 @net_b_this.id
        group net_a_this net-1: Managed by Terraform
        group net_b_this net-0: Managed by Terraform
        output first = @n_0.id
        """)
  }

  @Test func modulesFromARegistryAreReadWhereInitPutThem() {
    #expect(
      translate([
        "main.tf": "module \"web\" {\n source = \"example/web/aws\"\n}",
        ".terraform/modules/modules.json": """
        {"Modules": [{"Key": "", "Source": "", "Dir": "."},
        {"Key": "web", "Source": "example/web/aws", "Dir": ".terraform/modules/web"},
        {"Key": "web.inner", "Source": "example/inner/aws", "Dir": ".terraform/modules/web.inner"}]}
        """,
        ".terraform/modules/web/main.tf": "module \"inner\" { source = \"example/inner/aws\" }",
        ".terraform/modules/web.inner/main.tf":
          "resource \"aws_security_group\" \"this\" { name = \"in\" }",
      ]) == "group web_inner_this in: Managed by Terraform")
  }

  @Test func otherResourcesGiveWhatTheirConfigurationStates() {
    #expect(
      translate(
        """
        resource "aws_vpc" "main" { cidr_block = "10.1.0.0/16" }
        data "aws_vpc" "peer" { tags = { Name = "peer" } }
        data "aws_instances" "all" {}
        resource "aws_security_group" "g" {
          name   = "g"
          vpc_id = aws_vpc.main.id
          ingress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = [aws_vpc.main.cidr_block, data.aws_vpc.peer.cidr_block]
          }
          tags = { Subnets = data.aws_instances.all.first }
        }
        """) == """
          input vpc_main_id (aws_vpc.main.id)
          input instances_all_first (data.aws_instances.all.first)
          lookup vpc_peer (data.aws_vpc.peer)
          group g g: Managed by Terraform in $vpc_main_id tags {Subnets=$instances_all_first}
            owns ingress
            ingress -1 10.1.0.0/16
            ingress -1 ?vpc_peer.cidr_block
          """)
  }

  @Test func providersGiveRegionAndTags() {
    #expect(
      translate(
        """
        provider "aws" {
          region = "us-east-1"
          default_tags { tags = { Team = "net", Name = "none" } }
        }
        provider "aws" {
          alias  = "eu"
          region = "eu-west-1"
        }
        resource "aws_security_group" "us" {
          name = "us"
          tags = { Name = "us" }
        }
        resource "aws_security_group" "eu" {
          provider = aws.eu
          name     = "eu"
        }
        """) == """
          group us us: Managed by Terraform region us-east-1 tags {Name=none, Team=net, Name=us}
          group eu eu: Managed by Terraform region eu-west-1
          """)
  }

  @Test func overrideFilesReplaceArgumentsAndBlocksByName() {
    #expect(
      translate([
        "main.tf": """
        locals { a = "base" }
        resource "aws_security_group" "o" {
          name        = "o"
          description = local.a
          ingress {
            from_port = 1
            to_port   = 1
            protocol  = "tcp"
            self      = true
          }
        }
        """,
        "x_override.tf": """
        locals { a = "over" }
        resource "aws_security_group" "o" {
          ingress {
            from_port   = 2
            to_port     = 2
            protocol    = "udp"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
        """,
      ]) == """
        group o o: over
          owns ingress
          ingress udp 2-2 10.0.0.0/8
        """)
  }
}
