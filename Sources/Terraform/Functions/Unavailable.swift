import HCL

/// Functions of Terraform that have no value when a configuration is translated, and why.
let unavailableFunctions = [
  unavailable(
    "abspath", [.init("path", .string)], "abspath(\".\")",
    "an absolute path differs from machine to machine"),
  unavailable(
    "bcrypt", [.init("str", .string)], variadic: .init("cost", .number), "bcrypt(\"x\")",
    "its result is different each time"),
  unavailable(
    "plantimestamp", [], "plantimestamp()", "there is no plan whose time it could tell"),
  unavailable(
    "rsadecrypt", [.init("ciphertext", .string), .init("privatekey", .string)],
    "rsadecrypt(\"\", \"\")", "a decrypted secret would stand in the result for all to read"),
  unavailable("timestamp", [], "timestamp()", "its result is different each time"),
  unavailable("uuid", [], "uuid()", "its result is different each time"),
]

private func unavailable(
  _ name: String, _ parameters: [Function.Parameter], variadic: Function.Parameter? = nil,
  _ call: String, _ reason: String
) -> Function {
  Function(
    name, parameters, variadic: variadic, returns: .string,
    documentation: "Has no value when a configuration is translated: \(reason).",
    example: .init("can(\(call))", "false")
  ) { _, _ throws(FunctionError) in
    throw FunctionError(
      "it has no value when a configuration is translated, because \(reason); make the value a "
        + "variable instead")
  }
}
