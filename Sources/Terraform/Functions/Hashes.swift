import HCL

/// Functions that compute digests, of strings and of files.
let hashFunctions =
  [
    hash("md5", .md5, hexadecimal, "MD5", #""5eb63bbbe01eeed093cb22bb8f5acdc3""#),
    hash("sha1", .sha1, hexadecimal, "SHA-1", #""2aae6c35c94fcfb415dbe95f408b9ce91ee846ed""#),
    hash(
      "sha256", .sha256, hexadecimal, "SHA-256",
      #""b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9""#),
    hash(
      "sha512", .sha512, hexadecimal, "SHA-512",
      #""309ecc489c12d6eb4cc40f50c902f2b4d0ed77ee511a7c7a9bcd3ca86d4cd86f989dd35bc5ff499670da34255"#
        + #"b45b0cfd830e81f605dcf7dc5542e93ae9cd76f""#),
    hash(
      "base64sha256", .sha256, Base64.encode, "Base64 of the SHA-256",
      #""uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=""#),
    hash(
      "base64sha512", .sha512, Base64.encode, "Base64 of the SHA-512",
      #""MJ7MSJwS1utMxA9QyQLytNDtd+5RGnx6m808qG1M2G+YndNbxf9JlnDaNCVbRbDP2DDoH2Bdz33FVC6TrpzXbw==""#
    ),
    fileHash("filemd5", .md5, hexadecimal, "MD5"),
    fileHash("filesha1", .sha1, hexadecimal, "SHA-1"),
    fileHash("filesha256", .sha256, hexadecimal, "SHA-256"),
    fileHash("filesha512", .sha512, hexadecimal, "SHA-512"),
    fileHash("filebase64sha256", .sha256, Base64.encode, "Base64 of the SHA-256"),
    fileHash("filebase64sha512", .sha512, Base64.encode, "Base64 of the SHA-512"),
    uuidv5,
  ]

private typealias Notation = @Sendable ([UInt8]) -> String

private let hexadecimal: Notation = { bytes in hexadecimalText(bytes) }

private func hash(
  _ name: String, _ algorithm: HashAlgorithm, _ notation: @escaping Notation, _ title: String,
  _ ofHelloWorld: String
) -> Function {
  Function(
    name, [.init("str", .string)], returns: .string,
    documentation: "The \(title) digest of a string.",
    example: .init("\(name)(\"hello world\")", ofHelloWorld)
  ) { arguments, _ throws(FunctionError) in
    .string(notation(algorithm.digest(Array(try arguments.string(0).utf8))))
  }
}

private func fileHash(
  _ name: String, _ algorithm: HashAlgorithm, _ notation: @escaping Notation, _ title: String
) -> Function {
  Function(
    name, [.init("path", .string)], returns: .string,
    documentation: "The \(title) digest of a file.",
    example: .init("can(\(name)(\"missing.txt\"))", "false")
  ) { arguments, environment throws(FunctionError) in
    .string(notation(algorithm.digest(try contents(try arguments.string(0), environment))))
  }
}

private let uuidv5 = Function(
  "uuidv5", [.init("namespace", .string), .init("name", .string)], returns: .string,
  documentation: "The UUID of a name in a namespace: dns, url, oid, x500 or a UUID.",
  example: .init(
    #"uuidv5("dns", "www.terraform.io")"#, #""a5008fae-b28c-5ba5-96cd-82b4c53552d6""#)
) { arguments, _ throws(FunctionError) in
  let namespace = try arguments.string(0)
  guard let prefix = namespaceBytes(namespace) else {
    throw FunctionError(
      "uuidv5() doesn't support namespace \(namespace), which is neither dns, url, oid nor x500 and "
        + "no UUID")
  }
  var bytes = Array(
    HashAlgorithm.sha1.digest(prefix + Array(try arguments.string(1).utf8)).prefix(16))
  bytes[6] = bytes[6] & 0x0F | 0x50
  bytes[8] = bytes[8] & 0x3F | 0x80
  let groups = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
  return .string(groups.map { hexadecimalText($0) }.joined(separator: "-"))
}

/// The namespaces of RFC 4122 differ in their fourth byte.
private func namespaceBytes(_ name: String) -> [UInt8]? {
  switch name {
  case "dns": uuidBytes("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
  case "url": uuidBytes("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
  case "oid": uuidBytes("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
  case "x500": uuidBytes("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
  default: uuidBytes(name)
  }
}

private func uuidBytes(_ text: String) -> [UInt8]? {
  let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  guard groups.map(\.count) == [8, 4, 4, 4, 12] else { return nil }
  let digits = groups.joined().compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
  guard digits.count == 32 else { return nil }
  return (0..<16).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
}
