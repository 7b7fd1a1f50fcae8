package import SecurityGroupIR

/// A term that a target cannot compute when it runs, and the inputs that must be known instead.
package struct Refusal: Sendable {
  package var addresses: [String]
  package var origin: Origin
  package var why: String
}

/// Rewrites a program for a target: lookups it cannot make become inputs, and what it cannot compute
/// from inputs is refused, so that the inputs are fixed before it is asked again.
package func legalize(
  _ program: consuming Program, for capabilities: Capabilities
) -> (program: Program, refusals: [Refusal]) {
  var program = program
  if !capabilities.lookups, !program.lookups.isEmpty {
    program.replaceLookupsByInputs()
    // Two lookups may have become one input, and two rules one rule.
    program = canonicalize(program)
  }
  program.dropUnusedInputs()
  var refusals: [Refusal] = []
  program.visitTerms { term, use, origin in
    guard let why = refusal(of: term, as: use, in: program, capabilities) else { return }
    refuse(term, at: origin, why)
  }
  if !capabilities.egressListPeers {
    for rule in loneEgressLists(program) {
      refuse(
        rule.peer.term, at: rule.origin,
        "because the target cannot make an egress rule for each element of a list")
    }
  }
  return (program, refusals)

  func refuse(_ term: Term, at origin: Origin, _ why: String) {
    var addresses = term.inputs.map { program[$0].address }
    if addresses.isEmpty { addresses = term.lookups.map { program[$0].address } }
    if !addresses.isEmpty {
      refusals.append(Refusal(addresses: addresses, origin: origin, why: why))
    }
  }
}

private func refusal(
  of term: Term, as use: TermUse, in program: Program, _ capabilities: Capabilities
) -> String? {
  // An output is only told; a target that cannot tell it says so itself.
  guard use != .output else { return nil }
  var why: String?
  term.walk { inner in
    switch inner {
    case .member(.input(let id), .number) where capabilities.listMembers:
      if !capabilities.members, program[id].type.scalarElement == nil {
        why = why ?? "because the target cannot take a part of a structured input"
      }
    case .member(let base, _) where program.isListLookup(base): break
    case .member where !capabilities.members:
      why = why ?? "because the target cannot take a part of a structured input"
    case .map(let parts) where !capabilities.mapInputs:
      if parts.contains(where: { if case .each = $0 { true } else { false } }) {
        why = why ?? "because the target cannot turn a map input into tags"
      }
    case .conditional, .join, .length:
      if !capabilities.computation.includes(inner, as: use, in: program) {
        why = why ?? "because the target cannot compute a value from it"
      }
    default: break
    }
  }
  return why
}

extension Term {
  /// Each lookup it uses, once, in order of appearance.
  package var lookups: [LookupID] {
    var found: [LookupID] = []
    walk { if case .lookup(let id, _) = $0, !found.contains(id) { found.append(id) } }
    return found
  }

  /// Each input it uses, once, in order of appearance.
  package var inputs: [InputID] {
    var found: [InputID] = []
    walk { if case .input(let id) = $0, !found.contains(id) { found.append(id) } }
    return found
  }
}

/// The lists that rules outside of their group must not be made of: those for all traffic, which
/// CloudFormation may take for the rule that EC2 gives, and those of a group without any egress rule
/// within it, which keeps that rule.
private func loneEgressLists(_ program: Program) -> [Rule] {
  let placement = Placement(program)
  return program.groups.indices.filter { program.groups[$0].isCreated }.flatMap { index in
    let rules = program.groups[index].egress.rules
    let hasInline = rules.indices.contains {
      placement.isInline($0, .egress, of: GroupID(index))
    }
    return rules.filter { $0.peer.isEach && (!hasInline || $0.protocol.isAll) }
  }
}

extension Program {
  fileprivate mutating func replaceLookupsByInputs() {
    var known: [String: InputID] = [:]
    var replaced: [(lookup: Lookup, attribute: String)] = []
    var names = UniqueNames(reserved: Set(inputs.map(\.name) + groups.map(\.name)))
    let (lookups, inputCount) = (lookups, inputs.count)
    replaceTerms { term in
      term.replacing { inner in
        guard case .lookup(let id, let attribute) = inner else { return nil }
        let lookup = lookups[id.index]
        if lookup.isAmbient(attribute) { return nil }
        let address = "\(lookup.address).\(attribute)"
        if let input = known[address] { return .input(input) }
        let input = InputID(inputCount + replaced.count)
        known[address] = input
        replaced.append((lookup, attribute))
        return .input(input)
      }
    }
    for (lookup, attribute) in replaced {
      let isList =
        if case .describe(let describe) = lookup.kind { describe.isList(attribute) } else { false }
      let word = Lookup.word(for: attribute)
      inputs.append(
        Input(
          name: names.take("\(lookup.name)_\(word)", separator: "_"),
          address: "\(lookup.address).\(attribute)",
          type: isList ? .list(.string) : .string,
          description: "\(attribute) of \(lookup.address)", origin: lookup.origin))
    }
    dropUnusedLookups()
  }

  private mutating func dropUnusedLookups() {
    let all = lookups
    lookups = []
    var kept: [LookupID] = []
    visitTerms { term, _, _ in
      for id in term.lookups where !kept.contains(id) { kept.append(id) }
    }
    kept.sort { $0.index < $1.index }
    replaceTerms { term in
      term.replacing { inner in
        guard case .lookup(let id, let attribute) = inner, let index = kept.firstIndex(of: id)
        else { return nil }
        return .lookup(LookupID(index), attribute: attribute)
      }
    }
    lookups = kept.map { all[$0.index] }
  }

  /// Inputs that only a lookup used are asked for no longer.
  fileprivate mutating func dropUnusedInputs() {
    var isUsed = inputs.map { _ in false }
    visitTerms { term, _, _ in
      term.walk {
        if case .input(let id) = $0, isUsed.indices.contains(id.index) { isUsed[id.index] = true }
      }
    }
    if !isUsed.contains(false) { return }
    var moved: [InputID: InputID] = [:]
    var kept: [Input] = []
    for (index, input) in inputs.enumerated() where isUsed[index] {
      moved[InputID(index)] = InputID(kept.count)
      kept.append(input)
    }
    replaceTerms { term in
      term.replacing { inner in
        guard case .input(let id) = inner, let new = moved[id] else { return nil }
        return .input(new)
      }
    }
    inputs = kept
  }
}
