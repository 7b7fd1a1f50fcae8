import CodePrinter
package import Diagnostics

extension Artifact {
  /// Which lines of the artifact come from where, as JSON: `grammars/source-map.schema.json`.
  package func sourceMap(_ sources: SourceMap, target: String) -> String {
    let mappings = marks.map { marked -> JSON in
      let mark = marked.mark
      let column = mark.location.map { sources[$0.file].position(of: $0.span.start).column }
      return .compact([
        "lines": [.number(marked.lines.lowerBound), .number(marked.lines.upperBound)],
        "file": .string(mark.file),
        "line": .number(mark.line),
        "column": column.map { .number($0) },
        "address": mark.address.map(JSON.string),
      ])
    }
    return JSON.section([
      .init("version", 1), .init("target", .string(target)), .init("mappings", .array(mappings)),
    ]).text
  }
}
