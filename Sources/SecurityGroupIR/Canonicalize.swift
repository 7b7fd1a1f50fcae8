/// The program in the one form in which all backends read it: one peer a rule, known values
/// computed, no rule twice. Doing it again changes nothing.
package func canonicalize(_ program: Program) -> Program {
  var program = program.mapTerms(program.simplified)
  for index in program.groups.indices {
    let group = program.groups[index]
    program.groups[index].tags = group.tags.map(canonicalTags)
    program.groups[index].ignoredTags = group.tags == nil ? .none : group.ignoredTags.canonical
    program.groups[index].ingress.rules = canonicalRules(group.ingress.rules)
    program.groups[index].egress.rules = canonicalRules(group.egress.rules)
  }
  return program
}

/// One rule a peer, in the order of the source, exact duplicates merged.
private func canonicalRules(_ rules: [Rule]) -> [Rule] {
  var seen: Set<Meaning> = []
  return rules.flatMap(split).map(canonicalRule).enumerated()
    .sorted { left, right in
      let a = left.element.origin
      let b = right.element.origin
      if !a.file.utf8.elementsEqual(b.file.utf8) {
        return a.file.utf8.lexicographicallyPrecedes(b.file.utf8)
      }
      return (a.line, left.offset) < (b.line, right.offset)
    }
    .map(\.element)
    .filter { seen.insert(Meaning($0)).inserted }
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
private func split(_ rule: Rule) -> [Rule] {
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

private func canonicalRule(_ rule: Rule) -> Rule {
  var rule = rule
  if rule.protocol.isAll { rule.ports = .unspecified }
  switch rule.description {
  case .literal(.null), .literal(.string("")): rule.description = nil
  default: break
  }
  rule.tags = rule.tags.map(canonicalTags)
  rule.ignoredTags = rule.tags == nil ? .none : rule.ignoredTags.canonical
  rule.peer = rule.peer.canonical
  return rule
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

/// Later tags win; a tag whose value is null is none. Behind tags that are not known yet a null stays:
/// it takes one of them away.
private func canonicalTags(_ tags: TagSet) -> TagSet {
  let resolved = Program.resolved(tags)
  let unknown = resolved.firstIndex { if case .each = $0 { true } else { false } }
  return resolved.enumerated().filter { index, part in
    guard case .entry(_, .literal(.null)) = part else { return true }
    return unknown.map { $0 < index } ?? false
  }.map(\.element)
}
