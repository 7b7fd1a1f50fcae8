/// A compiled regular expression, matched in time linear in the text by following all alternatives
/// side by side (Thompson's construction, with Pike's way of keeping groups).
struct Regex {
  enum Instruction {
    case scalar(ScalarSet)
    case assertion(RegexAssertion)
    /// Goes on at both places; the first is preferred.
    case split(Int, Int)
    case jump(Int)
    /// Notes the position in a slot: two for each group.
    case save(Int)
    case match
  }

  static let maximumSize = 100_000

  /// The names of the groups, by index from one; unnamed ones have none.
  let groupNames: [String?]
  private(set) var program: [Instruction] = []

  init(_ pattern: String) throws(RegexError) {
    var parser = RegexParser(pattern)
    let node = try parser.parse()
    groupNames = parser.groupNames
    try compile(.group(node, index: 0), pattern)
    program.append(.match)
  }

  private mutating func compile(_ node: RegexNode, _ pattern: String) throws(RegexError) {
    if program.count > Regex.maximumSize {
      throw RegexError(message: "expression too large", fragment: pattern)
    }
    switch node {
    case .empty: break
    case .set(let set): program.append(.scalar(set))
    case .assertion(let assertion): program.append(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try compile(node, pattern) }
    case .group(let node, let index):
      program.append(.save(2 * index))
      try compile(node, pattern)
      program.append(.save(2 * index + 1))
    case .alternation(let branches): try compile(branches: branches, pattern)
    case .repetition(let node, let minimum, let maximum, let isGreedy):
      let copies = maximum == nil && minimum > 0 ? minimum - 1 : minimum
      for _ in 0..<copies { try compile(node, pattern) }
      if let maximum {
        try compile(node, upTo: maximum - minimum, isGreedy, pattern)
      } else if minimum > 0 {
        try compileOnceOrMore(node, isGreedy, pattern)
      } else {
        // What may match nothing is tried once before it is repeated, so that its groups are set.
        let split = reserve()
        try compileOnceOrMore(node, isGreedy, pattern)
        program[split] = branch(into: split + 1, past: program.count, isGreedy)
      }
    }
  }

  private mutating func compile(branches: [RegexNode], _ pattern: String) throws(RegexError) {
    var ends: [Int] = []
    for branch in branches.dropLast() {
      let split = reserve()
      try compile(branch, pattern)
      ends.append(reserve())
      program[split] = .split(split + 1, program.count)
    }
    if let last = branches.last { try compile(last, pattern) }
    for end in ends { program[end] = .jump(program.count) }
  }

  private mutating func compileOnceOrMore(
    _ node: RegexNode, _ isGreedy: Bool, _ pattern: String
  ) throws(RegexError) {
    let start = program.count
    try compile(node, pattern)
    program.append(branch(into: start, past: program.count + 1, isGreedy))
  }

  private mutating func compile(
    _ node: RegexNode, upTo count: Int, _ isGreedy: Bool, _ pattern: String
  ) throws(RegexError) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(reserve())
      try compile(node, pattern)
    }
    for split in splits { program[split] = branch(into: split + 1, past: program.count, isGreedy) }
  }

  private func branch(into inside: Int, past end: Int, _ isGreedy: Bool) -> Instruction {
    isGreedy ? .split(inside, end) : .split(end, inside)
  }

  private mutating func reserve() -> Int {
    program.append(.match)
    return program.count - 1
  }
}
