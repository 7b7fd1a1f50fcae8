/// Makes tokens of a YAML text, one at a time and no further ahead than a key may reach: faults come
/// in the order in which a reader meets them.
struct YAMLScanner {
  var cursor: YAMLCursor
  private var queue: [YAMLToken] = []
  private var head = 0
  /// How many tokens have been taken.
  private var taken = 0
  /// The column of the innermost block collection, -1 outside of all, and those of the outer ones.
  var indent = -1
  var outerIndents: [Int] = []
  /// How many brackets and braces are open.
  var flowLevel = 0
  /// Where keys without `?` may have begun, from the outermost level.
  var simpleKeys: [YAMLSimpleKey] = []
  var allowsSimpleKey = true

  init(_ text: String) throws(YAMLFault) { cursor = try YAMLCursor(text) }

  /// The number that the next token will have.
  var nextNumber: Int { taken + queue.count - head }

  /// The next token; at the end of the stream always the same one.
  mutating func peek() throws(YAMLFault) -> YAMLToken {
    while try needsMoreTokens() { try fetch() }
    return queue[head]
  }

  /// Takes the token that was peeked at.
  mutating func advance() {
    if queue[head].kind == .streamEnd { return }
    head += 1
    taken += 1
    if head == queue.count {
      queue.removeAll(keepingCapacity: true)
      head = 0
    }
  }

  /// Appends the token between a place and the position.
  mutating func append(_ kind: YAMLToken.Kind, from start: YAMLMark) {
    queue.append(YAMLToken(kind: kind, start: start, end: cursor.mark))
  }

  /// Puts a token of no width before the one with a number, or at the end.
  mutating func insert(_ kind: YAMLToken.Kind, at mark: YAMLMark, before number: Int? = nil) {
    let place = number.map { head + $0 - taken } ?? queue.count
    queue.insert(YAMLToken(kind: kind, start: mark, end: mark), at: place)
  }

  /// The first token is not settled while it may turn out to be a key.
  private mutating func needsMoreTokens() throws(YAMLFault) -> Bool {
    if head == queue.count { return true }
    try dropStaleKeys()
    return simpleKeys.first?.number == taken
  }

  private mutating func fetch() throws(YAMLFault) {
    skipToNextToken()
    try dropStaleKeys()
    closeBlocks(deeperThan: cursor.mark.column)
    if cursor.isAtEnd { return try fetchStreamEnd() }
    if cursor.mark.column == 0, cursor.at("%") { return try fetchDirective() }
    if cursor.isDocumentIndicator("-") { return try fetchDocumentIndicator(.documentStart) }
    if cursor.isDocumentIndicator(".") { return try fetchDocumentIndicator(.documentEnd) }
    switch cursor.byte() {
    case UInt8(ascii: "["): try fetchFlowStart(.flowSequenceStart)
    case UInt8(ascii: "{"): try fetchFlowStart(.flowMappingStart)
    case UInt8(ascii: "]"): try fetchFlowEnd(.flowSequenceEnd)
    case UInt8(ascii: "}"): try fetchFlowEnd(.flowMappingEnd)
    case UInt8(ascii: ","): try fetchFlowEntry()
    case UInt8(ascii: "-") where cursor.isSpace(1): try fetchBlockEntry()
    case UInt8(ascii: "?") where flowLevel > 0 || cursor.isSpace(1): try fetchKey()
    case UInt8(ascii: ":") where flowLevel > 0 || cursor.isSpace(1): try fetchValue()
    default: try fetchNode()
    }
  }

  private mutating func fetchNode() throws(YAMLFault) {
    switch cursor.byte() {
    case UInt8(ascii: "*"): try fetchAlias()
    case UInt8(ascii: "&"): try fetchAnchor()
    case UInt8(ascii: "!"): try fetchTag()
    case UInt8(ascii: "|") where flowLevel == 0: try fetchBlockScalar(.literal)
    case UInt8(ascii: ">") where flowLevel == 0: try fetchBlockScalar(.folded)
    case UInt8(ascii: "'"): try fetchQuotedScalar(.singleQuoted)
    case UInt8(ascii: "\""): try fetchQuotedScalar(.doubleQuoted)
    case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "#"), UInt8(ascii: "%"),
      UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "\t"):
      throw .scanning("found character that cannot start any token", at: cursor.mark)
    default: try fetchPlainScalar()
    }
  }

  private mutating func skipToNextToken() {
    while true {
      // A tab may not indent what could be a key.
      while cursor.at(" ") || cursor.at("\t") && (flowLevel > 0 || !allowsSimpleKey) {
        cursor.skip()
      }
      cursor.skipComment()
      if !cursor.isBreak() { return }
      cursor.skipBreak()
      if flowLevel == 0 { allowsSimpleKey = true }
    }
  }
}
