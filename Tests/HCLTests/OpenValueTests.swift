import HCL
import Testing

/// What conversion makes of values that are known in part, whatever holds them.
struct OpenValueTests {
  private static func converted(_ source: ValueType, to target: ValueType) throws -> ValueType {
    try convert(Value.unknown(source, .source("var.x")), to: target).type
  }

  private static func object(_ attributes: [String: ValueType]) -> ValueType {
    .object(ObjectType(attributes))
  }

  @Test func anUnknownCollectionHasTheTypeThatIsAskedFor() throws {
    #expect(try Self.converted(.map(.number), to: .map(.string)) == .map(.string))
    #expect(try Self.converted(.map(.number), to: .map(.dynamic)) == .map(.number))
    #expect(try Self.converted(.list(.number), to: .set(.string)) == .set(.string))
    #expect(try Self.converted(.set(.number), to: .list(.dynamic)) == .list(.number))
    let pair = ValueType.tuple([.string, .number])
    #expect(try Self.converted(pair, to: .list(.dynamic)) == .list(.string))
    #expect(try Self.converted(pair, to: .set(.dynamic)) == .set(.string))
    #expect(
      try Self.converted(pair, to: .tuple([.dynamic, .string])) == .tuple([.string, .string]))
  }

  @Test func anUnknownObjectHasTheTypeThatIsAskedFor() throws {
    let given = Self.object(["a": .number, "b": .number])
    #expect(try Self.converted(given, to: .map(.dynamic)) == .map(.number))
    #expect(try Self.converted(given, to: .map(.string)) == .map(.string))
    #expect(
      try Self.converted(given, to: Self.object(["a": .string, "b": .dynamic]))
        == Self.object(["a": .string, "b": .number]))
    let optional = ValueType.object(ObjectType(["a": .dynamic, "c": .bool], optional: ["c"]))
    #expect(try Self.converted(given, to: optional) == Self.object(["a": .number, "c": .bool]))
    #expect(
      try Self.converted(.map(.number), to: Self.object(["a": .dynamic, "b": .string]))
        == Self.object(["a": .number, "b": .string]))
  }

  /// Objects with attributes that the configuration does not say, in everything that holds them.
  @Test func openObjectsAreCompletedWhereverTheyAre() throws {
    let open = Value.object(
      Fields([(name: "name", value: .string("a"))], rest: .source("aws_vpc.main")))
    let type = Self.object(["id": .string, "name": .string])
    let id = Value.unknown(.string, .convert(.attribute(.source("aws_vpc.main"), "id"), .string))
    let whole = Value.object(["id": id, "name": .string("a")])
    let fields = { (value: Value) in Fields([(name: "k", value: value)]) }

    #expect(try convert(.tuple([open]), to: .tuple([type])) == .tuple([whole]))
    #expect(try convert(.tuple([open]), to: .set(type)) == Value(.set(type, [whole])))
    #expect(try convert(.list([open], of: .dynamic), to: .list(type)) == .list([whole], of: type))
    #expect(
      try convert(.list([open], of: .dynamic), to: .set(type)) == Value(.set(type, [whole])))
    #expect(
      try convert(Value(.set(.dynamic, [open])), to: .list(type)) == .list([whole], of: type))
    #expect(
      try convert(Value(.map(.dynamic, fields(open))), to: .map(type))
        == Value(.map(type, fields(whole))))
    #expect(
      try convert(Value(.object(fields(open))), to: .map(type))
        == Value(.map(type, fields(whole))))
    #expect(
      try convert(Value(.object(fields(open))), to: Self.object(["k": type]))
        == Value(.object(fields(whole))))
  }
}
