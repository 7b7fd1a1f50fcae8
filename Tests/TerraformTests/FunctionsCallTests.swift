import Diagnostics
import HCL
import Terraform
import Testing

/// Where a failed call points, and what it says.
@Suite struct FunctionsCallTests {
  private static func place(_ start: UInt32) -> Diagnostics.SourceLocation {
    Diagnostics.SourceLocation(FileID(0), SourceSpan(start, start + 1))
  }

  /// The diagnostic of a call whose name stands at 0 and whose arguments stand at 10, 20, ….
  private func diagnostic(_ name: String, _ arguments: [Value]) throws -> Diagnostic {
    let function = try #require(functionTable[name])
    do throws(FunctionError) {
      let value = try call(function, arguments, environment: FunctionEnvironment())
      throw FunctionError("unexpected value \(jsonEncode(value))")
    } catch {
      let places = arguments.indices.map { Self.place(UInt32(10 * ($0 + 1))) }
      return .callFailed(error, of: function, at: Self.place(0), arguments: places)
    }
  }

  @Test func anArgumentOfTheWrongType() throws {
    let diagnostic = try diagnostic("element", [.tuple([.string("a")]), .string("x")])
    #expect(diagnostic.code == "hcl/invalid-function-argument")
    #expect(diagnostic.summary == "Invalid function argument")
    #expect(diagnostic.detail == #"Invalid value for "index" parameter: a number is required."#)
    #expect(diagnostic.labels.map(\.location.span.start) == [20, 0])
  }

  @Test func aNull() throws {
    let diagnostic = try diagnostic("concat", [.tuple([]), .null])
    #expect(diagnostic.detail == #"Invalid value for "seqs" parameter: argument must not be null."#)
    #expect(diagnostic.labels.map(\.location.span.start) == [20, 0])
  }

  @Test func tooFewArguments() throws {
    let diagnostic = try diagnostic("setunion", [])
    #expect(diagnostic.summary == "Not enough function arguments")
    #expect(
      diagnostic.detail
        == #"Function "setunion" expects at least 1 argument(s). Missing value for "first_set"."#)
    #expect(diagnostic.labels.map(\.location.span.start) == [0])
  }

  @Test func tooManyArguments() throws {
    let diagnostic = try diagnostic("upper", [.string("a"), .string("b")])
    #expect(diagnostic.summary == "Too many function arguments")
    #expect(diagnostic.detail == #"Function "upper" expects only 1 argument(s)."#)
    #expect(diagnostic.labels.map(\.location.span.start) == [20])
  }

  @Test func aCallThatFailsAsAWhole() throws {
    let diagnostic = try diagnostic("max", [])
    #expect(diagnostic.summary == "Error in function call")
    #expect(diagnostic.detail == #"Call to function "max" failed: must pass at least one number."#)
  }

  /// The marks of arguments survive where the result is not known.
  @Test func anUnknownArgumentMakesAnUnknownResult() throws {
    let function = try #require(functionTable["upper"])
    let argument = Value.unknown(.string, .source("var.name"), marks: .sensitive)
    let value = try call(function, [argument], environment: FunctionEnvironment())
    #expect(
      value
        == .unknown(
          .string, .call("upper", [.unknown(.string, .source("var.name"))]), marks: .sensitive))
  }

  /// An object of which only the configuration is known is not the whole of its value.
  @Test func anOpenObjectIsUnknown() throws {
    let object = Value.object(
      Fields(["name": .string("web")], rest: .source("aws_vpc.main")))
    func result(_ name: String, _ more: Value...) throws -> Value {
      let function = try #require(functionTable[name])
      return try call(function, [object] + more, environment: FunctionEnvironment())
    }
    #expect(
      try result("jsonencode").residuals == [
        .call("jsonencode", [object])
      ])
    #expect(try result("lookup", .string("name")) == .string("web"))
    #expect(
      try result("lookup", .string("arn"))
        == .unknown(.dynamic, .attribute(.source("aws_vpc.main"), "arn")))
    #expect(try result("keys").isUnknown)
    #expect(try result("length").isUnknown)
    #expect(
      try result("merge", .object(["a": .bool(true)]))
        == .unknown(.dynamic, .merge([object, .object(["a": .bool(true)])])))
  }

  @Test func aFunctionThatDoesNotExist() {
    let diagnostic = Diagnostic.unknownFunction(
      "uper", at: Self.place(0), among: functionTable.keys.sorted())
    #expect(diagnostic.summary == "Call to unknown function")
    #expect(
      diagnostic.detail == #"There is no function named "uper". Did you mean "upper"?"#)
  }
}
