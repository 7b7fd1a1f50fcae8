import Diagnostics
import HCL
import Testing

// Input, and beside it the tree. Spans are looked at in SpanTests.

@Suite("Parser: structure") struct ParserStructureTests {
  @Test(arguments: [
    ("", ""),
    ("a = 1", "(attr a 1)"),
    ("a=1\n\n\nb-c = x # y\n", "(attr a 1)\n(attr b-c x)"),
    ("a /* two\n lines */ = 1\r\n", "(attr a 1)"),
    ("a {}", "(block a)"),
    ("a {\n}\n", "(block a)"),
    ("a { b = 1 }", "(block a\n  (attr b 1))"),
    ("a b \"c d\" e-f {\n}\n", #"(block a "b" "c d" "e-f")"#),
    (#"a "x\"\u00e9$${}" {}"#, #"(block a "x\"é${}")"#),
    ("a \"\" {}", #"(block a "")"#),
    (
      "a {\n  b = 1\n\n  c \"d\" {\n    e = 2\n  }\n  f = 3\n}\ng {}\n",
      "(block a\n  (attr b 1)\n  (block c \"d\"\n    (attr e 2))\n  (attr f 3))\n(block g)"
    ),
    ("a = <<E\nb\nE\nc = 1\n", "(attr a \"b\\n\")\n(attr c 1)"),
    ("é = \"☃\"\n", "(attr é \"☃\")"),
  ])
  func files(text: String, tree: String) {
    let parsed = Parsed(file: text)
    #expect(parsed.text == tree)
    #expect(parsed.complaints == [])
  }
}

@Suite("Parser: expressions") struct ParserExpressionTests {
  @Test(arguments: [
    // Literals and names
    ("1.5e-3", "1.5e-3"), ("1.e5", "1.e5"), ("007", "007"),
    ("true", "true"), ("null", "null"), ("truer", "truer"),
    ("\n a \n", "a"),
    // Operators, from loose to tight
    ("a || b && c", "(|| a (&& b c))"),
    ("a && b == c", "(&& a (== b c))"),
    ("a == b < c", "(== a (< b c))"),
    ("a < b + c", "(< a (+ b c))"),
    ("a + b * c", "(+ a (* b c))"),
    ("a * b + c", "(+ (* a b) c)"),
    ("a - b - c", "(- (- a b) c)"),
    ("a == b != c", "(!= (== a b) c)"),
    ("a / b % c", "(% (/ a b) c)"),
    ("a >= b <= c", "(<= (>= a b) c)"),
    ("-a + b", "(+ (- a) b)"),
    ("!a == b", "(== (! a) b)"),
    ("- - !a.b", "(- (- (! (. a b))))"),
    ("a - -b", "(- a (- b))"),
    ("(a + b) * c", "(* (paren (+ a b)) c)"),
    ("(\na\n+\nb\n)", "(paren (+ a b))"),
    // Conditionals
    ("a ? b : c", "(? a b c)"),
    ("a ? b : c ? d : e", "(? a b (? c d e))"),
    ("a ? b ? c : d : e", "(? a (? b c d) e)"),
    ("a || b ? c + 1 : d", "(? (|| a b) (+ c 1) d)"),
    ("a?b::c():d", "(? a (call b::c) d)"),
    // Traversals
    ("a.b.c", "(. (. a b) c)"),
    ("a[0].b[c.d]", "(index (. (index a 0) b) (. c d))"),
    ("a[\n\"b\"\n]", #"(index a "b")"#),
    ("a.0.b", "(. (index a 0) b)"),
    ("a. 0 .1", "(index (index a 0) 1)"),
    ("a.b-c", "(. a b-c)"),
    ("[1][0]", "(index (tuple 1) 0)"),
    ("f().a", "(. (call f) a)"),
    (#""a".b"#, #"(. "a" b)"#),
    ("true.a", "(. true a)"),
    // Splats
    ("a.*", "(.* a _)"),
    ("a.*.b.0.c", "(.* a (. (index (. _ b) 0) c))"),
    ("a.*.b[0].c", "(. (index (.* a (. _ b)) 0) c)"),
    ("a[*]", "([*] a _)"),
    ("a[*].b[0].c", "([*] a (. (index (. _ b) 0) c))"),
    ("a[*].b[*].c", "([*] a ([*] (. _ b) (. _ c)))"),
    ("a[*].b.*.c", "([*] a (.* (. _ b) (. _ c)))"),
    ("a.*.b[*].c", "([*] (.* a (. _ b)) (. _ c))"),
    ("a * b", "(* a b)"),
    // Calls
    ("f()", "(call f)"),
    ("f(a, b)", "(call f a b)"),
    ("f(a, b...)", "(call f a b ...)"),
    ("f(\n  a,\n  b,\n)", "(call f a b)"),
    ("f(a...\n)", "(call f a ...)"),
    ("provider::aws::arn_parse(a)", "(call provider::aws::arn_parse a)"),
    ("a :: b (c)", "(call a::b c)"),
    // Tuples and objects
    ("[]", "(tuple)"),
    ("[1, [2], ]", "(tuple 1 (tuple 2))"),
    ("[\n  1,\n\n  2\n]", "(tuple 1 2)"),
    ("{}", "(object)"),
    ("{ a = 1, b : 2 }", #"(object ("a" 1) ("b" 2))"#),
    ("{\n  a = 1\n\n  b = 2,\n  c = 3,\n}", #"(object ("a" 1) ("b" 2) ("c" 3))"#),
    ("{ (a) = 1, (a.b) = 2 }", "(object ((paren a) 1) ((paren (. a b)) 2))"),
    (#"{ "a b" = 1, "${c}" = 2 }"#, #"(object ("a b" 1) ((wrap c) 2))"#),
    ("{ 1 = 1, f(a) = 2 }", "(object (1 1) ((call f a) 2))"),
    ("{ true = 1, null = 2, a-b = 3 }", #"(object ("true" 1) ("null" 2) ("a-b" 3))"#),
    ("{ a = 1, for = 2 }", #"(object ("a" 1) ("for" 2))"#),
    ("{ a[b] = 1 }", "(object ((index a b) 1))"),
    ("{ a = b ? c : d }", #"(object ("a" (? b c d)))"#),
    ("({\n a = (\n1\n)\n b = 2 })", #"(paren (object ("a" (paren 1)) ("b" 2)))"#),
    // For
    ("[for x in y : x.a]", "(for x y (. x a))"),
    ("[for k, v in y : v if k != 1]", "(for k,v y (if (!= k 1)) v)"),
    ("{for x in y : x => 1}", "(for x y (=> x 1))"),
    ("{\n for k, v in y :\n k => v...\n if v\n}", "(for k,v y (if v) (=> k v ...))"),
    ("[for x in [for y in z : y] : x]", "(for x (for y z y) x)"),
    ("[for x in a ? b : c : x]", "(for x (? a b c) x)"),
  ])
  func expressions(text: String, tree: String) {
    let parsed = Parsed(expression: text)
    #expect(parsed.text == tree)
    #expect(parsed.complaints == [])
  }
}

@Suite("Parser: spans") struct SpanTests {
  @Test("Nodes span what they were made of")
  func spans() throws {
    let text = #"x = a.b[0] + f("c", -d)[*].e"# + "\n"
    var sink = DiagnosticSink()
    let tree = Parser.parse(file: FileID(0), bytes: Array(text.utf8), into: &sink)
    let source = SourceFile(path: "main.tf", bytes: Array(text.utf8))
    let attribute = try #require(tree[tree.root].attributes.first)
    #expect(source.text(attribute.span) == #"x = a.b[0] + f("c", -d)[*].e"#)
    #expect(source.text(attribute.name.span) == "x")
    guard case .binary(_, let left, let right) = tree[attribute.value] else {
      Issue.record("not a sum")
      return
    }
    #expect(source.text(tree.span(left)) == "a.b[0]")
    #expect(source.text(tree.span(right)) == #"f("c", -d)[*].e"#)
    guard case .splat(let call, let each, _) = tree[right] else {
      Issue.record("not a splat")
      return
    }
    #expect(source.text(tree.span(call)) == #"f("c", -d)"#)
    #expect(source.text(tree.span(each)) == "[*].e")
    guard case .call(let name, let arguments, _) = tree[call] else {
      Issue.record("not a call")
      return
    }
    #expect(source.text(name.span) == "f")
    #expect(arguments.map { source.text(tree.span($0)) } == [#""c""#, "-d"])
  }

  @Test("A block's header is its type and labels; its span ends with its brace")
  func blocks() throws {
    let text = "\na \"b\" c { d = 1 }\n"
    var sink = DiagnosticSink()
    let tree = Parser.parse(file: FileID(0), bytes: Array(text.utf8), into: &sink)
    let source = SourceFile(path: "main.tf", bytes: Array(text.utf8))
    let block = try #require(tree[tree.root].blocks.first)
    #expect(source.text(block.header) == "a \"b\" c")
    #expect(source.text(block.span) == "a \"b\" c { d = 1 }")
    #expect(block.labels.map { source.text($0.span) } == ["\"b\"", "c"])
    #expect(source.text(tree[block.body].span) == "{ d = 1 }")
  }
}
