/// Tags that something else sets: they are not removed, but those that are wanted are set all the same.
package struct IgnoredTags: Hashable, Sendable {
  package var keys: [String]
  /// Keys that begin so.
  package var prefixes: [String]

  package init(keys: [String] = [], prefixes: [String] = []) {
    self.keys = keys
    self.prefixes = prefixes
  }

  package static let none = IgnoredTags()

  package var isEmpty: Bool { keys.isEmpty && prefixes.isEmpty }

  /// In byte order, and nothing that a prefix covers.
  package var canonical: IgnoredTags {
    if isEmpty { return self }
    let prefixes = Self.sorted(prefixes).reduce(into: [String]()) { kept, prefix in
      if !Self.covers(kept, prefix) { kept.append(prefix) }
    }
    let keys = Self.sorted(keys).filter { !Self.covers(prefixes, $0) }
    return IgnoredTags(keys: keys, prefixes: prefixes)
  }

  private static func sorted(_ texts: [String]) -> [String] {
    Set(texts.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func covers(_ prefixes: [String], _ key: String) -> Bool {
    prefixes.contains { key.utf8.starts(with: $0.utf8) }
  }
}
