import Diagnostics
import HCL
import Testing

// Wrong sources, marked with what is to be said about them. Summaries and lines are Terraform's.

@Suite("Parser: errors") struct ParserErrorTests {
  @Test("Bodies", arguments: [bodies, oneLineBlocks, labels, recovery])
  func structure(marked: String) { check(marked) }

  @Test("Expressions", arguments: [operators, traversals, collections, calls, forExpressions])
  func expressions(marked: String) { check(marked) }

  @Test("Templates", arguments: [escapes, interpolations, directives])
  func templates(marked: String) { check(marked) }

  @Test("Characters", arguments: [characters])
  func meaninglessBytes(marked: String) { check(marked) }

  @Test("What never ends", arguments: unclosed)
  func endOfFile(marked: String) { check(marked) }

  private func check(_ marked: String) {
    let expected = MarkedSource(marked)
    let parsed = Parsed(file: expected.text)
    let actual = MarkedSource.marks(of: parsed.diagnostics, in: parsed.source)
    #expect(actual.map(\.description) == expected.marks.map(\.description))
  }

  @Test("Both places of an argument that is set twice are told")
  func redefinition() throws {
    let parsed = Parsed(file: "a = 1\nb = 2\na = 3\n")
    let labels = try #require(parsed.diagnostics.first).labels
    #expect(labels.map { parsed.source.position(of: $0.location.span.start).line } == [3, 1])
    #expect(parsed.text == "(attr a 1)\n(attr b 2)")
  }

