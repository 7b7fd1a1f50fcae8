/// What the scanner makes of the characters.
struct YAMLToken {
  enum Kind: Equatable {
    case versionDirective(major: Int, minor: Int)
    case tagDirective(handle: String, prefix: String)
    case documentStart, documentEnd, streamEnd
    case blockSequenceStart, blockMappingStart, blockEnd
    case flowSequenceStart, flowSequenceEnd, flowMappingStart, flowMappingEnd
    case blockEntry, flowEntry, key, value
    case alias(String)
    case anchor(String)
    /// Without a handle the suffix is the whole tag.
    case tag(handle: String, suffix: String)
    case scalar(String, YAMLScalarStyle)
  }

  var kind: Kind
  var start: YAMLMark
  var end: YAMLMark
}

enum YAMLScalarStyle {
  case plain, singleQuoted, doubleQuoted, literal, folded

  var isQuoted: Bool { self == .singleQuoted || self == .doubleQuoted }
  var isBlock: Bool { self == .literal || self == .folded }
}
