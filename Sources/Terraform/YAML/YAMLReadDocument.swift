import HCL

extension YAMLReader {
  /// The one document of a text.
  mutating func readDocument() throws(YAMLFault) -> Value {
    let first = try scanner.peek()
    if first.kind == .streamEnd { throw .parsing("missing start of document", at: first.start) }
    if !first.kind.beginsDocument {
      try readDirectives()
      return try readValue(.block)
    }
    try readDocumentStart()
    let token = try scanner.peek()
    if token.kind.beginsDocument || token.kind == .documentEnd || token.kind == .streamEnd {
      return try readValue(.empty(at: token.start))
    }
    return try readValue(.block)
  }

  /// Nothing may follow the document.
  mutating func expectEnd() throws(YAMLFault) {
    while try scanner.peek().kind == .documentEnd { scanner.advance() }
    let token = try scanner.peek()
    if token.kind == .streamEnd { return }
    tagPrefixes = [:]
    try readDocumentStart()
    throw .parsing("unexpected extra content after value", at: token.start)
  }

  /// Directives and `---`.
  private mutating func readDocumentStart() throws(YAMLFault) {
    try readDirectives()
    let token = try scanner.peek()
    if token.kind != .documentStart {
      throw .parsing("did not find expected <document start>", at: token.start)
    }
    scanner.advance()
  }

  private mutating func readDirectives() throws(YAMLFault) {
    var hasVersion = false
    while true {
      let token = try scanner.peek()
      switch token.kind {
      case .versionDirective(let major, let minor):
        if hasVersion { throw .parsing("found duplicate %YAML directive", at: token.start) }
        // Terraform's reader knows 1.2 by its rules for numbers alone.
        if (major, minor) != (1, 1) {
          throw .parsing("found incompatible YAML document", at: token.start)
        }
        hasVersion = true
      case .tagDirective(let handle, let prefix):
        if tagPrefixes.updateValue(prefix, forKey: handle) != nil {
          throw .parsing("found duplicate %TAG directive", at: token.start)
        }
      default:
        tagPrefixes.merge(["!": "!", "!!": YAMLTag.prefix], uniquingKeysWith: { own, _ in own })
        return
      }
      scanner.advance()
    }
  }
}

extension YAMLToken.Kind {
  fileprivate var beginsDocument: Bool {
    switch self {
    case .versionDirective, .tagDirective, .documentStart: true
    default: false
    }
  }
}
