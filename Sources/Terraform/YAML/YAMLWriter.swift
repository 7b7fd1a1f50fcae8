package import HCL

/// The text that `yamlencode` gives: block collections, strings between double quotes or as literal
/// blocks, keys in byte order. The value is wholly known.
package func encodeYAML(_ value: Value) -> String {
  var writer = YAMLWriter()
  writer.write(value, at: .root)
  return writer.finished()
}

private struct YAMLWriter {
  enum Place { case root, element, key, value }

  private static let step = 2

  private var out = YAMLOutput()

  mutating func write(_ value: Value, at place: Place) {
    switch value.content {
    case .null, .unknown: write(plain: "null", at: place)
    case .bool(let flag): write(plain: flag ? "true" : "false", at: place)
    case .number(let number): write(plain: number.text, at: place)
    case .string(let text): write(text, at: place)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      write(elements, at: place)
    case .map(_, let fields), .object(let fields): write(fields)
    }
  }

  /// A plain scalar that is the whole document could go on: `...` ends it.
  private mutating func write(plain text: String, at place: Place) {
    out.word(text)
    out.isOpenEnded = place == .root
  }

  private mutating func write(_ text: String, at place: Place) {
    let outer = out.indent
    out.indent = outer < 0 ? YAMLWriter.step : outer + YAMLWriter.step
    if text.utf8.contains(0x0A), text.allowsLiteral {
      out.literal(text, indentation: YAMLWriter.step)
    } else {
      out.doubleQuoted(text, mayFold: place != .key)
    }
    out.indent = outer
  }

  /// A sequence in a mapping is not indented further than its key.
  private mutating func write(_ elements: [Value], at place: Place) {
    if elements.isEmpty { return out.word("[]") }
    let outer = out.indent
    if outer < 0 {
      out.indent = 0
    } else if place != .value || out.isIndentation {
      out.indent += YAMLWriter.step
    }
    for element in elements {
      out.beginLine()
      out.indicator("-")
      write(element, at: .element)
    }
    out.indent = outer
  }

  private mutating func write(_ fields: Fields) {
    if fields.isEmpty { return out.word("{}") }
    let outer = out.indent
    out.indent = outer < 0 ? 0 : outer + YAMLWriter.step
    for (name, value) in fields {
      out.beginLine()
      if name.isSimpleKey {
        write(name, at: .key)
        out.word(":", isApart: false)
      } else {
        out.indicator("?")
        write(name, at: .value)
        out.beginLine()
        out.indicator(":")
      }
      write(value, at: .value)
    }
    out.indent = outer
  }

  mutating func finished() -> String {
    out.beginLine()
    if out.isOpenEnded {
      out.word("...")
      out.beginLine()
    }
    return out.text
  }
}

extension String {
  /// Short and on one line.
  fileprivate var isSimpleKey: Bool {
    utf8.count <= 128 && !unicodeScalars.contains(where: \.isYAMLBreak)
  }

  /// All of it can be shown as it is, and no line ends in a space.
  fileprivate var allowsLiteral: Bool {
    var endsInSpace = false
    for scalar in unicodeScalars {
      if !scalar.isYAMLPrintable || scalar.isYAMLBreak && endsInSpace { return false }
      endsInSpace = scalar == " "
    }
    return !endsInSpace
  }
}
