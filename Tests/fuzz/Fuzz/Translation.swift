import Diagnostics
import HCL
import Portolan
import Terraform

extension FuzzTarget {
  /// A whole configuration, to every target. A line `=== PATH` begins another file.
  static let translation = FuzzTarget(name: "translate") { bytes in
    translate(files(in: bytes))
  }

  /// Values for variables of every kind of type. The first byte chooses the syntax.
  static let variables = FuzzTarget(name: "tfvars") { bytes in
    let isJSON = bytes.first == UInt8(ascii: "{")
    let name = isJSON ? "terraform.tfvars.json" : "terraform.tfvars"
    translate([name: bytes, "main.tf": Array(declarations.utf8)])
  }
}

private let declarations = """
  variable "text" { type = string }
  variable "port" {
    type    = number
    default = 22
    validation {
      condition     = var.port > 0 && var.port < 65536
      error_message = "No port: ${var.port}."
    }
  }
  variable "flag" { default = true }
  variable "cidrs" {
    type    = list(string)
    default = ["10.0.0.0/8"]
  }
  variable "names" {
    type    = set(string)
    default = []
  }
  variable "tags" {
    type    = map(string)
    default = {}
  }
  variable "rules" {
    type = map(object({
      from = number
      to   = optional(number, 80)
      who  = optional(list(string), ["10.0.0.0/8"])
      more = optional(tuple([bool, any]))
    }))
    default = {}
  }
  variable "any" { default = null }
  resource "aws_security_group" "each" {
    for_each    = var.rules
    name        = "${var.text}-${each.key}"
    description = jsonencode(var.any)
    tags        = merge(var.tags, { Flag = var.flag })
    ingress {
      from_port   = each.value.from
      to_port     = each.value.to
      protocol    = "tcp"
      cidr_blocks = concat(each.value.who, var.cidrs)
    }
    dynamic "egress" {
      for_each = var.names
      content {
        from_port   = var.port
        to_port     = var.port
        protocol    = "udp"
        description = egress.value
        self        = true
      }
    }
  }
  """

func translate(_ contents: [String: [UInt8]]) {
  let files = ModuleFiles(inMemory: contents)
  let checked = compile(inMemory: files)
  renderAll(checked.diagnostics, checked.sources)
  if checked.hasErrors { return }
  for target in targetNames {
    let compilation = compile(inMemory: files, to: target)
    renderAll(compilation.diagnostics, compilation.sources)
    // An invariant that is broken is a fault like any other.
    precondition(!compilation.diagnostics.contains { $0.severity == .internal }, target)
  }
}

private func files(in bytes: [UInt8]) -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  var path = "main.tf"
  for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
    if line.starts(with: "=== ".utf8) {
      path = String(decoding: line.dropFirst(4), as: UTF8.self)
    } else {
      files[path, default: []] += line + [0x0A]
    }
  }
  return files
}
