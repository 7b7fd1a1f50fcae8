import HCL
import Terraform
import Testing

/// Every function shows an expression and its value.
@Suite struct FunctionsExampleTests {
  @Test(arguments: functionTable.values.sorted { $0.name.precedesInBytes($1.name) }.map(\.name))
  func exampleHolds(_ name: String) throws {
    let function = try #require(functionTable[name])
    let environment = FunctionEnvironment(fileKind: { _ in .success(.missing) })
    let value = try FunctionsExpression.evaluate(
      function.example.expression, environment: environment)
    #expect(jsonEncode(value) == function.example.json)
    #expect(function.example.expression.contains(name + "("))
    #expect(function.documentation.hasSuffix("."))
  }

  @Test func familiesTogetherAreTheTable() {
    #expect(functionFamilies.joined().count == functionTable.count)
  }

  /// What `terraform metadata functions` lists, but for what belongs elsewhere.
  @Test func nothingIsMissing() {
    let others = [
      "can", "templatefile", "templatestring", "try",  // special forms of the evaluator
    ]
    let missing = terraformFunctions.filter { functionTable[$0] == nil }
    #expect(missing == others.sorted { $0.precedesInBytes($1) })
  }
}

private let terraformFunctions = [
  "abs", "abspath", "alltrue", "anytrue", "base64decode", "base64encode", "base64gzip",
  "base64sha256", "base64sha512", "basename", "bcrypt", "can", "ceil", "chomp", "chunklist",
  "cidrhost", "cidrnetmask", "cidrsubnet", "cidrsubnets", "coalesce", "coalescelist",
  "compact", "concat", "contains", "csvdecode", "dirname", "distinct", "element", "endswith",
  "ephemeralasnull", "file", "filebase64", "filebase64sha256", "filebase64sha512",
  "fileexists", "filemd5", "fileset", "filesha1", "filesha256", "filesha512", "flatten",
  "floor", "format", "formatdate", "formatlist", "indent", "index", "issensitive", "join",
  "jsondecode", "jsonencode", "keys", "length", "log", "lookup", "lower", "matchkeys", "max",
  "md5", "merge", "min", "nonsensitive", "one", "parseint", "pathexpand", "plantimestamp",
  "pow", "range", "regex", "regexall", "replace", "reverse", "rsadecrypt", "sensitive",
  "setintersection", "setproduct", "setsubtract", "setunion", "sha1", "sha256", "sha512",
  "signum", "slice", "sort", "split", "startswith", "strcontains", "strrev", "substr", "sum",
  "templatefile", "templatestring", "textdecodebase64", "textencodebase64", "timeadd",
  "timecmp", "timestamp", "title", "tobool", "tolist", "tomap", "tonumber", "toset",
  "tostring", "transpose", "trim", "trimprefix", "trimspace", "trimsuffix", "try", "upper",
  "urlencode", "uuid", "uuidv5", "values", "yamldecode", "yamlencode", "zipmap",
]
