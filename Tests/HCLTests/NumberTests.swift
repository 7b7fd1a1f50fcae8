import HCL
import Testing

/// Facts are those of `terraform console` 1.11.4.
struct NumberTests {
  @Test(arguments: [
    ("0", "0"), ("1.0", "1"), ("1.50", "1.5"), ("1e3", "1000"), ("0.1", "0.1"), ("00012", "12"),
    ("9007199254740993", "9007199254740993"),
    ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "9223372036854775808"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("-9223372036854775809", "-9223372036854775809"),
    ("1.23456789012345678901234567890123456789", "1.23456789012345678901234567890123456789"),
    ("6.02214076e23", "602214076000000000000000"),
    ("1e200", "1" + String(repeating: "0", count: 200)),
    ("1e400", "1" + String(repeating: "0", count: 400)),
    ("1e-200", "0." + String(repeating: "0", count: 199) + "1"),
    ("1e999999999", "+Inf"), ("1e-999999999", "0"), ("-1e-999999999", "-0"),
    ("+5", "5"), (".5", "0.5"), ("5.", "5"), ("-0", "-0"), ("1p3", "8"), ("3p-2", "0.75"),
    ("1E+2", "100"), ("Inf", "+Inf"), ("-inf", "-Inf"), ("1e-2147483649", "0"),
  ])
  func textOfLiteral(literal: String, text: String) {
    #expect(Number(literal: literal)?.text == text)
  }

  @Test func cutsLiteralsOfMoreThan512Bits() {
    let digits = String(repeating: "1234567890", count: 18)
    let rounded = digits.prefix(150) + "12345" + String(repeating: "0", count: 25)
    #expect(Number(literal: digits)?.text == String(rounded))
  }

  @Test(arguments: [
    "", " 1", "1 ", "x", "0x10", "1_000", ".", "-", "+-1", "1e", "1e+", "1.2.3", "e5", "NaN",
    "infinity", "1e99999999999999999999", "1e2147483647", "1e2147483648", "١",
  ])
  func isNoNumber(text: String) { #expect(Number(literal: text) == nil) }

  @Test(arguments: try fixtureLines("numbers.txt"))
  func operation(line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let left = try #require(Number(literal: words[0]))
    let right = try #require(Number(literal: words[2]))
    let result =
      switch words[1] {
      case "+": left.adding(right)
      case "-": left.subtracting(right)
      case "*": left.multiplied(by: right)
      case "/": left.divided(by: right)
      default: left.remainder(dividingBy: right)
      }
    #expect(result?.text == words[4])
  }

  /// Terraform: "can't compute sum of opposing infinities" and the like.
  @Test func undefinedResults() {
    let infinity = Number.infinity
    #expect(infinity.subtracting(infinity) == nil)
    #expect(infinity.adding(.negativeInfinity) == nil)
    #expect(Number.zero.multiplied(by: infinity) == nil)
    #expect(Number.zero.divided(by: .zero) == nil)
    #expect(infinity.divided(by: infinity) == nil)
    #expect(Number(3).remainder(dividingBy: infinity) == nil)
    #expect(infinity.remainder(dividingBy: Number(3)) == nil)
  }

  @Test func infinities() {
    #expect(Number(-1) / .zero == .negativeInfinity)
    #expect(Number.infinity + Number(1) == .infinity)
    #expect(Number(5) - .infinity == .negativeInfinity)
    #expect(Number(1) / .infinity == .zero)
    #expect(Number.infinity * Number(-2) == .negativeInfinity)
    #expect(Number.infinity.jsonText == nil)
    #expect(Number.infinity.asInt == nil)
    #expect(Number.negativeInfinity < Number(Int.min) && Number(Int.max) < .infinity)
    #expect(!(Number.infinity < .infinity) && !(Number.negativeInfinity < .negativeInfinity))
  }

  /// `pow(2, 60)`, `pow(2, 100)`, `pow(2, 0.5)`, `pow(1.1, 2)`, `log(10, 2)`: doubles, with the
  /// digits that a double needs.
  @Test(arguments: [
    (1_152_921_504_606_846_976.0, "1152921504606847000"),
    (1_267_650_600_228_229_401_496_703_205_376.0, "1267650600228229400000000000000"),
    (1.4142135623730951, "1.4142135623730951"), (1.2100000000000002, "1.2100000000000002"),
    (3.3219280948873626, "3.3219280948873626"), (0.125, "0.125"), (-0.0, "-0"),
    (1e25, "10000000000000000000000000"), (.infinity, "+Inf"),
  ])
  func textOfDouble(double: Double, text: String) throws {
    let number = try #require(Number(double: double))
    #expect(number.double == double)
    #expect(number.text == text)
  }

  @Test func doubles() {
    #expect(Number(double: .nan) == nil)
    #expect(Number(double: .leastNonzeroMagnitude)?.double == .leastNonzeroMagnitude)
    #expect(Number(double: .greatestFiniteMagnitude)?.double == .greatestFiniteMagnitude)
    #expect(Number(literal: "1e400")?.double == .infinity)
    #expect(Number(literal: "0.1")?.double == 0.1)
  }

  /// `length([1]) / length([1, 2, 3])`: numbers that Terraform counts have 64 bits.
  @Test func precisionFollowsTheOperands() throws {
    #expect((Number(1) / Number(3)).text == "0.33333333333333333334")
    let literal = try #require(Number(literal: "3"))
    #expect((Number(1) / literal).text == "0." + String(repeating: "3", count: 154) + "5")
    let root = try #require(Number(double: 1.2100000000000002))
    #expect((root * root).text == "1.4641000000000004513722728916037")
  }

  @Test(arguments: [
    ("1.2", "1", "2", "1"), ("-1.2", "-2", "-1", "-1"), ("-0.5", "-1", "0", "0"),
    ("5", "5", "5", "5"),
    ("9007199254740993.5", "9007199254740993", "9007199254740994", "9007199254740993"),
  ])
  func wholeParts(literal: String, floor: String, ceil: String, truncated: String) throws {
    let number = try #require(Number(literal: literal))
    #expect(number.floor.text == floor)
    #expect(number.ceil.text == ceil)
    #expect(number.truncated.text == truncated)
  }

  /// As `parseint` reads them.
  @Test(arguments: [
    ("100", 10, "100"), ("-7f", 16, "-127"), ("Zz", 62, "3817"), ("zz", 36, "1295"),
    ("ZZ", 36, "1295"), ("+5", 10, "5"),
    ("ffffffffffffffffffffffff", 16, "79228162514264337593543950335"),
  ])
  func integers(text: String, radix: Int, expected: String) {
    #expect(Number(integer: text, radix: radix)?.text == expected)
  }

  @Test(arguments: [("xyz", 10), ("", 10), ("-", 10), ("2", 2), ("1.0", 10), ("12", 1), ("1", 63)])
  func noIntegers(text: String, radix: Int) { #expect(Number(integer: text, radix: radix) == nil) }

  @Test func equalityIsByValue() {
    #expect(Number(literal: "1.0") == Number(1))
    #expect(Number(literal: "1e2")?.hashValue == Number(100).hashValue)
    #expect(-Number.zero == .zero && (-Number.zero).hashValue == Number.zero.hashValue)
    #expect(Number(literal: "1.5")?.asInt == nil)
    #expect(Number(literal: "1.5e1")?.asInt == 15)
    #expect(
      (Number(literal: "0.1") ?? .zero) + (Number(literal: "0.2") ?? .zero)
        == Number(literal: "0.3"))
  }
}

/// Laws that hold for all numbers, tried on the same random ones in every run.
struct NumberLaws {
  private static func samples(_ count: Int) -> [Number] {
    var generator = SeededGenerator(seed: 20)
    return (0..<count).compactMap { _ in
      let digits = (0..<Int.random(in: 1...60, using: &generator))
        .map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
      let exponent = Int.random(in: -80...80, using: &generator)
      let sign = Bool.random(using: &generator) ? "-" : ""
      let form = Int.random(in: 0...2, using: &generator)
      return Number(
        literal: sign
          + (form == 0
            ? String(digits.prefix(18)) : form == 1 ? "0.\(digits)" : "\(digits)e\(exponent)"))
    }
  }

