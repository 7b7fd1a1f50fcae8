import HCL
import Testing

/// The greatest and the least magnitudes, and what a double holds of them.
struct NumberLimitTests {
  @Test(arguments: [
    ("1p32768", "+Inf"), ("-1p32768", "-Inf"), ("1p-32770", "0"), ("-1p-32770", "-0"),
  ])
  func beyondTheLimits(literal: String, text: String) {
    #expect(Number(literal: literal)?.text == text)
  }

  @Test func atTheLimits() throws {
    let greatest = try #require(Number(literal: "1p32767"))
    #expect(greatest.isFinite && !(greatest + greatest).isFinite)
    let least = try #require(Number(literal: "1p-32769"))
    #expect(!least.isZero && (least / Number(2)).isZero)
    #expect(!(-least).isZero && (-least).isNegative)
  }

  @Test(arguments: [
    "4e-324", "5e-324", "1e-323", "-3e-320", "1e-310", "2.2250738585072011e-308",
    "2.2250738585072014e-308", "1.7976931348623157e308", "1e309", "-1e309", "1e-400", "0.1",
    "-0.1", "1e22", "9007199254740993", "9007199254740995", "12345678901234567890",
  ])
  func nearestDouble(text: String) { #expect(Number(literal: text)?.double == Double(text)) }

  @Test(arguments: [
    Double.leastNonzeroMagnitude, -.leastNormalMagnitude / 4, .leastNormalMagnitude, 0.1, -1.5, 3,
    1e300,
  ])
  func doublesComeBack(double: Double) { #expect(Number(double: double)?.double == double) }

  @Test func doublesBeyondNumbers() throws {
    #expect(Number(double: -.infinity) == .negativeInfinity)
    #expect(Number.negativeInfinity.double == -.infinity && Number.infinity.double == .infinity)
    let zero = try #require(Number(double: -0.0))
    #expect(zero.asInt == 0 && zero.double.sign == .minus)
  }

  @Test func setsHaveEachNumberOnce() {
    let numbers = [Number.infinity, .infinity, .negativeInfinity, .zero, -Number.zero, Number(1)]
    #expect(Set(numbers).count == 4)
  }

  @Test func wholeNumbersEndWhereNumbersDo() {
    #expect(Number(integer: String(repeating: "f", count: 8192), radix: 16) != nil)
    #expect(Number(integer: "1" + String(repeating: "0", count: 8192), radix: 16) == nil)
    #expect(Number(integer: "-0", radix: 10)?.text == "0")
  }
}
