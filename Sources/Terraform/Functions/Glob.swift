/// A pattern of file paths: `*` and `?` within a part, `**` for any parts, `[a-z]`, `{a,b}`.
struct Glob {
  private enum Item {
    case literal(Unicode.Scalar)
    case anyOne, anyMany
    case oneOf([ClosedRange<Unicode.Scalar>], negated: Bool)
  }

  private enum Part {
    case anyParts
    case items([Item])
  }

  private let alternatives: [[Part]]

  /// Nil if brackets or braces are not closed, or a backslash ends the pattern.
  init?(_ pattern: String) {
    guard let texts = Glob.expandBraces(Array(pattern.unicodeScalars)) else { return nil }
    var alternatives: [[Part]] = []
    for text in texts {
      guard let parts = Glob.parse(text) else { return nil }
      alternatives.append(parts)
    }
    self.alternatives = alternatives
  }

  func matches(_ path: String) -> Bool {
    let parts = path.unicodeScalars.split(separator: "/").map(Array.init)
    return alternatives.contains { Glob.match($0, parts) }
  }

  /// How many texts a pattern may stand for.
  private static let limit = 1000

  private static func expandBraces(_ pattern: [Unicode.Scalar]) -> [[Unicode.Scalar]]? {
    guard let open = indexOutsideOfEscapes(of: "{", in: pattern, from: 0) else { return [pattern] }
    var depth = 0
    var starts = [open + 1]
    var index = open
    while index < pattern.count {
      switch pattern[index] {
      case "\\": index += 1
      case "{": depth += 1
      case "}": depth -= 1
      case "," where depth == 1: starts.append(index + 1)
      default: break
      }
      if depth == 0 { break }
      index += 1
    }
    guard depth == 0, index < pattern.count else { return nil }
    let ends = starts.dropFirst().map { $0 - 1 } + [index]
    var expanded: [[Unicode.Scalar]] = []
    for (start, end) in zip(starts, ends) {
      let text = pattern[..<open] + pattern[start..<end] + pattern[(index + 1)...]
      guard let texts = expandBraces(Array(text)), expanded.count + texts.count <= limit else {
        return nil
      }
      expanded += texts
    }
    return expanded
  }

  private static func indexOutsideOfEscapes(
    of scalar: Unicode.Scalar, in pattern: [Unicode.Scalar], from start: Int
  ) -> Int? {
    var index = start
    while index < pattern.count {
      if pattern[index] == scalar { return index }
      index += pattern[index] == "\\" ? 2 : 1
    }
    return nil
  }

  private static func parse(_ pattern: [Unicode.Scalar]) -> [Part]? {
    var parts: [Part] = []
    for text in pattern.split(separator: "/") {
      if text.elementsEqual(["*", "*"]) {
        parts.append(.anyParts)
      } else {
        guard let items = items(Array(text)) else { return nil }
        parts.append(.items(items))
      }
    }
    return parts
  }

  private static func items(_ text: [Unicode.Scalar]) -> [Item]? {
    var items: [Item] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case "*": items.append(.anyMany)
      case "?": items.append(.anyOne)
      case "\\":
        index += 1
        guard index < text.count else { return nil }
        items.append(.literal(text[index]))
      case "[":
        guard let item = characterClass(text, &index) else { return nil }
        items.append(item)
      default: items.append(.literal(text[index]))
      }
      index += 1
    }
    return items
  }

  /// From `[` to `]`; leaves the index on the latter.
  private static func characterClass(_ text: [Unicode.Scalar], _ index: inout Int) -> Item? {
    index += 1
    let isNegated = index < text.count && (text[index] == "^" || text[index] == "!")
    if isNegated { index += 1 }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while index < text.count, text[index] != "]" {
      guard let low = classMember(text, &index) else { return nil }
      var high = low
      if index + 1 < text.count, text[index] == "-", text[index + 1] != "]" {
        index += 1
        guard let member = classMember(text, &index), member >= low else { return nil }
        high = member
      }
      ranges.append(low...high)
    }
    return index < text.count && !ranges.isEmpty ? .oneOf(ranges, negated: isNegated) : nil
  }

  private static func classMember(_ text: [Unicode.Scalar], _ index: inout Int) -> Unicode.Scalar? {
    if text[index] == "\\" { index += 1 }
    guard index < text.count else { return nil }
    defer { index += 1 }
    return text[index]
  }

  private static func match(_ pattern: [Part], _ path: [[Unicode.Scalar]]) -> Bool {
    // reachable[i]: the parts of the pattern so far match the first i parts of the path.
    var reachable = [true] + [Bool](repeating: false, count: path.count)
    for part in pattern {
      switch part {
      case .anyParts:
        for index in path.indices where reachable[index] { reachable[index + 1] = true }
      case .items(let items):
        for index in path.indices.reversed() {
          reachable[index + 1] = reachable[index] && match(items, path[index])
        }
        reachable[0] = false
      }
    }
    return reachable[path.count]
  }

  private static func match(_ items: [Item], _ text: [Unicode.Scalar]) -> Bool {
    var reachable = [true] + [Bool](repeating: false, count: text.count)
    for item in items {
      if case .anyMany = item {
        for index in text.indices where reachable[index] { reachable[index + 1] = true }
      } else {
        for index in text.indices.reversed() {
          reachable[index + 1] = reachable[index] && accepts(item, text[index])
        }
        reachable[0] = false
      }
    }
    return reachable[text.count]
  }

  private static func accepts(_ item: Item, _ scalar: Unicode.Scalar) -> Bool {
    switch item {
    case .literal(let expected): scalar == expected
    case .anyOne, .anyMany: true
    case .oneOf(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
    }
  }
}
