import Diagnostics
import HCL
import Testing

/// Facts are those of `jsonencode` and `jsondecode` in Terraform 1.11.4.
struct JSONTests {
  @Test(arguments: [
    (Value.null, "null"), (.bool(true), "true"), (.number(Number(80)), "80"),
    (.string("é☃\u{2028}\n\t\u{01}"), #""é☃\u2028\n\t\u0001""#),
    (
      .string("<&>\u{7F}\u{08}\u{0C}'/😀\"\\\r"),
      "\"\\u003c\\u0026\\u003e\u{7F}\\b\\f'/😀\\\"\\\\\\r\""
    ),
    (
      .object(["b": .number(Number(1)), "a": .null, "é": .bool(true), "A": .tuple([])]),
      #"{"A":[],"a":null,"b":1,"é":true}"#
    ),
    (.object(["<": .string("x")]), #"{"\u003c":"x"}"#),
    (.set(.string, [.string("b"), .string("a")]), #"["a","b"]"#),
    (.map(["k": .list([.number(Number(1))], of: .number)], of: .list(.number)), #"{"k":[1]}"#),
    (.number(-Number(0)), "-0"),
  ])
  func encodes(value: Value, text: String) throws {
    #expect(try encodeJSON(value) == text)
    #expect(jsonEncode(value) == text)
  }

  @Test func cannotEncode() {
    #expect(throws: JSONEncodingError.infinity) { try encodeJSON(.tuple([.number(.infinity)])) }
    #expect(throws: JSONEncodingError.unknown) {
      try encodeJSON(.tuple([.unknown(.string, .source("var.x"))]))
    }
    #expect(throws: JSONEncodingError.unknown) {
      try encodeJSON(.object(Fields([:], rest: .source("aws_vpc.main"))))
    }
  }

  @Test(arguments: [
    ("  [1]  ", Value.tuple([.number(Number(1))])),
    (#"{"a":1,"a":2}"#, .object(["a": .number(Number(2))])),
    (
      "[1,2.50,1e2,-0]",
      .tuple([1, 2.5, 100, 0].compactMap { Number(double: $0) }.map(Value.number))
    ),
    (
      #"{"a":[null,true,false],"b":{}}"#,
      .object(["a": .tuple([.null, .bool(true), .bool(false)]), "b": .object([:])])
    ),
    (#""\ud83d\ude00""#, .string("😀")), (#""\ud800""#, .string("\u{FFFD}")),
    (#""\ude00x""#, .string("\u{FFFD}x")), (#""\ud800\ud83d\ude00""#, .string("\u{FFFD}😀")),
    (#""\ud800\n""#, .string("\u{FFFD}\n")),
    (#""\"\\\/\b\f\n\r\t\u00e9""#, .string("\"\\/\u{8}\u{C}\n\r\té")),
    (#""é""#, .string("é")),
  ])
  func decodes(text: String, expected: Value) throws { #expect(try decodeJSON(text) == expected) }

  @Test(arguments: [
    ("", "EOF", 0), ("{", "EOF", 1), ("[1", "EOF", 2), ("nul", "unexpected EOF", 3),
    ("1.", "unexpected EOF", 2), ("-", "unexpected EOF", 1), ("\"a", "unexpected EOF", 2),
    ("[1,]", "invalid character ']' looking for beginning of value", 3),
    (#"{"a":}"#, "invalid character '}' looking for beginning of value", 5),
    ("{a:1}", "invalid character 'a'", 1),
    (#"{"a":1,}"#, "invalid character '}' looking for beginning of object key string", 7),
    (#"{"a" 1}"#, "invalid character '1' after object key", 5),
    (#"{"a":1 "b":2}"#, "invalid character '\"' after object key:value pair", 7),
    ("[1 2]", "invalid character '2' after array element", 3),
    ("[1] x", "extraneous data after JSON object", 4),
    ("01", "extraneous data after JSON object", 1),
    (#""\x""#, "invalid character 'x' in string escape code", 2),
    (#""\u12""#, "invalid character '\"' in \\u hexadecimal character escape", 5),
    ("\"a\tb\"", "invalid character '\\t' in string literal", 2),
    ("trux", "invalid character 'x' in literal true (expecting 'e')", 3),
    ("1ex", "invalid character 'x' in exponent of numeric literal", 2),
    ("'a'", "invalid character '\\'' looking for beginning of value", 0),
  ])
  func refuses(text: String, message: String, offset: UInt32) {
    let error = #expect(throws: JSONSyntaxError.self) { try decodeJSON(text) }
    #expect(error?.message == message)
    #expect(error?.offset == offset)
  }

  @Test func reportsTheTrailingComma() throws {
    var sink = DiagnosticSink()
    #expect(JSONReader.read(Array(#"{"a": [1, 2,]}"#.utf8), file: FileID(3), into: &sink) == nil)
    let diagnostic = try #require(sink.diagnostics.first)
    #expect(diagnostic.code == "json/trailing-comma")
    #expect(diagnostic.labels[0].location == SourceLocation(FileID(3), SourceSpan(11, 12)))
  }

  @Test func keepsPlacesOrderAndRepetition() throws {
    let node = try JSONReader.read(Array(#" {"b": 1.50, "a": "é", "b": [ ]}"#.utf8))
    guard case .object(let members) = node.content else { return #expect(Bool(false)) }
    #expect(node.span == SourceSpan(1, 33))
    #expect(members.map(\.name) == ["b", "a", "b"])
    #expect(members.map(\.nameSpan) == [SourceSpan(2, 5), SourceSpan(13, 16), SourceSpan(24, 27)])
    #expect(
      members.map(\.value.span) == [SourceSpan(7, 11), SourceSpan(18, 22), SourceSpan(29, 32)])
  }

  @Test func boundsNesting() throws {
    let deep = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
    _ = try decodeJSON(deep)
    #expect(throws: JSONSyntaxError(message: "exceeded max depth", offset: 1000)) {
      try decodeJSON("[\(deep)]")
    }
    #expect(throws: JSONSyntaxError.self) {
      try decodeJSON(String(repeating: "{\"a\":[", count: 100_000))
    }
  }

  /// Whatever the bytes, reading ends with a value or an error.
  @Test func survivesDamage() throws {
    var generator = SeededGenerator(seed: 11)
    let text = Array(#"{"a": [1.5e3, -0, true, null, "x\u00e9\n"], "b": {"c": []}}"#.utf8)
    for _ in 0..<3000 {
      var damaged = text
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<damaged.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: damaged[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: damaged.remove(at: place)
        default: damaged = Array(damaged[..<place])
        }
        if damaged.isEmpty { break }
      }
      if let node = try? JSONReader.read(damaged) {
        let value = node.decoded
        #expect(try decodeJSON(encodeJSON(value)) == value)
      }
    }
  }
}
