import Diagnostics
import HCL
import Portolan
import Terraform

extension FuzzTarget {
  /// An expression in the scope of a module.
  static let expression = FuzzTarget(name: "expression") { bytes in
    answer(String(decoding: bytes, as: UTF8.self), ["main.tf": Array(module.utf8)])
  }

  /// Functions that read a language of their own, for which an expression's quotes are in the way.
  /// The first line is what a pattern or format is applied with, the rest is the text.
  static let decoding = FuzzTarget(name: "decoding") { bytes in
    let pattern = bytes.prefix { $0 != 0x0A }
    let files: [String: [UInt8]] = [
      "main.tf": Array(module.utf8), "pattern": Array(pattern),
      "text": Array(bytes.dropFirst(pattern.count + 1)),
    ]
    for call in calls { answer(call, files) }
  }
}

private let calls = [
  #"yamldecode(file("text"))"#, #"yamlencode(yamldecode(file("text")))"#,
  #"csvdecode(file("text"))"#, #"jsondecode(file("text"))"#, #"base64decode(file("text"))"#,
  #"regexall(file("pattern"), file("text"))"#,
  #"replace(file("text"), "/${file("pattern")}/", "<$1>")"#,
  #"formatdate(file("pattern"), timeadd("2024-02-29T23:59:59Z", file("text")))"#,
  #"format(file("pattern"), file("text"), 1.5, [file("text")], null)"#,
  #"formatlist(file("pattern"), ["a", file("text")], 7)"#,
  #"cidrsubnet(file("pattern"), 4, 2)"#, #"cidrsubnets(file("pattern"), 1, 2)"#,
  #"cidrhost(file("pattern"), -1)"#, #"templatefile("text", { port = 22, names = ["a", "b"] })"#,
  #"split(file("pattern"), file("text"))"#, #"title(lower(upper(file("text"))))"#,
  #"substr(strrev(file("text")), -5, 3)"#, #"parseint(file("pattern"), 36)"#,
  #"tonumber(file("pattern")) % 7"#, #"fileset(".", file("pattern"))"#,
  #"base64gzip(file("text"))"#, #"indent(2, file("text"))"#, #"urlencode(file("text"))"#,
  #"textdecodebase64(base64encode(file("text")), "UTF-16LE")"#,
  #"textencodebase64(file("text"), "UTF-16BE")"#, #"sha512(file("text"))"#,
  #"timecmp(file("pattern"), "2024-02-29T23:59:59Z")"#,
]

private let module = """
  variable "open" { type = list(string) }
  variable "port" { default = 22 }
  locals {
    names = ["a", "b", "c"]
    map   = { a = 1, b = [true, null], "c d" = { e = "f" } }
    text  = <<-END
      %{for name in local.names~}
      ${name}
      %{endfor~}
    END
  }
  resource "aws_security_group" "one" { name = "one" }
  resource "aws_security_group" "each" {
    for_each = toset(local.names)
    name     = each.key
  }
  data "aws_vpc" "main" { default = true }
  """

private func answer(_ expression: String, _ contents: [String: [UInt8]]) {
  let session = EvaluationSession(inMemory: ModuleFiles(inMemory: contents))
  guard let answer = session.answer(expression) else {
    return renderAll(session.diagnostics, session.sources)
  }
  renderAll(answer.diagnostics, answer.sources)
  _ = answer.text
  _ = answer.json
}
