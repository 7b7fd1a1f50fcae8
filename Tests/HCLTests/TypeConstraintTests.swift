import Diagnostics
import HCL
import Testing

struct TypeConstraintTests {
  static func constraint(_ text: String) -> (constraint: TypeConstraint, sink: DiagnosticSink) {
    let (tree, id) = ExpressionText.read(text)
    var sink = DiagnosticSink()
    let constraint = typeConstraint(id, in: tree, into: &sink) {
      ExpressionText.constant($0, in: tree)
    }
    return (constraint, sink)
  }

  /// A variable of a type is given a value: what Terraform makes of it, or says to it.
  @Test(arguments: try fixtureLines("types.txt"))
  func variable(row: String) throws {
    let columns = row.split(separator: "|").map { column in
      String(column.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    let (constraint, sink) = Self.constraint(columns[0])
    let expected = columns[2]
    if let diagnostic = sink.diagnostics.first {
      let detail = diagnostic.detail.split(separator: " Did you mean").first ?? ""
      #expect("ERR \(diagnostic.summary): \(detail)" == expected)
      return
    }
    do {
      let given = ExpressionText.value(columns[1])
      let value = try convert(constraint.apply(defaultsTo: given), to: constraint.type)
      #expect(try decodeJSON(expected) == .string(jsonEncode(value)))
      if constraint.type.isWhollyKnown { #expect(value.type == constraint.type.withoutOptionals) }
    } catch let error as ConversionError {
      #expect("ERR \(error.message)." == expected)
    }
  }

  @Test(arguments: [
    ("string", ValueType.string), ("number", .number), ("bool", .bool), ("any", .dynamic),
    ("list", .list(.dynamic)), ("map", .map(.dynamic)), ("list(string)", .list(.string)),
    ("set(list(number))", .set(.list(.number))),
    ("tuple([string, any])", .tuple([.string, .dynamic])),
    (
      "map(object({a = string, b = optional(bool)}))",
      .map(.object(ObjectType(["a": .string, "b": .bool], optional: ["b"])))
    ),
    ("object({})", .object(ObjectType([:]))),
  ])
  func types(text: String, type: ValueType) {
    let (constraint, sink) = Self.constraint(text)
    #expect(constraint == TypeConstraint(type: type))
    #expect(sink.diagnostics.isEmpty)
  }

  @Test func readsOnAfterAnError() {
    let (constraint, sink) = Self.constraint("object({a = strng, b = lst(string), c = bool})")
    #expect(
      constraint.type
        == .object(ObjectType(["a": .dynamic, "b": .dynamic, "c": .bool])))
    #expect(sink.diagnostics.map(\.code) == ["hcl/invalid-type", "hcl/invalid-type"])
    #expect(sink.diagnostics[0].detail.hasSuffix("Did you mean \"string\"?"))
    #expect(sink.diagnostics[0].labels[0].location.span == SourceSpan(12, 17))
  }

  @Test(arguments: [
    ("\"string\"", ValueType.string, "string"), ("\"list\"", .list(.string), "list(string)"),
    ("\"map\"", .map(.string), "map(string)"),
  ])
  func quotedTypesAreErrorsWithAFix(text: String, type: ValueType, fix: String) {
    let (constraint, sink) = Self.constraint(text)
    #expect(constraint.type == type)
    #expect(sink.diagnostics.map(\.summary) == ["Invalid quoted type constraints"])
    #expect(sink.diagnostics.flatMap(\.fixes).map(\.replacement) == [fix])
  }

  @Test func unknownAttributesKeepTheirPlaceAmongDefaults() throws {
    let (constraint, _) = Self.constraint("list(object({a = optional(string, \"d\"), b = string}))")
    let given = Value.tuple([
      .object(["b": .unknown(.string, .source("var.b"))]), .unknown(.dynamic, .source("var.o")),
      .object(["a": .unknown(.dynamic, .source("var.a")), "b": .string("x")]),
    ])
    let value = try convert(constraint.apply(defaultsTo: given), to: constraint.type)
    let object = ValueType.object(ObjectType(["a": .string, "b": .string]))
    #expect(
      value
        == .list(
          [
            .object(["a": .string("d"), "b": .unknown(.string, .source("var.b"))]),
            .unknown(object, .convert(.source("var.o"), object)),
            .object([
              "a": .unknown(.string, .convert(.source("var.a"), .string)), "b": .string("x"),
            ]),
          ], of: object))
  }

  @Test func objectsOfResourcesHaveNoDefaults() throws {
    let (constraint, _) = Self.constraint("object({a = optional(string, \"d\"), b = string})")
    let given = Value.object(Fields([(name: "b", value: .string("x"))], rest: .source("aws_vpc.a")))
    let value = try convert(constraint.apply(defaultsTo: given), to: constraint.type)
    #expect(
      value
        == .object([
          "a": .unknown(.string, .convert(.attribute(.source("aws_vpc.a"), "a"), .string)),
          "b": .string("x"),
        ]))
  }
}
