import HCL

/// The values that have names, and how much the aliases repeat of them.
struct YAMLAnchors {
  /// Parts and bytes of text that a value may have with all its aliases written out.
  static let maximumSize = 10_000_000

  private struct Anchored {
    var value: Value
    var size: Int
    /// How many collections are in one another in it.
    var height: Int
  }

  /// A collection that has begun: its name, and how much had been read before it.
  struct Beginning {
    fileprivate var name: String?
    fileprivate var size: Int
    fileprivate var depth: Int
    fileprivate var outerDeepest: Int
  }

  private var values: [String: Anchored] = [:]
  /// How many collections of a name are being read.
  private var pending: [String: Int] = [:]
  /// The size of all that has been read, aliases written out.
  private var size = 0
  /// The greatest depth in the collection that is being read.
  private var deepest = 0

  /// Counts a scalar, a key among them.
  mutating func add(_ value: Value) {
    if case .string(let text) = value.content { size += text.utf8.count }
    size += 1
  }

  /// Names a scalar that has just been counted.
  mutating func define(_ name: String, _ value: Value) {
    var textSize = 0
    if case .string(let text) = value.content { textSize = text.utf8.count }
    values[name] = Anchored(value: value, size: 1 + textSize, height: 0)
  }

  mutating func begin(_ name: String?, depth: Int) -> Beginning {
    if let name { pending[name, default: 0] += 1 }
    defer {
      size += 1
      deepest = depth
    }
    return Beginning(name: name, size: size, depth: depth, outerDeepest: deepest)
  }

  mutating func end(_ beginning: Beginning, _ value: Value) {
    if let name = beginning.name {
      values[name] = Anchored(
        value: value, size: size - beginning.size, height: deepest - beginning.depth + 1)
      let count = pending[name, default: 1] - 1
      pending[name] = count == 0 ? nil : count
    }
    deepest = max(deepest, beginning.outerDeepest)
  }

  /// What an alias stands for.
  mutating func value(
    of name: String, at mark: YAMLMark, depth: Int
  ) throws(YAMLFault) -> Value {
    if pending[name] != nil {
      throw .parsing(
        "cannot refer to anchor \(quoted(name)) from inside its own definition", at: mark)
    }
    guard let anchored = values[name] else {
      throw .parsing("reference to undefined anchor \(quoted(name))", at: mark)
    }
    size += anchored.size
    deepest = max(deepest, depth + anchored.height)
    if size > YAMLAnchors.maximumSize {
      throw .parsing("aliases repeat too much of the document", at: mark)
    }
    if deepest > YAMLReader.maximumDepth { throw .parsing("exceeded max depth", at: mark) }
    return anchored.value
  }
}
