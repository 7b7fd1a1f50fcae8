import Testing

/// What is unknown does not spread further than it must, and stays computable where it can.
@Suite struct FunctionsResidualTests {
  @Test(arguments: [
    // Lists joined.
    (
      #"concat(["a"], unknown.names)"#,
      #"<list of string: concat(["a"], <list of string: unknown.names>)>"#
    ),
    (#"concat([], unknown.names)"#, "<list of string: concat(<list of string: unknown.names>)>"),
    (
      #"concat([1], unknown.names)"#,
      #"<dynamic: concat([1], <list of string: unknown.names>)>"#
    ),
    (
      #"flatten([unknown.names, ["x"]])"#,
      #"<list of string: concat(<list of string: unknown.names>, ["x"])>"#
    ),
    (
      #"flatten([["a", unknown.id], [], ["b", [unknown.set]]])"#,
      #"<list of string: concat(["a",<string: unknown.id>,"b"], <set of string: unknown.set>)>"#
    ),
    (#"flatten(["a", unknown.any])"#, "<dynamic: flatten of unknown.any>"),
    (
      #"setunion(["a"], unknown.set)"#,
      #"<set of string: concat(["a"], <set of string: unknown.set>)>"#
    ),
    (
      #"merge({ a = "x" }, unknown.map)"#,
      #"<map of string: merge({"a":"x"}, <map of string: unknown.map>)>"#
    ),
    (
      #"merge({ a = 1 }, unknown.map)"#,
      #"<dynamic: merge({"a":1}, <map of string: unknown.map>)>"#
    ),
    // Conversions.
    ("toset(unknown.names)", "<set of string: convert(unknown.names, set of string)>"),
    ("tolist(unknown.names)", "<list of string: unknown.names>"),
    ("tostring(unknown.number)", "<string: convert(unknown.number, string)>"),
    (#"toset(["a", unknown.id])"#, #"["a",<string: unknown.id>]"#),
    // Texts.
    (
      #"join("-", ["a", unknown.id, "b"])"#,
      #"<string: template("a-", <string: unknown.id>, "-b")>"#
    ),
    (#"join(",", unknown.names)"#, "<string: join of unknown.names>"),
    (
      #"format("%s-%03d", unknown.id, 7)"#,
      #"<string: template(<string: unknown.id>, "-007")>"#
    ),
    (#"format("%5s", unknown.id)"#, "<string: format of unknown.id>"),
    (#"format("%s", unknown.number)"#, "<string: convert(unknown.number, string)>"),
    (#"format("%d", unknown.number)"#, "<string: format of unknown.number>"),
    (
      #"formatlist("%s/32", ["10.0.0.1", unknown.id])"#,
      #"["10.0.0.1/32",<string: template(<string: unknown.id>, "/32")>]"#
    ),
    // Structure that is known.
    ("length([unknown.id, unknown.id])", "2"),
    ("length(unknown.names)", "<number: length of unknown.names>"),
    (#"element(["a", unknown.id], 3)"#, "<string: unknown.id>"),
    (#"lookup({ a = unknown.id }, "a", "x")"#, "<string: unknown.id>"),
    (#"lookup(unknown.map, "a")"#, #"<string: unknown.map["a"]>"#),
    (#"lookup(unknown.map, "a", "x")"#, "<string: lookup of unknown.map>"),
    (#"alltrue([tobool(unknown.id), false])"#, "false"),
    (#"anytrue([tobool(unknown.id), true])"#, "true"),
    (#"coalesce("a", unknown.id)"#, #""a""#),
    (#"coalesce("", unknown.id)"#, "<string: coalesce of unknown.id>"),
    (#"sort([unknown.id])"#, "[<string: unknown.id>]"),
    (#"distinct([unknown.id])"#, "[<string: unknown.id>]"),
    (#"upper(unknown.id)"#, "<string: upper of unknown.id>"),
    (#"cidrhost(unknown.id, 1)"#, "<string: cidrhost of unknown.id>"),
  ])
  func unknown(_ expression: String, _ outcome: String) throws {
    #expect(try FunctionsExpression.outcome(expression) == outcome)
  }

  /// Marked values stand in parentheses.
  @Test(arguments: [
    (#"length([sensitive("s")])"#, "1"),
    (#"length(sensitive(["s"]))"#, "(1)"),
    (#"concat(["a"], [sensitive("s")])"#, #"["a",("s")]"#),
    (#"concat(["a"], sensitive(["s"]))"#, #"(["a","s"])"#),
    (#"flatten([["a"], [sensitive("s")]])"#, #"["a",("s")]"#),
    (#"merge({ a = 1 }, { b = sensitive(2) })"#, #"{"a":1,"b":(2)}"#),
    (#"lookup({ a = 1, b = sensitive(2) }, "a")"#, "1"),
    (#"zipmap(["a", "b"], [1, sensitive(2)])"#, #"{"a":1,"b":(2)}"#),
    (#"tolist(["a", sensitive("s")])"#, #"["a",("s")]"#),
    (#"toset(["a", sensitive("s")])"#, #"(["a","s"])"#),
    (#"setproduct(["a"], ["b", sensitive("s")])"#, #"[["a","b"],["a",("s")]]"#),
    (#"coalesce("a", sensitive("s"))"#, #"("a")"#),
    (#"join(",", ["a", sensitive("s")])"#, #"("a,s")"#),
    (#"jsonencode({ a = sensitive("s") })"#, #"("{\"a\":\"s\"}")"#),
    (
      #"join("-", [sensitive("s"), unknown.id])"#,
      #"(<string: template("s-", <string: unknown.id>)>)"#
    ),
    (
      #"concat([sensitive("s")], unknown.names)"#,
      #"(<list of string: concat(["s"], <list of string: unknown.names>)>)"#
    ),
    (#"nonsensitive([sensitive("s")])"#, #"[("s")]"#),
    (#"nonsensitive(sensitive("s"))"#, #""s""#),
  ])
  func marks(_ expression: String, _ outcome: String) throws {
    #expect(try FunctionsExpression.outcome(expression) == outcome)
  }

  /// Where Terraform panics, gives nonsense or leaves a value open for ever, the call is an error.
  @Test(arguments: [
    (
      #"element(["a", "b"], -1)"#,
      #"Call to function "element" failed: cannot use element function with a negative index."#
    ),
    (
      #"indent(-1, "a")"#,
      #"Call to function "indent" failed: the number of spaces must be between 0 and 1000000."#
    ),
    (#"log(-1, 10)"#, #"Call to function "log" failed: the result is not a real number."#),
    (
      #"format("%2147483648d", 1)"#,
      #"Call to function "format" failed: number greater than 1000000 before offset 11."#
    ),
    (
      #"cidrsubnet("10.0.0.0/8", 8, -1)"#,
      #"Call to function "cidrsubnet" failed: prefix extension of 8 does not accommodate a subnet numbered -1."#
    ),
    (
      #"timestamp()"#,
      #"Call to function "timestamp" failed: it has no value when a configuration is translated, because its result is different each time; make the value a variable instead."#
    ),
  ])
  func errors(_ expression: String, _ detail: String) throws {
    #expect(try FunctionsExpression.outcome(expression) == "error: " + detail)
  }
}
