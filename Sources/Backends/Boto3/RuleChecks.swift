import CodePrinter
import SecurityGroupIR

/// Peers and ports that are computed from inputs, and so can only be checked when they are: before any
/// call.
struct RuleChecks {
  /// The variable that holds the list of each checked peer, and that of each checked port.
  private(set) var peers: [Peer: String] = [:]
  private(set) var ports: [Term: String] = [:]
  /// What checks them: first what needs inputs only, then what needs answers to lookups.
  private(set) var early: [PythonStatement] = []
  private(set) var late: [PythonStatement] = []

  init(_ program: Program, terms: TermWriter, local: inout Names) {
    for rules in program.ruleLists {
      for index in rules.indices {
        let rule = rules[index]
        if terms.needsCheck(rule.peer), peers[rule.peer] == nil {
          let values =
            rule.peer.isEach ? terms.value(rule.peer.term) : .list([terms.peer(rule.peer)])
          let check = PythonExpression.name(PeerCheck(rule.peer.kind).rawValue)
          let hint = program.nameHint(rule.peer.term) ?? "peers"
          peers[rule.peer] = add(
            .name("checked")(.string(rule.origin.text), check, values), of: rule.peer.term, hint,
            &local)
        }
        for port in rule.computedPorts where ports[port] == nil && terms.kind(of: port) != .integer
        {
          let hint = program.nameHint(port) ?? "port"
          ports[port] = add(terms.port(port, at: rule.origin), of: port, hint, &local)
        }
      }
    }
  }

  /// The name of the variable that holds the checked value; nil where it is not known before the groups
  /// are.
  private mutating func add(
    _ value: PythonExpression, of term: Term, _ hint: String, _ local: inout Names
  ) -> String? {
    let references = term.references
    if references.contains(where: { if case .group = $0 { true } else { false } }) { return nil }
    let name = local.take(hint)
    if references.isEmpty {
      early.append(.assign(name, value))
    } else {
      late.append(.assign(name, value))
    }
    return name
  }
}

extension Rule {
  /// The ports of which something is written in a script and that are not known yet.
  fileprivate var computedPorts: [Term] {
    guard case .range(let from, let to) = ports, self.protocol.hasPorts else { return [] }
    return [from, to].filter { !$0.isLiteral }
  }
}

extension TermWriter {
  fileprivate func needsCheck(_ peer: Peer) -> Bool {
    !isSound(peer.term, as: PeerCheck(peer.kind))
  }

  /// Literals were checked by the front end, flags by argparse, and EC2's answers are right.
  private func isSound(_ term: Term, as check: PeerCheck) -> Bool {
    switch term {
    case .literal, .lookup, .group: true
    case .input(let id):
      switch forms[id.index] {
      case .string(check), .words(_, check): true
      default: false
      }
    case .convert(let base, _): isSound(base, as: check)
    default: false
    }
  }
}

extension Program {
  /// `var.subnets["a"].cidr` → `subnets_a_cidr`
  fileprivate func nameHint(_ term: Term) -> String? {
    switch term {
    case .input(let id): self[id].name
    case .member(let base, let key): nameHint(base).map { $0 + "_" + key.text }
    case .convert(let base, _): nameHint(base)
    default: nil
    }
  }
}
