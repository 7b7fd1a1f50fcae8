/// A text between quotes, as messages show names and values.
func quoted(_ text: String) -> String {
  var shown = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": shown += "\\\""
    case "\\": shown += "\\\\"
    case "\n": shown += "\\n"
    case "\r": shown += "\\r"
    case "\t": shown += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      shown += "\\x" + hexadecimal([UInt8(scalar.value)])
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown + "\""
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
