extension Unicode.Scalar {
  var isYAMLBreak: Bool {
    switch self {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  /// What Terraform writes as it is, which nothing beyond U+FFFF is.
  var isYAMLPrintable: Bool {
    switch value {
    case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD: value != 0xFEFF
    default: false
    }
  }

  var needsYAMLEscape: Bool { !isYAMLPrintable || isYAMLBreak || self == "\"" || self == "\\" }

  /// The scalar between double quotes, escaped.
  var yamlEscape: String {
    switch self {
    case "\0": "\\0"
    case "\u{07}": "\\a"
    case "\u{08}": "\\b"
    case "\t": "\\t"
    case "\n": "\\n"
    case "\u{0B}": "\\v"
    case "\u{0C}": "\\f"
    case "\r": "\\r"
    case "\u{1B}": "\\e"
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\u{85}": "\\N"
    case "\u{A0}": "\\_"
    case "\u{2028}": "\\L"
    case "\u{2029}": "\\P"
    default: yamlHexadecimalEscape
    }
  }

  private var yamlHexadecimalEscape: String {
    let digits = String(value, radix: 16, uppercase: true)
    let (letter, width) = value <= 0xFF ? ("x", 2) : value <= 0xFFFF ? ("u", 4) : ("U", 8)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.utf8.count) + digits
  }
}
