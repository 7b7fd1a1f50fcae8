import HCL

/// Functions between values and YAML.
let yamlFunctions = [yamldecode, yamlencode]

private let yamldecode = Function(
  "yamldecode", [.init("src", .string)], returns: .dynamic,
  documentation: "The value of a YAML text: one document, anchors and aliases included.",
  example: .init(#"yamldecode("a: 1\nb: [x, ~]")"#, #"{"a":1,"b":["x",null]}"#)
) { arguments, _ throws(FunctionError) in
  let text = try arguments.string(0)
  do throws(YAMLFault) { return try YAMLReader.read(text) } catch {
    throw FunctionError(error.text)
  }
}

private let yamlencode = Function(
  "yamlencode", [.init("value", .dynamic, allowsNull: true)], returns: .string,
  documentation: "A value as YAML, in block style.",
  example: .init(#"yamlencode({ a = [1, true] })"#, #""\"a\":\n- 1\n- true\n""#)
) { arguments, _ throws(FunctionError) in
  .string(normalizing: encodeYAML(arguments[0]))
}
