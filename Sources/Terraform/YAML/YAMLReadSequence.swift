import HCL

extension YAMLReader {
  /// The elements of a sequence whose first token comes next.
  mutating func readSequence(_ form: YAMLCollectionForm) throws(YAMLFault) -> [Value] {
    if form == .flow { return try readFlowSequence() }
    if form == .block { scanner.advance() }
    var elements: [Value] = []
    while true {
      let token = try scanner.peek()
      if token.kind == .blockEntry {
        scanner.advance()
        elements.append(try readBlockElement(form, dash: token))
      } else if form == .indentless {
        return elements
      } else if token.kind == .blockEnd {
        scanner.advance()
        return elements
      } else {
        throw .parsing("did not find expected '-' indicator", at: token.start)
      }
    }
  }

  private mutating func readBlockElement(
    _ form: YAMLCollectionForm, dash: YAMLToken
  ) throws(YAMLFault) -> Value {
    switch (try scanner.peek().kind, form) {
    case (.blockEntry, _), (.blockEnd, _), (.key, .indentless), (.value, .indentless):
      try readValue(.empty(at: dash.end))
    default: try readValue(.block)
    }
  }

  private mutating func readFlowSequence() throws(YAMLFault) -> [Value] {
    scanner.advance()
    var elements: [Value] = []
    while true {
      var token = try scanner.peek()
      if !elements.isEmpty, token.kind != .flowSequenceEnd {
        if token.kind != .flowEntry {
          throw .parsing("did not find expected ',' or ']'", at: token.start)
        }
        scanner.advance()
        token = try scanner.peek()
      }
      switch token.kind {
      case .flowSequenceEnd:
        scanner.advance()
        return elements
      case .key:
        elements.append(
          try readValue(YAMLNodeStart(content: .mapping(.pair), mark: token.start)))
      default: elements.append(try readValue(.flow))
      }
    }
  }
}
