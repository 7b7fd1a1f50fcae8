import HCL

extension FormatVerb {
  /// The text of a known value.
  func text(of value: Value) throws(FunctionError) -> String {
    if value.isNull, letter != UInt8(ascii: "v") {
      throw unsupported("null value cannot be formatted")
    }
    switch Unicode.Scalar(letter) {
    case "v": return padded(try plainText(of: value))
    case "s": return padded(shortened(try string(value)))
    case "q": return padded(jsonString(shortened(try string(value))))
    case "t":
      guard case .bool(let flag) = try converted(value, to: .bool).content else { return "" }
      return flag ? "true" : "false"
    case "d": return try integer(value, radix: 10)
    case "b": return try integer(value, radix: 2, prefix: "0b")
    case "o": return try integer(value, radix: 8, prefix: "0")
    case "x": return try integer(value, radix: 16, prefix: "0x")
    case "X": return try integer(value, radix: 16, prefix: "0x").uppercased()
    case "e": return try float(value)
    case "E": return try float(value).uppercased()
    case "f": return try float(value)
    case "g": return try float(value)
    case "G": return try float(value).uppercased()
    default:
      throw FunctionError(
        "unsupported format verb '\(Unicode.Scalar(letter))' in \(quoted(text)) at offset \(offset)"
      )
    }
  }

  func unsupported(_ reason: String) -> FunctionError {
    FunctionError("unsupported value for \(quoted(text)) at \(offset): \(reason)")
  }

  private func plainText(of value: Value) throws(FunctionError) -> String {
    switch value.content {
    case .string(let text) where !isAlternate: return text
    case .number(let number) where !isAlternate:
      if !number.isFinite { return number.text }
      return (number.isNegative ? "-" : "") + number.general(digits: nil)
    default: return try json(value)
    }
  }

  private func json(_ value: Value) throws(FunctionError) -> String {
    do throws(JSONEncodingError) { return try encodeJSON(value) } catch {
      throw unsupported(error.message)
    }
  }

  func converted(_ value: Value, to type: ValueType) throws(FunctionError) -> Value {
    do throws(ConversionError) { return try convert(value, to: type) } catch {
      throw unsupported(error.message)
    }
  }

  private func string(_ value: Value) throws(FunctionError) -> String {
    guard case .string(let text) = try converted(value, to: .string).content else { return "" }
    return text
  }

  private func number(_ value: Value) throws(FunctionError) -> Number {
    guard case .number(let number) = try converted(value, to: .number).content else {
      return Number(0)
    }
    return number
  }

  private func integer(
    _ value: Value, radix: Int, prefix: String = ""
  ) throws(FunctionError) -> String {
    let number = try number(value)
    guard var digits = number.digits(radix: radix) else {
      throw unsupported("an integer is required")
    }
    if let precision {
      if precision == 0, number.isZero { digits = "" }
      digits = zeros(precision - digits.utf8.count) + digits
    }
    return aligned(
      sign(number) + (isAlternate && radix != 10 ? prefix : ""), digits,
      fillsWithZeros: padsWithZeros && precision == nil)
  }

  private func float(_ value: Value) throws(FunctionError) -> String {
    let number = try number(value)
    if !number.isFinite {
      return aligned(number.isNegative ? "-" : "+", "Inf", fillsWithZeros: false)
    }
    let digits =
      switch letter {
      case UInt8(ascii: "f"): number.fixed(places: precision ?? 6)
      case UInt8(ascii: "e"), UInt8(ascii: "E"): number.scientific(places: precision ?? 6)
      default: number.general(digits: precision)
      }
    return aligned(sign(number), digits, fillsWithZeros: padsWithZeros)
  }

  private func sign(_ number: Number) -> String {
    number.isNegative ? "-" : showsPlus ? "+" : showsSpace ? " " : ""
  }

  /// A number in its column; zeros stand between the sign and the digits.
  private func aligned(_ sign: String, _ digits: String, fillsWithZeros: Bool) -> String {
    let missing = (width ?? 0) - sign.utf8.count - digits.utf8.count
    if alignsLeft { return sign + digits + spaces(missing) }
    return fillsWithZeros ? sign + zeros(missing) + digits : spaces(missing) + sign + digits
  }

  /// A text in its column, which is counted in characters.
  private func padded(_ text: String) -> String {
    let missing = (width ?? 0) - text.count
    let fill = padsWithZeros ? zeros(missing) : spaces(missing)
    return alignsLeft ? text + fill : fill + text
  }

  private func shortened(_ text: String) -> String {
    precision.map { String(text.prefix($0)) } ?? text
  }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }
  private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
