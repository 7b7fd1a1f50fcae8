/// A place where a key without `?` may have begun: only the `:` that follows it tells.
struct YAMLSimpleKey {
  /// The longest distance between the start of a key and its `:`.
  static let maximumLength = 1024

  /// The number of the token that begins the key.
  var number: Int
  var mark: YAMLMark
  var flowLevel: Int
  /// Nothing but a key may stand here.
  var isRequired: Bool
}

extension YAMLScanner {
  /// Notes that a key may begin at the position.
  mutating func saveSimpleKey() throws(YAMLFault) {
    guard allowsSimpleKey else { return }
    let isRequired = flowLevel == 0 && indent == cursor.mark.column
    try removeSimpleKey()
    simpleKeys.append(
      YAMLSimpleKey(
        number: nextNumber, mark: cursor.mark, flowLevel: flowLevel, isRequired: isRequired))
  }

  /// Forgets the key that may have begun at this level.
  mutating func removeSimpleKey() throws(YAMLFault) {
    guard let key = simpleKeys.last, key.flowLevel == flowLevel else { return }
    if key.isRequired { throw missingColon }
    simpleKeys.removeLast()
  }

  /// The key that began at this level, if one did.
  mutating func takeSimpleKey() -> YAMLSimpleKey? {
    guard simpleKeys.last?.flowLevel == flowLevel else { return nil }
    return simpleKeys.popLast()
  }

  /// A key ends on its line, and not too far from its start.
  mutating func dropStaleKeys() throws(YAMLFault) {
    while let key = simpleKeys.first,
      key.mark.line < cursor.mark.line
        || key.mark.index + YAMLSimpleKey.maximumLength < cursor.mark.index
    {
      if key.isRequired { throw missingColon }
      simpleKeys.removeFirst()
    }
  }

  private var missingColon: YAMLFault {
    .scanning("could not find expected ':'", at: cursor.mark)
  }
}
