import Diagnostics
import HCL

extension FuzzTarget {
  /// Lexer and parser: the bytes as a file, as an expression, and as a template.
  static let syntax = FuzzTarget(name: "syntax") { bytes in
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "main.tf", bytes: bytes))
    var sink = DiagnosticSink()
    _ = Parser.parse(file: file, bytes: bytes, into: &sink)
    _ = Parser.parseExpression(file: file, bytes: bytes, into: &sink)
    _ = Parser.parseTemplate(file: file, bytes: bytes, into: &sink)
    renderAll(sink.sorted, sources)
  }

  /// JSON as such, and as a configuration and its values.
  static let json = FuzzTarget(name: "json") { bytes in
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "main.tf.json", bytes: bytes))
    var sink = DiagnosticSink()
    guard let node = JSONReader.read(bytes, file: file, into: &sink) else {
      return renderAll(sink.sorted, sources)
    }
    for strings in [JSONStrings.templates, .verbatim, .expressions] {
      _ = jsonExpression(node, strings: strings, file: file, bytes: bytes, into: &sink)
    }
    renderAll(sink.sorted, sources)
    translate(["main.tf.json": bytes])
  }
}
