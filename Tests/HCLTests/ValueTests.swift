import HCL
import Testing

private func unknown(_ type: ValueType, _ address: String) -> Value {
  .unknown(type, .source(address))
}

private func set(_ text: String, of type: ValueType) throws -> Value {
  try convert(ExpressionText.value(text), to: .set(type))
}

struct UnknownConversionTests {
  @Test func becomesAnUnknownOfTheTypeThatRemembersItsOrigin() throws {
    #expect(
      try convert(unknown(.number, "var.port"), to: .string)
        == .unknown(.string, .convert(.source("var.port"), .string)))
    #expect(
      try convert(unknown(.dynamic, "var.x"), to: .list(.string))
        == .unknown(.list(.string), .convert(.source("var.x"), .list(.string))))
  }

  @Test func staysWhereTheTypeIsRightOrOpen() throws {
    let text = unknown(.string, "var.x")
    #expect(try convert(text, to: .string) == text)
    #expect(try convert(text, to: .dynamic) == text)
    let list = unknown(.list(.string), "var.l")
    #expect(
      try convert(list, to: .set(.dynamic))
        == .unknown(.set(.string), .convert(.source("var.l"), .set(.string))))
  }

  @Test func failsWhereNoValueOfItsTypeConverts() {
    #expect(throws: ConversionError("string required")) {
      try convert(unknown(.list(.string), "var.l"), to: .string)
    }
  }

  /// One unknown never erases its neighbours.
  @Test func collectionsConvertMemberByMember() throws {
    let given = Value.tuple([
      .string("sg-1"), unknown(.dynamic, "aws_security_group.a.id"), .number(Number(7)),
    ])
    let id = Value.unknown(.string, .convert(.source("aws_security_group.a.id"), .string))
    #expect(
      try convert(given, to: .list(.string))
        == .list([.string("sg-1"), id, .string("7")], of: .string))
    #expect(
      try convert(given, to: .set(.string))
        == Value(.set(.string, [.string("7"), .string("sg-1"), id])))
    #expect(try convert(given, to: .list(.dynamic)).type == .list(.string))
  }

  @Test func neighboursOfAnOpenTypeStayAsTheyAre() throws {
    let given = Value.tuple([.object(["a": .bool(true)]), unknown(.dynamic, "var.x")])
    guard case .tuple(let elements) = given.content else { return }
    #expect(try convert(given, to: .list(.dynamic)) == .list(elements, of: .dynamic))
  }

  @Test func openObjectsGiveWhatIsAskedFor() throws {
    let vpc = Value.object(
      Fields([(name: "cidr_block", value: .string("10.0.0.0/16"))], rest: .source("aws_vpc.main")))
    let type = ValueType.object(ObjectType(["id": .string, "cidr_block": .string]))
    let id = Value.unknown(.string, .convert(.attribute(.source("aws_vpc.main"), "id"), .string))
    let object = Value.object(["id": id, "cidr_block": .string("10.0.0.0/16")])
    #expect(try convert(vpc, to: type) == object)
    #expect(try convert(.tuple([vpc]), to: .list(type)) == .list([object], of: type))
    #expect(try convert(vpc, to: .dynamic) == vpc)
    let map = ValueType.map(.string)
    #expect(try convert(vpc, to: map) == .unknown(map, .convert(.source("aws_vpc.main"), map)))
  }

  @Test func nullsTakeTheType() throws {
    #expect(try convert(.null, to: .list(.string)) == Value(.null(.list(.string))))
    let optional = ValueType.object(ObjectType(["a": .string], optional: ["a"]))
    #expect(try convert(.null, to: optional).type == optional.withoutOptionals)
  }
}

struct MarkTests {
  @Test func marksStayOnWhatTheyMark() throws {
    let given = Value.tuple([.number(Number(1)).marked(.sensitive), .number(Number(2))])
    #expect(
      try convert(given, to: .list(.string))
        == .list([.string("1").marked(.sensitive), .string("2")], of: .string))
    #expect(
      try convert(given.marked(.ephemeral), to: .list(.string)).marks == .ephemeral)
  }

  /// Members of a set have no place of their own, so that the whole set is sensitive.
  @Test func setsTakeTheMarksOfTheirMembers() throws {
    let given = Value.tuple([.string("b").marked(.sensitive), .string("a")])
    #expect(
      try convert(given, to: .set(.string))
        == Value(.set(.string, [.string("a"), .string("b")]), marks: .sensitive))
  }
}

