import Diagnostics
import HCL
import Testing

@Suite("Whole templates") struct WholeTemplateTests {
  @Test(
    "A text is read as it is: only sequences and their escapes mean something",
    arguments: [
      ("", #""""#),
      ("a\r${x}\r\n", #"(template "a\r" ($ x) "\r\n")"#),
      (#"a\n "b" \${1}"#, #"(template "a\\n \"b\" \\" ($ 1))"#),
      ("a\nb", #""a\nb""#),
      ("${x}", "(wrap x)"),
      ("${~ x ~}", "(wrap x)"),
      (" ${x}", #"(template " " ($ x))"#),
      ("$${x} $$ %%{y}", #""${x} $$ %{y}""#),
      ("$$${x}", #""$${x}""#),
      // The marker takes off what blanks there are on the same line, and its end.
      ("a \n \n ${~ x ~} \n\n b", #"(template "a \n \n" ($ x) "\n b")"#),
    ])
  func reads(text: String, expected: String) {
    var sink = DiagnosticSink()
    let (tree, id) = Parser.parseTemplate(file: FileID(0), bytes: Array(text.utf8), into: &sink)
    #expect(sink.diagnostics.isEmpty)
    #expect(SyntaxDump(tree: tree).dump(id) == expected)
  }

  @Test(arguments: [
    ("${x", "hcl/unclosed-interpolation"), ("%{ if x }", "hcl/unbalanced-directive"),
    ("a ${1 +} b", "hcl/invalid-expression"),
  ])
  func refuses(text: String, code: String) {
    var sink = DiagnosticSink()
    _ = Parser.parseTemplate(file: FileID(0), bytes: Array(text.utf8), into: &sink)
    #expect(sink.diagnostics.map(\.code.text) == [code])
  }
}
