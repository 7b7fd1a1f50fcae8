import Testing

/// The same configuration in both syntaxes; the JSON may be anything that means the same.
struct Pair: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let native: [String: String]
  let json: [String: String]

  init(_ name: String, _ native: String, _ json: String) {
    self.init(name, ["main.tf": native], ["main.tf.json": json])
  }

  init(_ name: String, _ native: [String: String], _ json: [String: String]) {
    testDescription = name
    self.native = native
    self.json = json
  }
}

private let pairs = [
  Pair(
    "variables, locals, outputs",
    #"""
    variable "vpc" { type = string }
    variable "ports" {
      type    = list(object({ port = number, open = optional(bool, true) }))
      default = [{ port = 80 }, { port = 443, open = false }]
    }
    variable "text" { default = "$${not.evaluated}" }
    locals {
      name   = "web-${length(var.ports)}"
      number = 1
    }
    resource "aws_security_group" "web" {
      name   = local.name
      vpc_id = var.vpc
      tags = {
        Text         = var.text
        (local.name) = "computed"
        Number       = local.number
        Escapes      = "a\tb \"c\" \\ ☃"
      }
    }
    output "id" {
      value = { id = aws_security_group.web.id, ports = [for p in var.ports : p.port if p.open] }
    }
    """#,
    #"""
    {
      "//": "A comment.",
      "variable": [
        {"vpc": {"type": "string", "//": "Another one."}},
        {"ports": [{
          "type": "list(object({ port = number, open = optional(bool, true) }))",
          "default": [{"port": 80}, {"port": 443, "open": false}]
        }]}
      ],
      "variable": {"text": {"default": "${not.evaluated}"}},
      "locals": [{"name": "web-${length(var.ports)}"}, {"number": 1}],
      "resource": {"aws_security_group": {"web": {
        "name": "${local.name}",
        "vpc_id": "${var.vpc}",
        "tags": {
          "Text": "${var.text}",
          "${local.name}": "computed",
          "Number": "${local.number}",
          "Escapes": "a\tb \"c\" \\ \u2603"
        }
      }}},
      "output": {"id": {"value": {
        "id": "${aws_security_group.web.id}",
        "ports": "${[for p in var.ports : p.port if p.open]}"
      }}}
    }
    """#),
  Pair(
    "inline rules, dynamic blocks, lifecycle and timeouts",
    #"""
    locals { ports = { http = 80, https = 443 } }
    resource "aws_security_group" "web" {
      name = "web"
      ingress = [{
        description = "SSH", from_port = 22, to_port = 22, protocol = "tcp"
        cidr_blocks = ["10.0.0.0/8"], ipv6_cidr_blocks = [], prefix_list_ids = []
        security_groups = [], self = false
      }]
      dynamic "egress" {
        for_each = local.ports
        iterator = it
        content {
          description = "%{ if it.key == "http" }plain%{ else }TLS%{ endif }"
          from_port   = it.value
          to_port     = it.value
          protocol    = "tcp"
          self        = true
        }
      }
      timeouts { create = "5m" }
      lifecycle {
        prevent_destroy = true
        ignore_changes  = [tags["Name"]]
      }
      depends_on = [aws_security_group.other]
    }
    resource "aws_security_group" "other" {
      name    = "other"
      ingress = []
    }
    """#,
    #"""
    {
      "locals": {"ports": {"http": 80, "https": 443}},
      "resource": [{"aws_security_group": [{"web": {
        "name": "web",
        "ingress": [{
          "description": "SSH", "from_port": 22, "to_port": "22", "protocol": "tcp",
          "cidr_blocks": ["10.0.0.0/8"], "ipv6_cidr_blocks": [], "prefix_list_ids": [],
          "security_groups": [], "self": false
        }],
        "dynamic": [{"egress": {
          "for_each": "${local.ports}",
          "iterator": "it",
          "content": [{
            "description": "%{ if it.key == \"http\" }plain%{ else }TLS%{ endif }",
            "from_port": "${it.value}", "to_port": "${it.value}", "protocol": "tcp", "self": true
          }]
        }}],
        "timeouts": [{"create": "5m"}],
        "lifecycle": {"prevent_destroy": true, "ignore_changes": ["tags[\"Name\"]"]},
        "depends_on": ["aws_security_group.other"]
      }}, {"other": {"name": "other", "ingress": [], "timeouts": null}}]}]
    }
    """#),
  Pair(
    "repetition, rule resources and data sources",
    #"""
    data "aws_vpc" "main" {
      filter {
        name   = "tag:Name"
        values = ["main"]
      }
    }
    resource "aws_security_group" "each" {
      for_each = { a = { port = 1 }, b = { port = 2 } }
      name     = "g-${each.key}"
      vpc_id   = data.aws_vpc.main.id
    }
    resource "aws_vpc_security_group_ingress_rule" "rule" {
      for_each          = aws_security_group.each
      security_group_id = each.value.id
      ip_protocol       = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_ipv4         = "10.0.0.0/8"
    }
    resource "aws_instance" "other" {
      tags = { Name = "10.1.0.0/16" }
      root_block_device { volume_size = 1 }
    }
    resource "aws_security_group_rule" "two" {
      count             = 2
      type              = "egress"
      security_group_id = aws_security_group.each["a"].id
      from_port         = count.index
      to_port           = count.index
      protocol          = "udp"
      cidr_blocks       = [aws_instance.other.tags["Name"]]
      description       = aws_instance.other.root_block_device[0].volume_id
    }
    """#,
    #"""
    {
      "data": {"aws_vpc": {"main": {"filter": {"name": "tag:Name", "values": ["main"]}}}},
      "resource": {
        "aws_security_group": {"each": {
          "for_each": {"a": {"port": 1}, "b": {"port": 2}},
          "name": "g-${each.key}",
          "vpc_id": "${data.aws_vpc.main.id}"
        }},
        "aws_vpc_security_group_ingress_rule": {"rule": {
          "for_each": "${aws_security_group.each}",
          "security_group_id": "${each.value.id}",
          "ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv4": "10.0.0.0/8"
        }},
        "aws_instance": {"other": {
          "tags": {"Name": "10.1.0.0/16"},
          "root_block_device": {"volume_size": 1}
        }},
        "aws_security_group_rule": {"two": {
          "count": 2, "type": "egress",
          "security_group_id": "${aws_security_group.each[\"a\"].id}",
          "from_port": "${count.index}", "to_port": "${count.index}", "protocol": "udp",
          "cidr_blocks": ["${aws_instance.other.tags[\"Name\"]}"],
          "description": "${aws_instance.other.root_block_device[0].volume_id}"
        }}
      }
    }
    """#),
  Pair(
    "modules and providers",
    [
      "main.tf": #"""
      provider "aws" { region = "us-east-1" }
      provider "aws" {
        alias  = "eu"
        region = "eu-west-1"
        default_tags { tags = { Team = "net" } }
      }
      module "net" {
        source    = "./net"
        providers = { aws = aws.eu }
        name      = "x"
      }
      resource "aws_security_group" "here" {
        provider = aws.eu
        name     = "${module.net.name}-here"
      }
      """#,
      "net/main.tf": #"""
      variable "name" {
        type = string
        validation {
          condition     = length(var.name) > 0
          error_message = "No name."
        }
      }
      resource "aws_security_group" "this" { name = "net-${var.name}" }
      output "name" { value = aws_security_group.this.name }
      """#,
    ],
    [
      "main.tf.json": #"""
      {
        "terraform": {"required_version": ">= 1.0"},
        "provider": {"aws": [
          {"region": "us-east-1"},
          {"alias": "eu", "region": "eu-west-1", "default_tags": [{"tags": {"Team": "net"}}]}
        ]},
        "module": {"net": {"source": "./net", "providers": {"aws": "aws.eu"}, "name": "x"}},
        "resource": {"aws_security_group": {"here": {
          "provider": "aws.eu", "name": "${module.net.name}-here"
        }}}
      }
      """#,
      "net/main.tf.json": #"""
      {
        "variable": {"name": {"type": "string", "validation": {
          "condition": "${length(var.name) > 0}", "error_message": "No name."
        }}},
        "resource": {"aws_security_group": {"this": {"name": "net-${var.name}"}}},
        "output": {"name": {"value": "${aws_security_group.this.name}"}}
      }
      """#,
    ]),
  Pair(
    "override files and values, mixed with native files",
    [
      "main.tf": #"""
      variable "cidrs" { type = map(string) }
      resource "aws_security_group" "o" {
        name        = "o"
        description = "base"
        ingress {
          from_port = 1
          to_port   = 1
          protocol  = "tcp"
          self      = true
        }
      }
      """#,
      "o_override.tf": #"""
      resource "aws_security_group" "o" {
        description = join(" ", keys(var.cidrs))
        ingress     = []
      }
      """#,
      "terraform.tfvars": #"cidrs = { "$${a}" = "10.0.0.0/8" }"#,
    ],
    [
      "variables.tf.json": #"{"variable": {"cidrs": {"type": "map(string)"}}}"#,
      "main.tf": #"""
      resource "aws_security_group" "o" {
        name        = "o"
        description = "base"
        ingress {
          from_port = 1
          to_port   = 1
          protocol  = "tcp"
          self      = true
        }
      }
      """#,
      "o_override.tf.json": #"""
      {"resource": {"aws_security_group": {"o": {
        "description": "${join(\" \", keys(var.cidrs))}", "ingress": []
      }}}}
      """#,
      "terraform.tfvars.json": #"{"//": "A comment.", "cidrs": {"${a}": "10.0.0.0/8"}}"#,
    ]),
]

@Suite("Terraform's JSON syntax") struct JSONConfigurationTests {
  @Test("Means what the native syntax means", arguments: pairs)
  func meaning(_ pair: Pair) {
    let native = withoutPlaces(translate(pair.native))
    #expect(native.contains("group "))
    #expect(withoutPlaces(translate(pair.json)) == native)
  }

  /// A folded variable is told with the line that it is needed at.
  private func withoutPlaces(_ summary: String) -> String {
    summary.split(separator: "\n").map { line in
      line.hasPrefix("folded")
        ? line.split(separator: " ").prefix(2).joined(separator: " ")
        : String(line)
    }.joined(separator: "\n")
  }

  /// What stands in the group, and the errors, each with its line and what is marked there.
  @Test(
    arguments: [
      (#""nam": "x""#, #"json/extraneous-property "nam""#),
      ("\"name\": \"x\",\n\"name\": \"y\"", #"json/duplicate-argument "name""#),
      (#""tags": {"a": "1", "a": "2"}"#, #"json/duplicate-attribute "a""#),
      (#""timeouts": 5"#, "json/incorrect-type 5"),
      (#""timeouts": ["5m"]"#, #"json/incorrect-type "5m""#),
      (#""dynamic": {}"#, "json/missing-label {"),
      (#""dynamic": "x""#, #"json/incorrect-type "x""#),
      (
        #""dynamic": {"ingress": {"for_each": [], "content": {}, "x": 1}}"#,
        #"json/extraneous-property "x""#
      ),
      (
        #""ingress": [{"from_port": 1}]"#,
        #"terraform/inappropriate-value {"from_port": 1}"#
      ),
      (
        #""ingress": {"from_port": 1}"#,
        #"terraform/inappropriate-value {"from_port": 1}"#
      ),
      (
        #""ingress": [], "dynamic": {"ingress": {"for_each": [], "content": {}}}"#,
        #"terraform/attribute-and-block "ingress""#
      ),
      (#""name": "\u0061\"\n${local.none}""#, "terraform/undeclared-local local.none"),
      (#""name": "\ud83d\ude00${1 +}""#, "hcl/invalid-expression }"),
    ])
  func errors(inside: String, expected: String) {
    let text = "{\"resource\": {\"aws_security_group\": {\"a\": {\(inside)}}}}"
    #expect(marks(["main.tf.json": text]) == expected)
  }

  @Test(
    arguments: [
      ("5", "json/incorrect-type 5"),
      ("[1]", "json/incorrect-type 1"),
      (#"{"resources": {}}"#, #"json/extraneous-property "resources""#),
      (#"{"resource": {}}"#, "json/missing-label {"),
      (#"{"resource": null}"#, "json/missing-label null"),
      (#"{"resource": "x"}"#, #"json/incorrect-type "x""#),
      (#"{"resource": {"aws_security_group": {"a": "x"}}}"#, #"json/incorrect-type "x""#),
      (#"{"locals": ["x"]}"#, #"json/incorrect-type "x""#),
      (#"{"variable": {"a": {"typ": "string"}}}"#, #"json/extraneous-property "typ""#),
      (#"{"variable": {"a": {"type": 5}}}"#, "hcl/invalid-type 5"),
      (#"{"variable": {"a": {"type": "strin"}}}"#, "hcl/invalid-type strin"),
      (#"{"locals": {"a": 1,}}"#, "json/trailing-comma ,"),
      (#"{"locals": {"a": [1, ]}}"#, "json/trailing-comma ,"),
      ("{'locals': {}}", "json/syntax '"),
    ])
  func errorsOfTheFile(text: String, expected: String) {
    #expect(marks(["main.tf.json": text]) == expected)
  }
}