struct ConversionErrorTests {
  static let rules = ValueType.list(.object(ObjectType(["ports": .map(.number)])))

  @Test func saysWhereInTheValue() throws {
    let given = ExpressionText.value("[{ports = {a = 1}}, {ports = {http = \"eighty\"}}]")
    let error = #expect(throws: ConversionError.self) { try convert(given, to: Self.rules) }
    #expect(error?.message == "a number is required")
    #expect(error?.path == [.index(1), .attribute("ports"), .key("http")])
    #expect(error?.description == "[1].ports[\"http\"]: a number is required")
  }

  @Test func namesTheElementWhoseTypeIsWrong() {
    let given = ExpressionText.value("[{ports = {a = 1}}, {}]")
    #expect(throws: ConversionError("element 1: attribute \"ports\" is required")) {
      try convert(given, to: Self.rules)
    }
  }
}

/// Orders are those in which `terraform console` 1.11.4 prints the sets.
struct SetTests {
  @Test(arguments: [
    (#"["b", "a", "a", "Z"]"#, ValueType.string, #"["Z","a","b"]"#),
    ("[2, 10, 1, 2.0]", .number, "[1,2,10]"), ("[true, false]", .bool, "[false,true]"),
    (#"[null, "a"]"#, .string, #"["a",null]"#),
    (
      "[{p=5432},{p=80},{p=443},{p=22},{p=100000000000},{p=1.5},{p=0.00001}]",
      .object(ObjectType(["p": .number])),
      #"[{"p":1.5},{"p":100000000000},{"p":0.00001},{"p":22},{"p":443},{"p":5432},{"p":80}]"#
    ),
    ("[[1,2],[1],[10],[]]", .list(.number), "[[10],[1,2],[1],[]]"),
    (
      #"[{b="x"},{b="X"},{b="é"},{b=null},{b=""}]"#, .object(ObjectType(["b": .string])),
      #"[{"b":""},{"b":"X"},{"b":"x"},{"b":"é"},{"b":null}]"#
    ),
    (#"[["b"],["a","c"],["c","a"]]"#, .set(.string), #"[["a","c"],["b"]]"#),
    ("[]", .string, "[]"),
  ])
  func order(members: String, type: ValueType, json: String) throws {
    #expect(jsonEncode(try set(members, of: type)) == json)
  }

  @Test func unknownMembersAreMembersOfTheirOwn() {
    let a = unknown(.string, "var.a")
    let b = unknown(.string, "var.b")
    let members = [Value(.null(.string)), b, .string("x"), a, .string("x"), b]
    #expect(
      Value.set(.string, members)
        == Value(.set(.string, [.string("x"), b, a, Value(.null(.string))])))
  }
}

struct EqualityTests {
  /// As `terraform console` answers.
  @Test(arguments: [
    ("1", "1.0", true), ("1", "\"1\"", false), ("true", "\"true\"", false), ("null", "null", true),
    ("\"a\"", "null", false), ("[1]", "[1.0]", true), ("[1]", "[\"1\"]", false),
    ("{a=1,b=2}", "{b=2,a=1}", true), ("{a=null}", "{a=null}", true),
    ("{a=null}", "{b=null}", false),
    ("[null]", "[1]", false), ("[]", "{}", false), ("[1]", "[1,2]", false),
  ])
  func literals(left: String, right: String, expected: Bool) {
    #expect(equal(ExpressionText.value(left), ExpressionText.value(right)) == expected)
  }

  @Test func collectionsOfDifferentTypesDiffer() {
    let list = Value.list([.number(Number(1))], of: .number)
    #expect(equal(list, .tuple([.number(Number(1))])) == false)
    #expect(equal(list, .list([.string("1")], of: .string)) == false)
    #expect(equal(list, .list([], of: .number)) == false)
    #expect(equal(Value(.null(.string)), Value(.null(.number))) == true)
    #expect(equal(.list([], of: .dynamic), .list([.string("a")], of: .string)) == false)
  }

  @Test func unknownsDecideOnlyWhereNothingElseDoes() {
    let x = unknown(.string, "var.x")
    #expect(equal(x, .string("a")) == nil)
    #expect(equal(x, .null) == nil)
    #expect(equal(x, .number(Number(1))) == false)
    #expect(equal(unknown(.dynamic, "var.y"), .number(Number(1))) == nil)
    #expect(equal(x, x) == nil)
    #expect(equal(.tuple([x, .string("a")]), .tuple([.string("b"), .string("b")])) == false)
    #expect(equal(.tuple([x, .string("a")]), .tuple([.string("b"), .string("a")])) == nil)
    let set = Value.set(.string, [x, .string("a")])
    #expect(equal(set, .set(.string, [.string("a")])) == nil)
    let open = Value.object(Fields([(name: "a", value: .string("1"))], rest: .source("aws_vpc.a")))
    #expect(equal(open, .object(["a": .string("2"), "b": .null])) == false)
    #expect(equal(open, .object(["a": .string("1"), "b": .null])) == nil)
  }

  @Test func marksDoNotMatter() {
    #expect(equal(.string("a").marked(.sensitive), .string("a")) == true)
  }
}

struct DescriptionTests {
  @Test(arguments: [
    (Value.null, "null"), (.bool(true), "true"), (.number(Number(22)), "22"),
    (.string("http"), "\"http\""), (.string("a\"b\n"), "\"a\\\"b\\n\""),
    (.string(String(repeating: "x", count: 99)), "\"" + String(repeating: "x", count: 59) + "…\""),
    (.list([.string("a"), .string("b")], of: .string), "list of string with 2 elements"),
    (.list([], of: .number), "list of number with no elements"),
    (.set(.string, [.string("a")]), "set of string with 1 member"),
    (.map(["a": .string("x")], of: .string), "map of string with 1 element"),
    (.tuple([.null]), "tuple with 1 element"), (.object([:]), "an object without attributes"),
    (.object(["port": .null]), "an object with the attribute \"port\""),
    (
      .object(["a": .null, "b": .null, "c": .null, "d": .null, "e": .null, "f": .null, "g": .null]),
      "an object with the attributes \"a\", \"b\", \"c\", \"d\", \"e\" and 2 more"
    ),
    (.string("hunter2").marked(.sensitive), "(sensitive value)"),
    (.unknown(.string, .source("var.x")), "known only when the artifact runs"),
  ])
  func describes(value: Value, text: String) { #expect(describe(value) == text) }

  @Test(arguments: [
    (ValueType.list(.string), "list of string", "list of string"),
    (.map(.dynamic), "map of dynamic", "map of any single type"),
    (.dynamic, "dynamic", "any type"), (.tuple([]), "tuple", "tuple"),
    (.set(.set(.dynamic)), "set of set of dynamic", "set of set of any single type"),
  ])
  func typesInSentences(type: ValueType, name: String, constraint: String) {
    #expect(type.friendlyName == name)
    #expect(type.constraintName == constraint)
    #expect(type.requirement == "\(constraint) required")
  }

  /// As Terraform's `type` prints it.
  @Test func typesAreLaidOut() {
    let rule = ValueType.object(
      ObjectType(["port": .number, "c": .tuple([.string]), "e": .tuple([])]))
    let type = ValueType.object(
      ObjectType(["rules": .set(rule), "m": .map(.list(.string)), "o": .object(ObjectType([:]))]))
    #expect(
      type.name == """
        object({
            m: map(list(string)),
            o: object({}),
            rules: set(
                object({
                    c: tuple([
                        string,
                    ]),
                    e: tuple([]),
                    port: number,
                }),
            ),
        })
        """)
  }

  @Test(arguments: [
    ("plain", "plain"), ("e\u{301}", "\u{E9}"), ("\u{E9}", "\u{E9}"),
    ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"), ("\u{2126}", "\u{3A9}"), ("ﬁ", "ﬁ"),
  ])
  func stringsAreComposed(text: String, composed: String) {
    #expect(Array(text.composed.unicodeScalars) == Array(composed.unicodeScalars))
  }
}
