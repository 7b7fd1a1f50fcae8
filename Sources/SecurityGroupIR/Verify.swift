/// What is wrong with a program as such, one sentence each; a correct stage makes only programs of
/// which nothing is said here. For programs in canonical form.
package func verify(_ program: Program) -> [String] {
  var verifier = Verifier(program: program)
  verifier.verify()
  return verifier.problems
}

private struct Verifier {
  let program: Program
  var problems: [String] = []

  mutating func verify() {
    verifyNames()
    let terms = TermVerifier(program)
    program.visitTerms { term, use, origin in
      terms.verify(term) { "\(origin.text), \(use.rawValue): \($0)." }
    }
    problems += terms.problems
    for index in program.groups.indices { verify(GroupID(index)) }
    var done: [AttachmentMeaning: Int] = [:]
    for (index, attachment) in program.attachments.enumerated() {
      verify(attachment)
      let first = done[AttachmentMeaning(attachment), default: index]
      done[AttachmentMeaning(attachment)] = first
      if program.attachments[first] != attachment {
        problems.append(
          "\(attachment.address) does what \(program.attachments[first].address) does.")
      }
    }
  }

  // MARK: Names

  private mutating func verifyNames() {
    let names =
      program.inputs.map(\.name) + program.lookups.map(\.name) + program.groups.map(\.name)
    var seen: Set<String> = []
    for name in names {
      if !isIdentifier(name) { problems.append("\"\(name)\" is no identifier.") }
      if !seen.insert(name).inserted { problems.append("\(name) is the name of two things.") }
    }
    var outputs: Set<String> = []
    for output in program.outputs where !outputs.insert(output.name).inserted {
      problems.append("\(output.name) is the name of two outputs.")
    }
    for input in program.inputs where program.folded.contains(where: { $0.name == input.name }) {
      if input.address == "var.\(input.name)" {
        problems.append("\(input.name) is an input and a folded variable.")
      }
    }
    for input in program.inputs where input.defaultValue == .null {
      problems.append("\(input.name) may be null, which leaves arguments out.")
    }
    for variable in program.folded where variable.isSensitive && variable.value != nil {
      problems.append("\(variable.name) is sensitive, but its value is told.")
    }
  }

  /// A letter or underscore, then letters, digits and underscores; ASCII only.
  private func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !isDigit(first) else { return false }
    return name.utf8.allSatisfy { byte in
      let lower = byte | 0x20
      return isDigit(byte) || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
    }
  }

  // MARK: Groups and rules

  private mutating func verify(_ id: GroupID) {
    let group = program[id]
    if group.isExisting, group.tags != nil {
      problems.append("\(group.address) is not made here, but is to be tagged.")
    }
    if group.isCreated, group.tags == nil {
      problems.append("\(group.address) is made here, but its tags are nobody's.")
    }
    verifyTags(group.tags, ignored: group.ignoredTags, of: .group(id))
    for direction in Direction.allCases { verify(id, direction) }
  }

  private mutating func verify(_ id: GroupID, _ direction: Direction) {
    let rules = program[id].rules(direction).rules
    var seen: Set<Identity> = []
    for index in rules.indices {
      let place = Place.rule(id, direction, index)
      verify(rules[index], place)
      // Two lists that are not known yet may turn out to share nothing.
      if rules.count > 1, !rules[index].peer.isEach, !seen.insert(Identity(rules[index])).inserted {
        report(place, "another rule has this protocol, ports and peer.")
      }
    }
  }

  /// What a sentence is about; its text is made when there is a sentence, which is hardly ever.
  private enum Place {
    case group(GroupID)
    case rule(GroupID, Direction, Int)
  }

  private mutating func report(_ place: Place, _ problem: String) {
    switch place {
    case .group(let id): problems.append("\(program[id].address): \(problem)")
    case .rule(let id, let direction, let index):
      let origin = program[id].rules(direction).rules[index].origin
      problems.append("\(program[id].address), \(direction.rawValue) at \(origin.text): \(problem)")
    }
  }

  /// The terms that say what an attachment is.
  private struct AttachmentMeaning: Hashable {
    var group: Term
    var target: Attachment.Target
    var region: Term?

    init(_ attachment: Attachment) {
      group = attachment.group
      target = attachment.target
      region = attachment.region
    }
  }

  /// Protocol, ports and peer.
  private struct Identity: Hashable {
    var `protocol`: IPProtocol
    var ports: Ports
    var peer: Peer

    init(_ rule: Rule) {
      `protocol` = rule.protocol
      ports = rule.ports
      peer = rule.peer
    }
  }

  private mutating func verify(_ rule: Rule, _ place: Place) {
    if rule.protocol.name.isEmpty { report(place, "no protocol.") }
    if rule.protocol.isAll, rule.ports != .unspecified {
      report(place, "every protocol has no ports.")
    }
    if case .range(let from, let to) = rule.ports {
      for port in [from, to] where port.isLiteral && port.knownInteger == nil {
        report(place, "a port that is no whole number.")
      }
    }
    switch rule.description {
    case .literal(.string("")), .literal(.null):
      report(place, "an empty description.")
    default: break
    }
    if rule.peer.account != nil, rule.peer.kind != .group {
      report(place, "an account beside a peer that is no group.")
    }
    switch rule.peer.values {
    case .each(.literal), .each(.list): report(place, "a list that should be split.")
    case .one(.list), .one(.map), .one(.literal(.list)), .one(.literal(.object)):
      report(place, "more than one peer.")
    case .one(.literal(let literal)) where literal.scalarText?.isEmpty ?? true:
      report(place, "no peer.")
    case .one, .each: break
    }
    verifyTags(rule.tags, ignored: rule.ignoredTags, of: place)
  }

  private mutating func verify(_ attachment: Attachment) {
    let target =
      switch attachment.target {
      case .networkInterface(let id), .vpc(let id): id
      }
    for (term, what) in [(attachment.group, "group"), (target, "target")] {
      switch term {
      case .list, .map, .literal(.list), .literal(.object):
        problems.append("\(attachment.address): more than one \(what).")
      case .literal(let literal) where literal.scalarText?.isEmpty ?? true:
        problems.append("\(attachment.address): no \(what).")
      default: break
      }
    }
  }

  private mutating func verifyTags(
    _ tags: TagSet?, ignored: IgnoredTags, of place: Place
  ) {
    if tags == nil, !ignored.isEmpty {
      report(place, "tags to leave alone where all tags are nobody's business.")
    }
    if !ignored.isEmpty, ignored != ignored.canonical {
      report(place, "tags to leave alone out of order or twice.")
    }
    guard let tags, !tags.isEmpty else { return }
    var keys: Set<String> = []
    for case .entry(let key, _) in tags {
      if tags.count > 1, !keys.insert(key).inserted {
        report(place, "tag \(key) twice.")
      }
      if key.utf8.starts(with: "aws:".utf8) {
        report(place, "tag \(key) belongs to AWS.")
      }
    }
  }
}

func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
