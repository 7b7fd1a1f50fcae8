import Diagnostics
import Portolan
import Testing

// Calls of templatefile and templatestring, and beside them what Terraform 1.11 answers.

private let session = EvaluationSession(
  Request(path: ExpressionTable.folder + "/templates"))

private func outcome(_ expression: String) throws -> String {
  let answer = try #require(session.answer(expression))
  return answer.diagnostics.first.map { "\($0.summary): \($0.detail)" } ?? answer.text
}

@Suite("Calls that render templates") struct TemplateCallTests {
  @Test(
    "A template has a value",
    arguments: [
      // One interpolation keeps its type
      (#"jsonencode(templatefile("wrap.tftpl", {x = [1]}))"#, #""[1]""#),
      (#"templatefile("wrap.tftpl", tomap({x = 1}))"#, "1"),
      (#"templatefile("empty.tftpl", {})"#, #""""#),
      (#"templatefile("for.tftpl", {m = {a = 1}, unused = 2})"#, "<<EOT\na=1\n\nEOT"),
      // Backslashes mean nothing in a file
      (#"templatefile("esc.tftpl", {x = 1})"#, #""é 1 \\n ${x} %{ y""#),
      (#"jsonencode(templatefile("crlf.tftpl", {x = 1}))"#, #""\"a\\r\\n1\\r\\n\"""#),
      (#"templatefile("wrap.tftpl", {x = var.secret})"#, "(sensitive value)"),
      (#"templatefile("wrap.tftpl", sensitive({x = 1}))"#, "(sensitive value)"),
      (#"templatefile(sensitive("wrap.tftpl"), {x = 1})"#, "(sensitive value)"),
      (#"templatestring(local.greeting, {name = "A"})"#, #""Hello, A!""#),
      (#"templatestring(local.list[0], {x = "A"})"#, #""a A""#),
      (#"templatestring(var.secret, {})"#, "(sensitive value)"),
    ])
  func values(_ expression: String, _ value: String) throws {
    #expect(try outcome(expression) == value)
  }

  @Test("What is known only later stays so")
  func unknown() throws {
    #expect(
      try outcome(#"templatefile("wrap.tftpl", {x = var.later})"#)
        == "(known when the artifact runs: var.later)")
    #expect(
      try outcome(#"templatestring(local.greeting, {name = var.later})"#)
        == #"(known when the artifact runs: "Hello, ${var.later}!")"#)
  }

  @Test(
    "An error inside of a template is told with its place there",
    arguments: [
      (
        #"templatefile("open.tftpl", {x = 1})"#,
        #"Call to function "templatefile" failed: open.tftpl:1,3-5: Unclosed template interpolation"#
      ),
      (
        #"templatefile("nofunc.tftpl", {})"#,
        #"Call to function "templatefile" failed: nofunc.tftpl:1,3-9: Call to unknown function; "#
          + #"There is no function named "nofunc"."#
      ),
      (
        #"templatefile("rec.tftpl", {x = 1})"#,
        #"Call to function "templatefile" failed: rec.tftpl:1,3-15: Error in function call; Call to "#
          + #"function "templatefile" failed: cannot recursively call templatefile from inside another "#
          + "template function."
      ),
      (
        #"templatefile("null.tftpl", {})"#,
        #"Call to function "templatefile" failed: null.tftpl:1,1-8: Template result is null"#
      ),
      (
        "templatestring(local.nested, {})",
        #"Call to function "templatestring" failed: <templatestring argument>:1,3-15: Error in "#
          + #"function call; Call to function "templatefile" failed: cannot recursively call"#
      ),
      (
        "templatestring(local.reading, {})",
        #"Call to function "templatestring" failed: <templatestring argument>:1,3-7: Error in function "#
          + #"call; Call to function "file" failed: cannot use filesystem access functions like file "#
          + "in templatestring templates; consider passing the function result as a template variable"
      ),
    ])
  func errors(_ expression: String, _ detail: String) throws {
    let text = try outcome(expression)
    #expect(text.hasPrefix("Error in function call: " + detail), "\(text)")
  }

  @Test(
    "Arguments that do not fit are told as such",
    arguments: [
      (
        #"templatefile("two.tftpl", {x = 1})"#, "vars",
        #"vars map does not contain key "y", referenced at two.tftpl:2,10-11."#
      ),
      // Also where the reference would not be evaluated
      (
        #"templatefile("unreach.tftpl", {})"#, "vars",
        #"vars map does not contain key "nope", referenced at unreach.tftpl:1,16-20."#
      ),
      (
        #"templatefile("wrap.tftpl", {"a b" = 1, x = 2})"#, "vars",
        #"invalid template variable name "a b": must start with a letter, followed by zero or more "#
          + "letters, digits, and underscores."
      ),
      (#"templatefile("wrap.tftpl", [])"#, "vars", "invalid vars value: must be a map."),
      (#"templatefile("wrap.tftpl", null)"#, "vars", "argument must not be null."),
      (
        #"templatefile("missing.tftpl", {})"#, "path",
        #"no file exists at "missing.tftpl"; this function works only with files"#
      ),
      (
        #"templatestring("x", {})"#, "template",
        "invalid template expression: templatestring is only for rendering templates retrieved "
          + "dynamically from elsewhere, and so does not support providing a literal template"
      ),
      (
        #"templatestring("${local.greeting}", {})"#, "template",
        "invalid template expression: templatestring is only for rendering templates retrieved "
          + "dynamically from elsewhere; to treat the inner expression as template syntax, write"
      ),
      (
        "templatestring(upper(local.greeting), {})", "template",
        "invalid template expression: must be a direct reference to a single string from elsewhere"
      ),
      (
        "templatestring(local.open, {})", "template",
        "invalid template: <templatestring argument>:1,1-3: Unclosed template interpolation"
      ),
      (
        "templatestring(local.number, {})", "template",
        "invalid template value: a string is required."
      ),
      ("templatestring(var.null, {})", "template", "invalid template value: a string is required."),
    ])
  func arguments(_ expression: String, _ parameter: String, _ detail: String) throws {
    let text = try outcome(expression)
    let head = "Invalid function argument: Invalid value for \"\(parameter)\" parameter: "
    #expect(text.hasPrefix(head + detail), "\(text)")
  }

  @Test("What a call needs is counted")
  func counts() throws {
    #expect(
      try outcome(#"templatefile("wrap.tftpl")"#)
        == #"Not enough function arguments: Function "templatefile" expects 2 argument(s). "#
        + #"Missing value for "vars"."#)
    #expect(
      try outcome("templatestring(local.greeting, {}, 1)").hasPrefix("Too many function arguments"))
  }

  @Test("The function type stands alone")
  func type() throws {
    #expect(try outcome("type(local.list)") == "tuple([\n    string,\n])")
    #expect(try outcome("[type(1)]").hasPrefix("Invalid use of type function"))
    #expect(try outcome("type(type(1))").hasPrefix("Invalid use of type function"))
  }

  @Test("References are checked before anything is evaluated")
  func staticChecks() throws {
    #expect(try outcome("try(local.nothing, 1)").hasPrefix("Reference to undeclared local value"))
    #expect(try outcome("try(each.key, 1)").hasPrefix("Reference to \"each\""))
  }
}
