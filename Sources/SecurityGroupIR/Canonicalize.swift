/// The program in the one form in which all backends read it: one peer a rule, known values
/// computed, no rule twice. Doing it again changes nothing.
package func canonicalize(_ program: consuming Program) -> Program {
  var program = program
  let inputs = Program(inputs: program.inputs)
  program.replaceTerms { inputs.simplified($0) }
  for index in program.groups.indices { program.groups[index].canonicalize() }
  return program
}

extension SecurityGroup {
  fileprivate mutating func canonicalize() {
    tags?.canonicalize()
    ignoredTags = tags == nil ? .none : ignoredTags.canonical
    ingress.rules.canonicalize()
    egress.rules.canonicalize()
  }
}

extension [Rule] {
  /// One rule a peer, in the order of the source, exact duplicates merged.
  fileprivate mutating func canonicalize() {
    if contains(where: \.peer.isEach) { self = flatMap(oneForEachPart) }
    for index in indices { self[index].canonicalize() }
    if count < 2 { return }
    let isSorted = indices.dropFirst().allSatisfy { !self[$0].origin.precedes(self[$0 - 1].origin) }
    if !isSorted {
      self = enumerated().sorted { left, right in
        let (a, b) = (left.element.origin, right.element.origin)
        return a.precedes(b) || !b.precedes(a) && left.offset < right.offset
      }.map(\.element)
    }
    var seen: Set<Meaning> = []
    self = filter { seen.insert(Meaning($0)).inserted }
  }
}

extension Origin {
  fileprivate func precedes(_ other: Origin) -> Bool {
    if !file.utf8.elementsEqual(other.file.utf8) {
      return file.utf8.lexicographicallyPrecedes(other.file.utf8)
    }
    return line < other.line
  }
}

/// All of a rule but the place it came from.
private struct Meaning: Hashable {
  var `protocol`: IPProtocol
  var ports: Ports
  var peer: Peer
  var description: Term?
  var tags: TagSet?
  var ignoredTags: IgnoredTags

  init(_ rule: Rule) {
    `protocol` = rule.protocol
    ports = rule.ports
    peer = rule.peer
    description = rule.description
    tags = rule.tags
    ignoredTags = rule.ignoredTags
  }
}

/// A list becomes one rule for each element that is known, and one for each part that is not.
private func oneForEachPart(_ rule: Rule) -> [Rule] {
  guard case .each(let term) = rule.peer.values else { return [rule] }
  let values: [Peer.Values] =
    switch term {
    case .literal(.list(let elements)): elements.map { .one(.literal($0)) }
    case .list(let parts):
      parts.map {
        switch $0 {
        case .element(let term): .one(term)
        case .each(let term): .each(term)
        }
      }
    default: [.each(term)]
    }
  return values.map { values in
    var one = rule
    one.peer.values = values
    return one
  }
}

extension Rule {
  fileprivate mutating func canonicalize() {
    if self.protocol.isAll { ports = .unspecified }
    switch description {
    case .literal(.null), .literal(.string("")): description = nil
    default: break
    }
    tags?.canonicalize()
    ignoredTags = tags == nil ? .none : ignoredTags.canonical
    peer = peer.canonical
  }
}

extension Peer {
  /// The peer in EC2's spelling.
  package var canonical: Peer {
    guard case .one(let term) = values, let text = term.knownText else { return self }
    var peer = self
    if let cidr = canonicalCIDR(text, kind) {
      peer.values = .one(.text(cidr))
    } else if kind == .group, account == nil, let slash = text.firstIndex(of: "/") {
      // `123456789012/sg-0123` is a group of another account.
      peer.account = String(text[..<slash])
      peer.values = .one(.text(String(text[text.index(after: slash)...])))
    }
    return peer
  }
}

extension TagSet {
  /// Later tags win; a tag whose value is null is none. Behind tags that are not known yet a null
  /// stays: it takes one of them away.
  fileprivate mutating func canonicalize() {
    if isCanonical { return }
    let resolved = Program.resolved(self)
    let unknown = resolved.firstIndex { if case .each = $0 { true } else { false } }
    self = resolved.enumerated().filter { index, part in
      guard case .entry(_, .literal(.null)) = part else { return true }
      return unknown.map { $0 < index } ?? false
    }.map(\.element)
  }

  /// Nothing but known tags, each once and in byte order.
  private var isCanonical: Bool {
    var last: String?
    for part in self {
      guard case .entry(let key, let value) = part, value != .literal(.null) else { return false }
      if let last, !last.utf8.lexicographicallyPrecedes(key.utf8) { return false }
      last = key
    }
    return true
  }
}
