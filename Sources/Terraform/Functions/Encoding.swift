import HCL

/// Functions between values and texts in other notations.
let encodingFunctions = [
  base64decode, base64encode, csvdecode, jsondecode, jsonencode, textdecodebase64,
  textencodebase64, urlencode,
]

private let base64encode = Function(
  "base64encode", [.init("str", .string)], returns: .string,
  documentation: "The bytes of a string in Base64.",
  example: .init(#"base64encode("Hello World")"#, #""SGVsbG8gV29ybGQ=""#)
) { arguments, _ throws(FunctionError) in
  .string(Base64.encode(Array(try arguments.string(0).utf8)))
}

private let base64decode = Function(
  "base64decode", [.init("str", .string)], returns: .string,
  documentation: "The string whose bytes are given in Base64.",
  example: .init(#"base64decode("SGVsbG8gV29ybGQ=")"#, #""Hello World""#)
) { arguments, _ throws(FunctionError) in
  let text = try arguments.string(0)
  guard case .success(let bytes) = Base64.decode(text) else {
    throw FunctionError("failed to decode base64 data \(quoted(text))")
  }
  guard let decoded = String(validating: bytes, as: UTF8.self) else {
    throw FunctionError("the result of decoding the provided string is not valid UTF-8")
  }
  return .string(normalizing: decoded)
}

private let textencodebase64 = Function(
  "textencodebase64", [.init("string", .string), .init("encoding", .string)], returns: .string,
  documentation: "A string in a character encoding, its bytes in Base64.",
  example: .init(#"textencodebase64("Hello", "UTF-16LE")"#, #""SABlAGwAbABvAA==""#)
) { arguments, _ throws(FunctionError) in
  let encoding = try textEncoding(arguments)
  guard let bytes = encoding.encode(try arguments.string(0)) else {
    throw FunctionError(
      "the given string contains characters that cannot be represented in \(encoding.name)",
      argument: 0)
  }
  return .string(Base64.encode(bytes))
}

private let textdecodebase64 = Function(
  "textdecodebase64", [.init("source", .string), .init("encoding", .string)], returns: .string,
  documentation: "A string from its bytes in a character encoding, which are given in Base64.",
  example: .init(#"textdecodebase64("SABlAGwAbABvAA==", "UTF-16LE")"#, #""Hello""#)
) { arguments, _ throws(FunctionError) in
  let encoding = try textEncoding(arguments)
  switch Base64.decode(try arguments.string(0)) {
  case .failure(let fault):
    throw FunctionError(
      "the given value has an invalid base64 symbol at offset \(fault.offset)", argument: 0)
  case .success(let bytes):
    guard let text = encoding.decode(bytes) else {
      throw FunctionError(
        "the given string contains symbols that are not defined for \(encoding.name)", argument: 0)
    }
    return .string(normalizing: text)
  }
}

private func textEncoding(_ arguments: [Value]) throws(FunctionError) -> TextEncoding {
  let name = try arguments.string(1)
  guard let encoding = TextEncoding(name) else {
    throw FunctionError(
      "\(quoted(name)) is not a supported IANA encoding name or alias; UTF-8, UTF-16, UTF-16LE, "
        + "UTF-16BE, US-ASCII and ISO-8859-1 are", argument: 1)
  }
  return encoding
}

private let urlencode = Function(
  "urlencode", [.init("str", .string)], returns: .string,
  documentation: "A string as it may stand in the query of a URL.",
  example: .init(#"urlencode("Hello World!")"#, #""Hello+World%21""#)
) { arguments, _ throws(FunctionError) in
  var encoded = ""
  for byte in try arguments.string(0).utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "~"):
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    case UInt8(ascii: " "): encoded += "+"
    default: encoded += "%" + hexadecimalText([byte]).uppercased()
    }
  }
  return .string(encoded)
}

private let csvdecode = Function(
  "csvdecode", [.init("str", .string)], returns: .list(.dynamic),
  documentation: "The lines of comma-separated values as objects; the first line names the "
    + "attributes.",
  example: .init(#"csvdecode("a,b\n1,2")"#, #"[{"a":"1","b":"2"}]"#)
) { arguments, _ throws(FunctionError) in
  var records = try csvRecords(try arguments.string(0))[...]
  guard let names = records.popFirst() else { throw FunctionError("missing header line") }
  var attributes: [String: ValueType] = [:]
  for name in names where attributes.updateValue(.string, forKey: name) != nil {
    throw FunctionError("duplicate column name \(quoted(name))")
  }
  let rows = records.map { record in
    Value.object(Fields(zip(names, record).map { (name: $0, value: .string($1)) }))
  }
  return .list(.object(ObjectType(attributes)), rows)
}

/// All records, each with as many fields as the first.
private func csvRecords(_ text: String) throws(FunctionError) -> [[String]] {
  var reader = CSVReader(text)
  var records: [[String]] = []
  do throws(CSVReader.Fault) {
    while let record = try reader.next() {
      if let first = records.first, first.count != record.count {
        throw CSVReader.Fault(line: reader.recordLine, message: "wrong number of fields")
      }
      records.append(record)
    }
  } catch {
    throw FunctionError("CSV parse error on line \(error.line): \(error.message)")
  }
  return records
}

private let jsonencode = Function(
  "jsonencode", [.init("val", .dynamic, allowsNull: true)], returns: .string,
  documentation: "A value as JSON.",
  example: .init(#"jsonencode({ b = [1, true], a = null })"#, #""{\"a\":null,\"b\":[1,true]}""#)
) { arguments, _ throws(FunctionError) in
  do throws(JSONEncodingError) { return .string(try encodeJSON(arguments[0])) } catch {
    throw FunctionError(error.message)
  }
}

private let jsondecode = Function(
  "jsondecode", [.init("str", .string)], returns: .dynamic,
  documentation: "The value of a JSON text.",
  example: .init(#"jsondecode("{\"a\":[1,null]}")"#, #"{"a":[1,null]}"#)
) { arguments, _ throws(FunctionError) in
  let bytes = Array(try arguments.string(0).utf8)
  do throws(JSONSyntaxError) { return try JSONReader.read(bytes).decoded } catch {
    throw FunctionError(error.message)
  }
}
