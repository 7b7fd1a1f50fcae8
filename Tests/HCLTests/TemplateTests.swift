import HCL
import Testing

// Templates, and beside them their parts: (wrap x) keeps x's type, a bare string is a literal.
// The literal texts are what Terraform 1.11 makes of the same sources.

@Suite("Parser: templates") struct TemplateTests {
  @Test(arguments: [
    (#""""#, #""""#),
    (#""a""#, #""a""#),
    (#""\n\r\t\"\\""#, #""\n\r\t\"\\""#),
    (#""\u00e9\U0001F600""#, #""é😀""#),
    (#""${a}""#, "(wrap a)"),
    (#""${"a"}""#, #"(wrap "a")"#),
    (#""${~ a ~}""#, "(wrap a)"),
    (#""x${a}y""#, #"(template "x" ($ a) "y")"#),
    (#""${a}${b}""#, "(template ($ a) ($ b))"),
    (#""${\na\n}""#.replacing("\\n", with: "\n"), "(wrap a)"),
    // Dollars and percent signs
    (#""a$""#, #""a$""#),
    (#""$a %b 100%""#, #""$a %b 100%""#),
    (#""$${a} %%{b}""#, #""${a} %{b}""#),
    (#""$$${1}""#, #""$${1}""#),
    (#""$$$${1}""#, #""$$${1}""#),
    (#""%%%{x}""#, #""%%{x}""#),
    (#""$%{ if a }x%{ endif }""#, #"(template "$" (%if a (then "x") (else)))"#),
    // Strip markers reach to the next text only, over all of its blanks
    (
      #""  a  ${~ 1 ~}  b  ${~ 2 ~}   ${~ 3 ~}  ""#,
      #"(template "  a" ($ 1) "b" ($ 2) ($ 3))"#
    ),
    (#"" ${~ a ~} ""#, "(template ($ a))"),
    (#""a \n ${~ 1 ~} \t b""#, #"(template "a" ($ 1) "b")"#),
    (#""%{ if a ~} x %{~ else ~} y %{~ endif }""#, #"(template (%if a (then "x") (else "y")))"#),
    // Directives
    (#""%{ if a }b%{ endif }""#, #"(template (%if a (then "b") (else)))"#),
    (#""%{ for k, v in m }${k},%{ endfor }""#, #"(template (%for k,v m ($ k) ","))"#),
    (
      #""%{ for x in y }%{ if x }a%{ else }b%{ endif }%{ endfor }c""#,
      #"(template (%for x y (%if x (then "a") (else "b"))) "c")"#
    ),
  ])
  func quoted(text: String, tree: String) {
    let parsed = Parsed(expression: text)
    #expect(parsed.text == tree)
    #expect(parsed.complaints == [])
  }

  @Test(arguments: [
    ("<<E\nE\n", #""""#),
    ("<<E\n  a\n  E\n", #""  a\n""#),
    ("<<E\n\\n \"q\" $${x} %%{y}\nE\n", #""\\n \"q\" ${x} %{y}\n""#),
    ("<<E\na\r\nb\r\nE\r\n", #""a\r\nb\r\n""#),
    ("<<E\n${a}\nE\n", #"(template ($ a) "\n")"#),
    // In a heredoc a strip marker stops at the line's end
    (
      "<<E\n  ${~ 1 }\n   a\n    ${ 2 ~}\n\n   b\nE\n",
      #"(template ($ 1) "\n   a\n    " ($ 2) "\n   b\n")"#
    ),
  ])
  func heredocs(text: String, tree: String) {
    let parsed = Parsed(expression: text)
    #expect(parsed.text == tree)
    #expect(parsed.complaints == [])
  }

  @Test(
    "<<- takes off the indentation of the least indented line",
    arguments: [
      // A line of blanks has no say, and keeps what it has
      (
        "      one\n    ${1} two\n\n      three\n",
        #"(template "  one\n" ($ 1) " two\n\n  three\n")"#
      ),
      ("\n      a\n\n     b\n", #""\n a\n\nb\n""#),
      // Blanks within a line stay
      ("   a  a\n   b\n", #""a  a\nb\n""#),
      // A tab counts as one
      ("\ttab\n\t  x\n", #""tab\n  x\n""#),
      ("    ${ 1 }\n   x\n", #"(template " " ($ 1) "\nx\n")"#),
      ("     ${ 1 }${ 2 }\n    a\n", #"(template " " ($ 1) ($ 2) "\na\n")"#),
      // A line that begins with a sequence has none
      ("${ 1 }\n   x\n", #"(template ($ 1) "\n   x\n")"#),
      ("   $${a}\n     $x\n", #""${a}\n  $x\n""#),
      ("    $${x} %%{y} \\n \\\" \"q\"\n", #""${x} %{y} \\n \\\" \"q\"\n""#),
      // What a strip marker took away no longer begins a line
      ("     ${ 2 ~}\n       b\n     c\n", #"(template ($ 2) "       b\nc\n")"#),
      (
        "      x ${~ 1 ~}\n      y\n     %{~ if t ~}\n       z\n     %{~ endif ~}\n     w\n",
        #"(template "      x" ($ 1) "      y\n" (%if t (then "       z\n") (else)) "     w\n")"#
      ),
      (
        "    %{ if t }\n    a\n    %{ endif }\n      b\n",
        #"(template (%if t (then "\na\n") (else)) "\n  b\n")"#
      ),
      (
        "    %{ for a in [1,2] ~}\n    ${a}\n    %{ endfor ~}\n      b\n",
        #"(template (%for a (tuple 1 2) "    " ($ a) "\n") "      b\n")"#
      ),
    ])
  func indentation(lines: String, tree: String) {
    let parsed = Parsed(expression: "<<-E\n\(lines)  E\n")
    #expect(parsed.text == tree)
    #expect(parsed.complaints == [])
  }

  @Test("A heredoc ends its argument like any value")
  func heredocInBody() {
    let parsed = Parsed(file: "a {\n  b = [<<E\nx\nE\n  , <<-F\n  y\n  F\n  ]\n  c = 1\n}\n")
    #expect(parsed.text == "(block a\n  (attr b (tuple \"x\\n\" \"y\\n\"))\n  (attr c 1))")
    #expect(parsed.complaints == [])
  }
}
