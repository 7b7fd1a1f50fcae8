import HCL

/// Functions that compress.
let compressionFunctions = [base64gzip]

private let base64gzip = Function(
  "base64gzip", [.init("str", .string)], returns: .string,
  documentation: "The bytes of a string compressed with gzip, in Base64; the same bytes as "
    + "Terraform's.",
  example: .init(
    #"base64gzip("Hello World")"#, #""H4sIAAAAAAAA//JIzcnJVwjPL8pJAQAAAP//AQAA//9WsRdKCwAAAA==""#)
) { arguments, _ throws(FunctionError) in
  .string(Base64.encode(gzip(Array(try arguments.string(0).utf8))))
}
