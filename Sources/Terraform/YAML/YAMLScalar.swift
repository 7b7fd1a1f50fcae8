import HCL

/// Tags written out in full.
enum YAMLTag {
  static let prefix = "tag:yaml.org,2002:"
  static let string = prefix + "str"
  static let bool = prefix + "bool"
  static let integer = prefix + "int"
  static let float = prefix + "float"
  static let null = prefix + "null"
  static let timestamp = prefix + "timestamp"
  static let binary = prefix + "binary"
  static let sequence = prefix + "seq"
  static let mapping = prefix + "map"

  static let ofScalars = ["", string, bool, integer, float, null, timestamp, binary]
}

/// The value of a scalar: by its tag, and by its text where its first character is a hint that it is
/// not a string. A fault has no place.
func resolveYAMLScalar(
  _ text: String, _ style: YAMLScalarStyle, tag: String
) throws(YAMLFault) -> Value {
  guard YAMLTag.ofScalars.contains(tag) else {
    throw YAMLFault(message: "unsupported tag \(quoted(tag))")
  }
  if tag != YAMLTag.string, tag != YAMLTag.binary, text.hintsAtValue {
    if style.isQuoted { return .string(normalizing: text) }
    if let value = try hintedValue(text, tag: tag) { return value }
  }
  return try taggedValue(text, tag: tag)
}

extension String {
  fileprivate var hintsAtValue: Bool {
    guard let first = utf8.first else { return true }
    return "+-0123456789yYnNtTfFoO~.".utf8.contains(first)
  }

  /// YAML's forms of decimal, octal and hexadecimal numbers and of floats, without underscores.
  fileprivate var isPlainNumber: Bool {
    if hasPrefix("0o") { return utf8.count > 2 && utf8.dropFirst(2).allSatisfy(\.isOctalDigit) }
    if hasPrefix("0x") { return utf8.count > 2 && utf8.dropFirst(2).allSatisfy(\.isHexDigit) }
    var rest = utf8[...]
    rest.skipSign()
    let whole = rest.skipDigits()
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = rest.skipDigits()
    }
    if whole + fraction == 0 { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      rest.skipSign()
      if rest.skipDigits() == 0 { return false }
    }
    return rest.isEmpty
  }
}

private let words: [String: Value.Content] = {
  var words: [String: Value.Content] = [:]
  for word in ["y", "yes", "true", "on"] { words[word] = .bool(true) }
  for word in ["n", "no", "false", "off"] { words[word] = .bool(false) }
  words["null"] = .null(.dynamic)
  for (word, content) in words {
    words[word.uppercased()] = content
    words[word.prefix(1).uppercased() + word.dropFirst()] = content
  }
  for word in ["", "~"] { words[word] = .null(.dynamic) }
  for word in [".inf", ".Inf", ".INF"] {
    words[word] = .number(.infinity)
    words["+" + word] = .number(.infinity)
    words["-" + word] = .number(.negativeInfinity)
  }
  return words
}()

/// The value that a text has by itself; nil if it is for the tag to say.
private func hintedValue(_ text: String, tag: String) throws(YAMLFault) -> Value? {
  if let content = words[text] { return Value(content) }
  if tag.isEmpty, [".nan", ".NaN", ".NAN"].contains(text) {
    throw YAMLFault(message: "floating point NaN is not supported")
  }
  switch text.utf8.first ?? 0 {
  case UInt8(ascii: "."): return Number(literal: text).map { .number($0) }
  case UInt8(ascii: "+"), UInt8(ascii: "-"), 0x30...0x39:
    if tag.isEmpty || tag == YAMLTag.timestamp, let time = Timestamp(yaml: text) {
      return .string(time.text)
    }
    // As an integer or a float: both give the same number.
    return text.isPlainNumber ? try taggedValue(text, tag: YAMLTag.integer) : nil
  default: return nil
  }
}

private func taggedValue(_ text: String, tag: String) throws(YAMLFault) -> Value {
  let fault = YAMLFault(message: "cannot parse \(quoted(text)) as \(tag)")
  switch tag {
  case YAMLTag.null: return .null
  case YAMLTag.integer, YAMLTag.float:
    let digits = text.filter { $0 != "_" }
    guard let number = Number(literal: digits) ?? Number(prefixed: digits) else { throw fault }
    return .number(number)
  case YAMLTag.bool: throw fault
  case YAMLTag.timestamp:
    guard let time = Timestamp(yaml: text) else { throw fault }
    return .string(time.text)
  case YAMLTag.binary:
    // Terraform has no type for bytes: they stay in Base64.
    guard case .success = Base64.decode(text) else {
      throw YAMLFault(message: fault.message + ": not valid base64")
    }
    return .string(normalizing: text)
  default: return .string(normalizing: text)
  }
}

extension Number {
  private static let radixes: [UInt8: Int] = [
    UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2,
  ]

  /// A whole number after `0x`, `0o` or `0b`, as far as 64 bits go.
  fileprivate init?(prefixed text: String) {
    var digits = text.utf8[...]
    let sign = digits.skipSign()
    guard digits.popFirst() == UInt8(ascii: "0"), let letter = digits.popFirst(),
      let radix = Number.radixes[letter | 0x20],
      digits.allSatisfy(\.isHexDigit)
    else { return nil }
    let magnitude = String(decoding: digits, as: UTF8.self)
    let text = (sign == UInt8(ascii: "-") ? "-" : "") + magnitude
    let isInRange = Int(text, radix: radix) != nil || sign == nil && UInt(text, radix: radix) != nil
    guard isInRange else { return nil }
    self.init(integer: text, radix: radix)
  }
}

extension UInt8 {
  fileprivate var isOctalDigit: Bool { (0x30...0x37).contains(self) }
  fileprivate var isHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x61...0x66).contains(self | 0x20)
  }
}

extension Substring.UTF8View {
  @discardableResult
  fileprivate mutating func skipSign() -> UInt8? {
    guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else { return nil }
    return popFirst()
  }

  /// How many there were.
  fileprivate mutating func skipDigits() -> Int {
    let count = prefix { (0x30...0x39).contains($0) }.count
    removeFirst(count)
    return count
  }
}
