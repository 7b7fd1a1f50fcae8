import Testing

@Suite struct BindingTests {
  @Test func whatCanWaitStaysAnInput() {
    #expect(
      translate(
        """
        variable "vpc_id" { type = string }
        variable "env" { default = "dev" }
        variable "cidrs" { type = list(string) }
        variable "port" { type = number }
        variable "extra" {
          type    = map(string)
          default = {}
        }
        variable "unused" { type = string }
        resource "aws_security_group" "g" {
          name   = "${var.env}-web"
          vpc_id = var.vpc_id
          ingress {
            from_port   = var.port
            to_port     = var.port
            protocol    = "tcp"
            cidr_blocks = concat(var.cidrs, ["10.0.0.0/8"])
          }
          tags = merge(var.extra, { Name = "${var.env}-web" })
        }
        """) == """
          input env = … (var.env)
          input vpc_id (var.vpc_id)
          input extra = … (var.extra)
          input port (var.port)
          input cidrs (var.cidrs)
          group g $env~-web: Managed by Terraform in $vpc_id tags {*$extra, Name=$env~-web}
            owns ingress
            ingress tcp $port-$port each $cidrs
            ingress tcp $port-$port 10.0.0.0/8
          """)
  }

  @Test func structureFixesAVariableToItsDefaultEverywhere() {
    #expect(
      translate(
        """
        variable "amount" { default = 2 }
        variable "ports" {
          type    = list(number)
          default = [80]
        }
        resource "aws_security_group" "g" {
          count = var.amount
          name  = "g${count.index}-of-${var.amount}"
          dynamic "ingress" {
            for_each = var.ports
            content {
              from_port   = ingress.value
              to_port     = ingress.value
              protocol    = "tcp"
              cidr_blocks = ["10.0.0.0/8"]
            }
          }
        }
        """) == """
          folded amount at main.tf:7
          folded ports at main.tf:10
          group g_0 g0-of-2: Managed by Terraform
            owns ingress
            ingress tcp 80-80 10.0.0.0/8
          group g_1 g1-of-2: Managed by Terraform
            owns ingress
            ingress tcp 80-80 10.0.0.0/8
          """)
  }

  @Test func structureWithoutADefaultAsksForAValue() {
    #expect(
      translate(
        """
        variable "amount" { type = number }
        variable "protocol" { type = string }
        resource "aws_security_group" "g" {
          count = var.amount
          name  = "g"
        }
        resource "aws_security_group" "h" {
          ingress {
            from_port = 1
            to_port   = 1
            protocol  = var.protocol
            self      = true
          }
        }
        """) == """
          main.tf:4 binding/value-needed: Value needed at translation time
          main.tf:11 binding/value-needed: Value needed at translation time
          """)
  }

  @Test func aDefaultOfNullLeavesTheArgumentOut() {
    #expect(
      translate(
        """
        variable "description" {
          type    = string
          default = null
        }
        resource "aws_security_group" "g" {
          name        = "g"
          description = var.description
        }
        """) == """
          folded description at main.tf:1
          group g g: Managed by Terraform
          """)
  }

  @Test func secretsStayInputsEvenWhenGiven() {
    #expect(
      translate(
        """
        variable "secret" {
          type      = string
          sensitive = true
          default   = "s3cret"
        }
        resource "aws_security_group" "g" {
          name = "g"
          tags = { Token = var.secret }
        }
        """, variables: ["secret": "hunter2"]) == """
          input secret (var.secret)
          group g g: Managed by Terraform tags {Token=$secret}
          """)
  }

  @Test func laterSourcesOfValuesWin() {
    let main = """
      variable "a" { default = "0" }
      variable "b" { default = "0" }
      variable "c" { default = "0" }
      variable "d" { default = "0" }
      variable "e" { default = "0" }
      variable "f" { type = list(string) }
      resource "aws_security_group" "g" {
        name        = "g"
        description = join(" ", [var.a, var.b, var.c, var.d, var.e, var.f[0]])
      }
      """
    #expect(
      translate(
        [
          "main.tf": main, "terraform.tfvars": "b = \"tfvars\"\nc = \"tfvars\"",
          "x.auto.tfvars": "c = \"auto\"\nd = \"auto\"", "y.auto.tfvars.json": #"{"d": "json"}"#,
          "given.tfvars": "e = \"file\"",
        ],
        environment: ["TF_VAR_a": "env", "TF_VAR_b": "env", "TF_VAR_f": #"["list"]"#],
        variableFiles: ["given.tfvars"]
      ) == """
        given a
        given b
        given c
        given d
        given e
        given f
        group g g: env tfvars auto json file list
        """)
  }

  @Test func foldTakesEveryDefault() {
    let configuration = """
      variable "name" { default = "web" }
      variable "vpc" { type = string }
      resource "aws_security_group" "g" {
        name   = var.name
        vpc_id = var.vpc
      }
      """
    #expect(
      translate(["main.tf": configuration], fold: true) == """
        folded name at main.tf:1
        input vpc (var.vpc)
        group g web: Managed by Terraform in $vpc
        """)
  }

  @Test func whatIsKeptStaysAnInputOrIsAnError() {
    let configuration = """
      variable "name" { default = "web" }
      variable "amount" { default = 1 }
      resource "aws_security_group" "g" {
        count = var.amount
        name  = var.name
      }
      """
    // A given value of a variable that is kept becomes its default.
    #expect(
      translate(["main.tf": configuration], variables: ["name": "db"], keep: ["name"]) == """
        folded amount at main.tf:4
        input name = … (var.name)
        group g_0 $name: Managed by Terraform
        """)
    #expect(
      translate(["main.tf": configuration], keep: ["amount"])
        == "main.tf:4 binding/cannot-keep: A variable cannot stay an input")
  }

  @Test func conditionsOverInputsChooseWhenTheArtifactRuns() {
    #expect(
      translate(
        """
        variable "env" { type = string }
        variable "open" { type = bool }
        variable "cidrs" { type = list(string) }
        resource "aws_security_group" "g" {
          name        = var.env == "prod" ? "live" : "test-${var.env}"
          description = "%{if var.open}open%{else}closed%{endif}"
          ingress {
            from_port   = 80
            to_port     = 80
            protocol    = "tcp"
            cidr_blocks = var.open ? concat(var.cidrs, ["10.0.0.0/8"]) : var.cidrs
          }
        }
        """) == """
          input env (var.env)
          input open (var.open)
          input cidrs (var.cidrs)
          group g (string($env) == string(prod) ? live : test-~$env): ($open ? open : closed)
            owns ingress
            ingress tcp 80-80 each ($open ? [*$cidrs, 10.0.0.0/8] : $cidrs)
          """)
  }
}
