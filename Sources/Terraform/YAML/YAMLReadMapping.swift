import HCL

extension YAMLReader {
  /// The fields of a mapping whose first token comes next; of repeated keys the last.
  mutating func readMapping(_ form: YAMLCollectionForm) throws(YAMLFault) -> Fields {
    if form != .pair { scanner.advance() }
    var entries: [String: Value] = [:]
    var isFirst = true
    while let key = try readKey(form, isFirst: isFirst) {
      isFirst = false
      let name = try keyName(key.start)
      let value = key.hasValue ? try readMappingValue(form) : try readMissingValue()
      if let name {
        entries[name] = value
      } else if case .object(let fields) = value.content {
        entries.merge(zip(fields.names, fields.values), uniquingKeysWith: { $1 })
      } else {
        let type = value.isNull ? ValueType.dynamic : value.type
        throw .parsing("cannot merge \(type.friendlyName) into mapping", at: key.start.mark)
      }
      if form == .pair { break }
    }
    return Fields(entries)
  }

  /// The text of a key; nil if it is `<<`, which puts the fields of its value in its place.
  private mutating func keyName(_ start: YAMLNodeStart) throws(YAMLFault) -> String? {
    guard case .scalar(let text, let style) = start.content else {
      throw .parsing("only strings are allowed as mapping keys", at: start.mark)
    }
    if start.tag.isEmpty, text == "<<" { return nil }
    let key = try resolveYAMLScalar(text, style, tag: start.tag)
    guard case .string(let name)? = (try? convert(key, to: .string))?.content else {
      throw .parsing("mapping key cannot be null", at: start.mark)
    }
    anchors.add(.string(name))
    return name
  }

  /// The next key, and whether a value may follow it; nil at the end of the mapping.
  private mutating func readKey(
    _ form: YAMLCollectionForm, isFirst: Bool
  ) throws(YAMLFault) -> (start: YAMLNodeStart, hasValue: Bool)? {
    if form == .flow { return try readFlowKey(isFirst: isFirst) }
    let token = try scanner.peek()
    if token.kind == .key {
      scanner.advance()
      let next = try scanner.peek()
      if next.kind.endsKey(form) {
        return (.empty(at: form == .pair ? next.end : token.end), true)
      }
      return (try readNodeStart(form == .pair ? .flow : .blockInMapping), true)
    }
    if token.kind == .blockEnd {
      scanner.advance()
      return nil
    }
    throw .parsing("did not find expected key", at: token.start)
  }

  private mutating func readFlowKey(
    isFirst: Bool
  ) throws(YAMLFault) -> (start: YAMLNodeStart, hasValue: Bool)? {
    var token = try scanner.peek()
    if !isFirst, token.kind != .flowMappingEnd {
      if token.kind != .flowEntry {
        throw .parsing("did not find expected ',' or '}'", at: token.start)
      }
      scanner.advance()
      token = try scanner.peek()
    }
    switch token.kind {
    case .flowMappingEnd:
      scanner.advance()
      return nil
    case .key:
      scanner.advance()
      let next = try scanner.peek()
      if next.kind.endsKey(.flow) { return (.empty(at: next.start), true) }
      return (try readNodeStart(.flow), true)
    default: return (try readNodeStart(.flow), false)
    }
  }

  private mutating func readMappingValue(_ form: YAMLCollectionForm) throws(YAMLFault) -> Value {
    let token = try scanner.peek()
    if token.kind != .value { return try readMissingValue() }
    scanner.advance()
    if try scanner.peek().kind.endsKey(form) { return try readMissingValue() }
    return try readValue(form == .block ? .blockInMapping : .flow)
  }

  private mutating func readMissingValue() throws(YAMLFault) -> Value {
    try readValue(.empty(at: try scanner.peek().start))
  }
}

extension YAMLToken.Kind {
  /// A key or a value of a mapping is empty where this follows its indicator.
  fileprivate func endsKey(_ form: YAMLCollectionForm) -> Bool {
    switch (self, form) {
    case (.value, .block), (.key, .block), (.blockEnd, .block): true
    case (.value, .flow), (.value, .pair): true
    case (.flowEntry, .flow), (.flowEntry, .pair): true
    case (.flowMappingEnd, .flow), (.flowSequenceEnd, .pair): true
    default: false
    }
  }
}
