/// The beginning of a node: what decides about it before its parts are read.
struct YAMLNodeStart {
  enum Content {
    case alias(String)
    case scalar(String, YAMLScalarStyle)
    case sequence(YAMLCollectionForm)
    case mapping(YAMLCollectionForm)
  }

  var content: Content
  var mark: YAMLMark
  var anchor: String?
  /// Written out in full; empty without a tag.
  var tag = ""

  /// What stands where nothing is written.
  static func empty(at mark: YAMLMark) -> YAMLNodeStart {
    YAMLNodeStart(content: .scalar("", .plain), mark: mark)
  }
}

enum YAMLCollectionForm {
  case block
  /// A sequence whose dashes stand as far left as the key that it belongs to.
  case indentless
  case flow
  /// A mapping of one pair in a flow sequence, without braces.
  case pair
}

/// Where a node stands decides which forms it may have.
enum YAMLContext {
  case block, blockInMapping, flow
}

extension YAMLReader {
  /// Reads an alias, a scalar, or the anchor and tag of a collection up to its first token.
  mutating func readNodeStart(_ context: YAMLContext) throws(YAMLFault) -> YAMLNodeStart {
    let first = try scanner.peek()
    if case .alias(let name) = first.kind {
      scanner.advance()
      return YAMLNodeStart(content: .alias(name), mark: first.start)
    }
    let (anchor, tag) = try readProperties()
    let token = try scanner.peek()
    let fullTag = try tag.map { tag throws(YAMLFault) in try resolve(tag) } ?? ""
    let content: YAMLNodeStart.Content
    switch (token.kind, context) {
    case (.blockEntry, .blockInMapping): content = .sequence(.indentless)
    case (.scalar(let text, let style), _):
      scanner.advance()
      content = .scalar(text, style)
    case (.flowSequenceStart, _): content = .sequence(.flow)
    case (.flowMappingStart, _): content = .mapping(.flow)
    case (.blockSequenceStart, .block), (.blockSequenceStart, .blockInMapping):
      content = .sequence(.block)
    case (.blockMappingStart, .block), (.blockMappingStart, .blockInMapping):
      content = .mapping(.block)
    default:
      if anchor == nil, tag == nil {
        throw .parsing("did not find expected node content", at: token.start)
      }
      content = .scalar("", .plain)
    }
    return YAMLNodeStart(content: content, mark: first.start, anchor: anchor, tag: fullTag)
  }

  /// An anchor and a tag, each at most once, in either order.
  private mutating func readProperties() throws(YAMLFault) -> (anchor: String?, tag: YAMLToken?) {
    var anchor: String?
    var tag: YAMLToken?
    while true {
      let token = try scanner.peek()
      if case .anchor(let name) = token.kind, anchor == nil {
        anchor = name
      } else if case .tag = token.kind, tag == nil {
        tag = token
      } else {
        return (anchor, tag)
      }
      scanner.advance()
    }
  }

  private func resolve(_ tag: YAMLToken) throws(YAMLFault) -> String {
    guard case .tag(let handle, let suffix) = tag.kind, !handle.isEmpty else {
      if case .tag(_, let suffix) = tag.kind { return suffix }
      return ""
    }
    guard let prefix = tagPrefixes[handle] else {
      throw .parsing("found undefined tag handle", at: tag.start)
    }
    return prefix + suffix
  }
}
