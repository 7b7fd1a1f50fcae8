/// Where a pattern matched: the ranges of the whole and of its groups, by index.
struct RegexMatch {
  var groups: [Range<Int>?]
  var range: Range<Int> { groups[0] ?? 0..<0 }
}

extension Regex {
  /// The leftmost match that begins at or after a position.
  func firstMatch(in text: [Unicode.Scalar], from start: Int = 0) -> RegexMatch? {
    var matcher = RegexMatcher(program: program, text: text, slots: 2 * (groupNames.count + 1))
    return matcher.firstMatch(from: start)
  }

  /// All matches one after the other; an empty one does not follow directly on another match.
  func matches(in text: [Unicode.Scalar]) -> [RegexMatch] {
    var matches: [RegexMatch] = []
    var position = 0
    var previousEnd = -1
    while position <= text.count, let match = firstMatch(in: text, from: position) {
      if !match.range.isEmpty || match.range.lowerBound != previousEnd { matches.append(match) }
      previousEnd = match.range.upperBound
      position = match.range.isEmpty ? match.range.upperBound + 1 : match.range.upperBound
    }
    return matches
  }
}

/// The threads of one search: at most one for each instruction, in order of preference.
private struct RegexMatcher {
  struct Thread {
    var instruction: Int
    var slots: [Int]
  }

  let program: [Regex.Instruction]
  let text: [Unicode.Scalar]
  let slots: Int
  /// For each instruction the step in which a thread reached it last.
  private var reached: [Int]
  private var step = 0

  init(program: [Regex.Instruction], text: [Unicode.Scalar], slots: Int) {
    self.program = program
    self.text = text
    self.slots = slots
    reached = [Int](repeating: -1, count: program.count)
  }

  mutating func firstMatch(from start: Int) -> RegexMatch? {
    var threads: [Thread] = []
    var found: [Int]?
    var position = start
    step += 1
    while true {
      if found == nil { add(0, [Int](repeating: -1, count: slots), position, to: &threads) }
      if found != nil, threads.isEmpty { break }
      let current = threads
      threads = []
      step += 1
      for thread in current {
        guard case .scalar(let set) = program[thread.instruction] else {
          // A match: threads of lower preference are of no interest any more.
          found = thread.slots
          break
        }
        if position < text.count, set.contains(text[position]) {
          add(thread.instruction + 1, thread.slots, position + 1, to: &threads)
        }
      }
      if position >= text.count { break }
      position += 1
    }
    return found.map { slots in
      RegexMatch(
        groups: stride(from: 0, to: slots.count, by: 2).map {
          slots[$0] < 0 || slots[$0 + 1] < 0 ? nil : slots[$0]..<slots[$0 + 1]
        })
    }
  }

  /// Follows an instruction to all that read a scalar or match, without recursion.
  private mutating func add(
    _ instruction: Int, _ slots: [Int], _ position: Int, to threads: inout [Thread]
  ) {
    var pending = [Thread(instruction: instruction, slots: slots)]
    while var thread = pending.popLast() {
      if reached[thread.instruction] == step { continue }
      reached[thread.instruction] = step
      switch program[thread.instruction] {
      case .jump(let target):
        thread.instruction = target
        pending.append(thread)
      case .split(let first, let second):
        pending.append(Thread(instruction: second, slots: thread.slots))
        pending.append(Thread(instruction: first, slots: thread.slots))
      case .save(let slot):
        thread.slots[slot] = position
        thread.instruction += 1
        pending.append(thread)
      case .assertion(let assertion):
        if holds(assertion, position) {
          thread.instruction += 1
          pending.append(thread)
        }
      case .scalar, .match: threads.append(thread)
      }
    }
  }

  private func holds(_ assertion: RegexAssertion, _ position: Int) -> Bool {
    switch assertion {
    case .textStart: position == 0
    case .textEnd: position == text.count
    case .lineStart: position == 0 || text[position - 1] == "\n"
    case .lineEnd: position == text.count || text[position] == "\n"
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .noWordBoundary: isWord(position - 1) == isWord(position)
    }
  }

  private func isWord(_ index: Int) -> Bool {
    text.indices.contains(index) && ScalarSet.words.contains(text[index])
  }
}