  @Test(
    "What is broken is <invalid>, and all around it is there",
    arguments: [
      ("a = [1, 2 3, 4]\n", "(attr a (tuple 1 2 4))"),
      ("a = [1, =, 4]\n", "(attr a (tuple 1 4))"),
      ("a = {b = 1, c = ), d = 2}\n", #"(attr a (object ("b" 1) ("c" <invalid>) ("d" 2)))"#),
      ("a = f((1 2), 3)\n", "(attr a (call f <invalid> 3))"),
      ("a = \"x${1 2}y\"\n", #"(attr a (template "x" ($ <invalid>) "y"))"#),
      ("a = \"%{ if b }\"\n", "(attr a <invalid>)"),
      (
        "a = 1 2\nb {\n  c = = 3\n  d = 4\n}\n",
        "(attr a 1)\n(block b\n  (attr c <invalid>)\n  (attr d 4))"
      ),
      ("a {\n  b = 1\n", "(block a\n  (attr b 1))"),
    ])
  func partialTrees(text: String, tree: String) {
    let parsed = Parsed(file: text)
    #expect(parsed.text == tree)
    #expect(!parsed.diagnostics.isEmpty)
  }

  @Test(
    "One expression must fill the text",
    arguments: [
      ("1 2", "1: Extra characters after expression"),
      ("0x10", "1: Extra characters after expression"),
      ("", "1: Missing expression"),
      ("(1", "1: Unbalanced parentheses"),
      ("[1,\n2", "1: Unterminated tuple constructor expression"),
      ("\"a", "1: Unterminated template string"),
      ("\"${a", "1: Unclosed template interpolation sequence"),
      ("1.", "1: Invalid attribute name"),
      ("}", "1: Invalid expression"),
    ])
  func wholeExpressions(text: String, complaint: String) {
    #expect(Parsed(expression: text).complaints == [complaint])
  }

  @Test("Bytes that are not UTF-8 are told once, where they stand")
  func encoding() {
    let parsed = Parsed(
      bytes: Array("a = \"".utf8) + [0xE9] + Array("\"\nb = \"".utf8) + [0xE9, 0x22, 0x0A])
    #expect(parsed.complaints == ["1: Invalid character encoding"])
    let utf16 = Parsed(bytes: [0xFF, 0xFE, 0x61, 0x00])
    #expect(utf16.complaints.first == "1: Invalid character encoding")
  }
}

private let bodies = #"""
      1 = 2
  #   ^ error[hcl/item-required]: Argument or block definition required
      "a" = 2
  #   ^ error[hcl/quoted-argument-name]: Invalid argument name
      a
  #   ^ error[hcl/item-required]: Argument or block definition required
      b.c = 1
  #   ^ error[hcl/item-required]: Argument or block definition required
      d = 1 2
  #         ^ error[hcl/newline-missing]: Missing newline after argument
      e = 1, f = 2
  #        ^ error[hcl/newline-missing]: Unexpected comma after argument
      g = "a" "b"
  #           ^ error[hcl/newline-missing]: Missing newline after argument
      h {} i {}
  #        ^ error[hcl/newline-missing]: Missing newline after block definition
      j =
  #      ^ error[hcl/invalid-expression]: Invalid expression
      k = 1
      k = 2
  #   ^ error[hcl/attribute-redefined]: Attribute redefined
      l {
        m = 1 }
  #           ^ error[hcl/newline-missing]: Missing newline after argument
      n {
        o {
        } }
  #       ^ error[hcl/newline-missing]: Missing newline after block definition
      p = 1 }
  #         ^ error[hcl/newline-missing]: Missing newline after argument
      }
  #   ^ error[hcl/item-required]: Argument or block definition required
      q = 1
  """#

private let oneLineBlocks = #"""
      a { b = 1, c = 2 }
  #            ^ error[hcl/one-line-block]: Invalid single-argument block definition
      a { b = 1 c = 2 }
  #             ^ error[hcl/one-line-block]: Invalid single-argument block definition
      a { b = 1
  #            ^ error[hcl/one-line-block]: Invalid single-argument block definition
        c = 2
      }
      a { b {} }
  #       ^^^ error[hcl/one-line-block]: Argument definition required
      a { 1 }
  #       ^ error[hcl/item-required]: Argument or block definition required
      a { b = }
  #           ^ error[hcl/invalid-expression]: Invalid expression
      c = 1
  """#

private let labels = #"""
      a "b${c}" {}
  #       ^^ error[hcl/invalid-label]: Invalid string literal
      a "b\q" {}
  #       ^^ error[hcl/invalid-escape]: Invalid escape sequence
      a 5 {}
  #   ^ error[hcl/item-required]: Argument or block definition required
      a "b" 5 {}
  #         ^ error[hcl/invalid-block]: Invalid block definition
      a "b" = {}
  #         ^ error[hcl/invalid-block]: Invalid block definition
      a "b"
  #        ^ error[hcl/invalid-block]: Invalid block definition
      c = 1
  """#

// One broken thing does not hide the next, and says no more than it must.
private let recovery = #"""
      a {
        b = [1, 2
        c = 3
  #     ^ error[hcl/separator-missing]: Missing item separator
      }
      d {
        e = (1 + 2
        f = 3
  #     ^ error[hcl/unbalanced-parentheses]: Unbalanced parentheses
      }
      g = f(1, [2, {
        h = = 1
  #         ^ error[hcl/invalid-expression]: Invalid expression
        i = 2 3
  #           ^ error[hcl/separator-missing]: Missing attribute separator
      }])
      j = "forgotten
  #                 ^ error[hcl/multi-line-string]: Invalid multi-line string
      k = 1
      l = 2 2
  #         ^ error[hcl/newline-missing]: Missing newline after argument
      m = "one line
  #                ^ error[hcl/multi-line-string]: Invalid multi-line string
      and another"
      k1 = 1
      n = 3 3
  #         ^ error[hcl/newline-missing]: Missing newline after argument
      o = "${p("q)
  #               ^ error[hcl/multi-line-string]: Invalid multi-line string
      r = [=, =]
  """#

private let operators = #"""
      a = 1 +
  #          ^ error[hcl/invalid-expression]: Invalid expression
      a1 = * 1
  #        ^ error[hcl/invalid-expression]: Invalid expression
      a2 = 2 ** 3
  #           ^ error[hcl/invalid-expression]: Invalid expression
      b = c ? d
  #            ^ error[hcl/incomplete-conditional]: Missing false expression in conditional
      e = (1 2)
  #          ^ error[hcl/unbalanced-parentheses]: Unbalanced parentheses
      f = 1.2.3
  #       ^^^^^ error[hcl/invalid-number]: Invalid number literal
      g = 1e99999999999
  #       ^^^^^^^^^^^^^ error[hcl/invalid-number]: Invalid number literal
      h = <<E\#u{20}
  #       ^ error[hcl/invalid-expression]: Invalid expression
      i = <<-
  #       ^ error[hcl/invalid-expression]: Invalid expression
  """#

private let traversals = #"""
      a = b.
  #         ^ error[hcl/attribute-name-required]: Invalid attribute name
      c = d.*.
  #           ^ error[hcl/attribute-name-required]: Invalid attribute name
      e = f.*.*
  #           ^ error[hcl/nested-splat]: Nested splat expression not allowed
      g = h.0.1
  #         ^^^ error[hcl/legacy-index]: Invalid legacy index syntax
      i = j[1 2]
  #           ^ error[hcl/unclosed-index]: Missing close bracket on index
      k = l[* 1]
  #           ^ error[hcl/unclosed-index]: Missing close bracket on splat index
      m = n[]
  #         ^ error[hcl/invalid-expression]: Invalid expression
  """#

private let collections = #"""
      a = [1 2]
  #          ^ error[hcl/separator-missing]: Missing item separator
      b = [,]
  #        ^ error[hcl/invalid-expression]: Invalid expression
      c = {d}
  #         ^ error[hcl/separator-missing]: Missing key/value separator
      e = {d, f = 1}
  #         ^ error[hcl/separator-missing]: Missing attribute value
      g = {d h}
  #          ^ error[hcl/separator-missing]: Missing key/value separator
      i = {a = 1 b = 2}
  #              ^ error[hcl/separator-missing]: Missing attribute separator
      j = {a = 1,, b = 2}
  #              ^ error[hcl/invalid-expression]: Invalid expression
  """#

private let calls = #"""
      a = f(1 2)
  #           ^ error[hcl/separator-missing]: Missing argument separator
      b = f(,)
  #         ^ error[hcl/invalid-expression]: Invalid expression
      c = f(a..., b)
  #          ^^^ error[hcl/invalid-call]: Missing closing parenthesis
      d = a::b
  #           ^ error[hcl/invalid-call]: Missing open parenthesis
      e = a::1()
  #          ^ error[hcl/invalid-call]: Missing function name
  """#

private let forExpressions = #"""
      a = [for]
  #           ^ error[hcl/invalid-for]: Invalid 'for' expression
      b = [for x, in y : x]
  #                  ^ error[hcl/invalid-for]: Invalid 'for' expression
      c = [for x of y : x]
  #              ^^ error[hcl/invalid-for]: Invalid 'for' expression
      d = [for x in y x]
  #                   ^ error[hcl/invalid-for]: Invalid 'for' expression
      e = [for x in y : x z]
  #                       ^ error[hcl/invalid-for]: Invalid 'for' expression
      f = [for x in y : x => z]
  #                     ^ error[hcl/invalid-for]: Invalid 'for' expression
      g = [for x in y : x...]
  #                      ^^^ error[hcl/invalid-for]: Invalid 'for' expression
      h = {for x in y : z}
  #                     ^ error[hcl/invalid-for]: Invalid 'for' expression
      i = {for = 1}
  #            ^ error[hcl/invalid-for]: Invalid 'for' expression
  """#

private let escapes = #"""
      a = "a\qb\é"
  #         ^^ error[hcl/invalid-escape]: Invalid escape sequence
  #            ^^ error[hcl/invalid-escape]: Invalid escape sequence
      b = "\u12"
  #        ^^^^ error[hcl/invalid-escape]: Invalid escape sequence
      c = "\U1234567"
  #        ^^^^^^^^^ error[hcl/invalid-escape]: Invalid escape sequence
      d = "\ud800"
  #        ^^^^^^ error[hcl/invalid-escape]: Invalid escape sequence
      e = "\
  #        ^ error[hcl/invalid-escape]: Invalid escape sequence
  #         ^ error[hcl/multi-line-string]: Invalid multi-line string
  """#

private let interpolations = #"""
      a = "${b c}"
  #            ^ error[hcl/extra-in-template]: Extra characters after interpolation expression
      d = "${e:f}"
  #           ^ error[hcl/extra-in-template]: Extra characters after interpolation expression
      g = "x-${var.v"
  #          ^^ error[hcl/unclosed-interpolation]: Unclosed template interpolation sequence
      h = "${}"
  #          ^ error[hcl/invalid-expression]: Invalid expression
      i = <<E
        ${1 2} ${3 4}
  #         ^ error[hcl/extra-in-template]: Extra characters after interpolation expression
  #                ^ error[hcl/extra-in-template]: Extra characters after interpolation expression
      E
  """#

private let directives = #"""
      a = "%{ if b }c"
  #                  ^ error[hcl/unbalanced-directive]: Unexpected end of template
      d = "%{ for b in c }%{ endif }%{ endfor }"
  #                       ^^^^^^^^ error[hcl/unbalanced-directive]: Unexpected endif directive
      e = "%{ else }"
  #        ^^^^^^^ error[hcl/unbalanced-directive]: Unexpected else directive
      f = "%{ if a }%{ else }%{ else }%{ endif }"
  #                          ^^^^^^^ error[hcl/unbalanced-directive]: Unexpected else directive
      g = "%{ endfr }"
  #           ^^^^^ error[hcl/invalid-directive]: Invalid template control keyword
      h = "%{ 1 }"
  #           ^ error[hcl/invalid-directive]: Invalid template directive
      i = "%{ if a b }%{ endif }"
  #                ^ error[hcl/extra-in-template]: Extra characters in if marker
      j = "%{ for }%{ endfor }"
  #               ^ error[hcl/invalid-for]: Invalid 'for' directive
      k = <<E
        %{ for x in y }
      E
  #   ^ error[hcl/unbalanced-directive]: Unexpected end of template
      l = 1
  """#

private let characters = #"""
      a = 'b'
  #       ^ error[hcl/invalid-character]: Invalid character
      c = `d`
  #       ^ error[hcl/invalid-character]: Invalid character
      e = “f”
  #       ^ error[hcl/invalid-character]: Invalid character
      g = 1;
  #        ^ error[hcl/invalid-character]: Invalid character
      h = 1 & 2
  #         ^ error[hcl/unsupported-operator]: Unsupported operator
      i = 1 | 2
  #         ^ error[hcl/unsupported-operator]: Unsupported operator
      j = ~1
  #       ^ error[hcl/unsupported-operator]: Unsupported operator
      k = 1 ^ 2
  #         ^ error[hcl/unsupported-operator]: Unsupported operator
      l = ☃
  #       ^ error[hcl/invalid-character]: Invalid character
      m = "\#u{1}	☃" # any character may stand in a string
      /* n
  #   ^^^^ error[hcl/unclosed-comment]: Unclosed comment
  """#

private let unclosed = [
  #"""
      a {
  #     ^ error[hcl/unclosed-block]: Unclosed configuration block
        b {
        }
  """#,
  #"""
      a { b = 1 2
  #     ^ error[hcl/unclosed-block]: Unclosed configuration block
  #             ^ error[hcl/one-line-block]: Invalid single-argument block definition
  """#,
  #"""
      a {
        b = [1, 2
  #         ^ error[hcl/unclosed-tuple]: Unterminated tuple constructor expression
  """#,
  #"""
      a = {
        b = 1
  # at the end error[hcl/missing-expression]: Missing expression
  """#,
  #"""
      a = f(1
  #       ^ error[hcl/unclosed-call]: Unterminated function call
  """#,
  #"""
      a = <<E
        b
  # at the end error[hcl/unterminated-string]: Unterminated template string
  """#,
  #"""
      a = <<E
        ${b
  #     ^^ error[hcl/unclosed-interpolation]: Unclosed template interpolation sequence
  """#,
]
