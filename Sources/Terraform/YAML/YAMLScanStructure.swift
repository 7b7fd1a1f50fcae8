extension YAMLScanner {
  /// Begins a block collection where the column is deeper than the collections around it.
  private mutating func openBlock(
    _ kind: YAMLToken.Kind, at mark: YAMLMark, before number: Int? = nil
  ) {
    guard flowLevel == 0, indent < mark.column else { return }
    outerIndents.append(indent)
    indent = mark.column
    insert(kind, at: mark, before: number)
  }

  /// Ends the block collections that a less indented token leaves.
  mutating func closeBlocks(deeperThan column: Int) {
    guard flowLevel == 0 else { return }
    while indent > column, let outer = outerIndents.popLast() {
      insert(.blockEnd, at: cursor.mark)
      indent = outer
    }
  }

  /// Ends what a document has open; a key may not begin directly after.
  mutating func closeDocument() throws(YAMLFault) {
    closeBlocks(deeperThan: -1)
    try removeSimpleKey()
    allowsSimpleKey = false
  }

  mutating func fetchStreamEnd() throws(YAMLFault) {
    cursor.forceNewLine()
    try closeDocument()
    append(.streamEnd, from: cursor.mark)
  }

  mutating func fetchDocumentIndicator(_ kind: YAMLToken.Kind) throws(YAMLFault) {
    try closeDocument()
    fetchIndicator(kind, width: 3)
  }

  mutating func fetchFlowStart(_ kind: YAMLToken.Kind) throws(YAMLFault) {
    try saveSimpleKey()
    flowLevel += 1
    allowsSimpleKey = true
    fetchIndicator(kind)
  }

  mutating func fetchFlowEnd(_ kind: YAMLToken.Kind) throws(YAMLFault) {
    try removeSimpleKey()
    flowLevel = max(0, flowLevel - 1)
    allowsSimpleKey = false
    fetchIndicator(kind)
  }

  mutating func fetchFlowEntry() throws(YAMLFault) {
    try removeSimpleKey()
    allowsSimpleKey = true
    fetchIndicator(.flowEntry)
  }

  mutating func fetchBlockEntry() throws(YAMLFault) {
    // Between brackets a dash is the reader's to refuse.
    if flowLevel == 0, !allowsSimpleKey {
      throw .scanning(
        "block sequence entries are not allowed in this context", at: cursor.mark)
    }
    openBlock(.blockSequenceStart, at: cursor.mark)
    try removeSimpleKey()
    allowsSimpleKey = true
    fetchIndicator(.blockEntry)
  }

  mutating func fetchKey() throws(YAMLFault) {
    if flowLevel == 0, !allowsSimpleKey {
      throw .scanning("mapping keys are not allowed in this context", at: cursor.mark)
    }
    openBlock(.blockMappingStart, at: cursor.mark)
    try removeSimpleKey()
    allowsSimpleKey = flowLevel == 0
    fetchIndicator(.key)
  }

  mutating func fetchValue() throws(YAMLFault) {
    if let key = takeSimpleKey() {
      insert(.key, at: key.mark, before: key.number)
      openBlock(.blockMappingStart, at: key.mark, before: key.number)
      allowsSimpleKey = false
    } else {
      if flowLevel == 0, !allowsSimpleKey {
        throw .scanning("mapping values are not allowed in this context", at: cursor.mark)
      }
      openBlock(.blockMappingStart, at: cursor.mark)
      allowsSimpleKey = flowLevel == 0
    }
    fetchIndicator(.value)
  }

  private mutating func fetchIndicator(_ kind: YAMLToken.Kind, width: Int = 1) {
    let start = cursor.mark
    cursor.skip(width)
    append(kind, from: start)
  }
}