  @Test func textIsReadAsTheSameNumber() {
    for number in Self.samples(300) { #expect(Number(literal: number.text) == number) }
  }

  @Test func operationsUndoEachOther() throws {
    let limit = try #require(Number(literal: "1e70"))
    let samples = Self.samples(200)
    for (a, b) in zip(samples, samples.dropFirst()) {
      #expect(a - b == -(b - a))
      #expect(a + b == b + a && a * b == b * a)
      #expect((a < b) == (-b < -a))
      #expect((a - b).isNegative == (a < b))
      if a.isWhole && b.isWhole { #expect(a + b - b == a) }
      if !b.isZero, let rest = a.remainder(dividingBy: b), a.isWhole, b.isWhole,
        a.magnitude < limit
      {
        #expect(rest.magnitude < b.magnitude)
        #expect((a / b).truncated * b + rest == a)
      }
    }
  }

  @Test func agreesWithIntegers() throws {
    var generator = SeededGenerator(seed: 3)
    // Added to a number of 64 bits, it forces the long way, and everything stays exact at 512.
    let far = try #require(Number(literal: "1e40"))
    for _ in 0..<500 {
      let a = Int.random(in: -1_000_000_000...1_000_000_000, using: &generator)
      let b = Int.random(in: -1_000_000_000...1_000_000_000, using: &generator)
      let longA = Number(a) + far
      #expect(longA - far == Number(a))
      #expect(longA + Number(b) - far == Number(a + b))
      #expect(Number(a) * Number(b) == Number(a * b))
      #expect((far * Number(b)) / far == Number(b))
      #expect((Number(a) < Number(b)) == (a < b) && (longA < Number(b) + far) == (a < b))
      if b != 0 { #expect(Number(a).remainder(dividingBy: Number(b)) == Number(a % b)) }
      #expect(Number(literal: String(a))?.asInt == a)
    }
    for edge in [Int.min, Int.min + 1, -1, 0, 1, Int.max] {
      #expect(Number(literal: String(edge))?.asInt == edge)
      #expect((Number(edge) + far - far).asInt == edge)
    }
  }

  @Test func extremesNeitherTrapNorGrow() throws {
    for exponent in [
      "9800", "20000", "100000", "646456993", "646456994", "2147483600", "999999999999",
    ] {
      for sign in ["", "-"] {
        guard let number = Number(literal: "7\(sign == "" ? "e" : "e-")\(exponent)") else {
          continue
        }
        #expect(number.text.utf8.count < 30_000)
        #expect((number * number).text.utf8.count < 30_000)
        #expect((Number(1) / number).text.utf8.count < 30_000)
        _ = number + Number(1)
        _ = number.remainder(dividingBy: Number(7))
        _ = number.double
      }
    }
    #expect(Number(literal: String(repeating: "9", count: 100_000)) == .infinity)
    #expect(Number(literal: "0." + String(repeating: "0", count: 100_000) + "1")?.isZero == true)
  }
}
