import CodePrinter
import SecurityGroupIR

/// Peers that are computed from inputs, and so can only be checked when they are: before any call.
struct PeerChecks {
  /// The variable that holds the list of each checked peer.
  private(set) var names: [Peer: String] = [:]
  /// What checks them: first what needs inputs only, then what needs answers to lookups.
  private(set) var early: [PythonStatement] = []
  private(set) var late: [PythonStatement] = []

  init(_ program: Program, terms: TermWriter, local: inout Names) {
    for rules in program.ruleLists {
      for index in rules.indices where terms.needsCheck(rules[index].peer) {
        let rule = rules[index]
        if names[rule.peer] != nil { continue }
        let references = rule.peer.term.references
        let usesGroups = references.contains { if case .group = $0 { true } else { false } }
        if usesGroups { continue }
        let name = local.take(program.nameHint(rule.peer.term) ?? "peers")
        names[rule.peer] = name
        let values =
          rule.peer.isEach ? terms.value(rule.peer.term) : .list([terms.peer(rule.peer)])
        let check = PythonExpression.name(PeerCheck(rule.peer.kind).rawValue)
        let statement = PythonStatement.assign(
          name, .name("checked")(.string(rule.origin.text), check, values))
        if references.isEmpty { early.append(statement) } else { late.append(statement) }
      }
    }
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
    case .list(let parts):
      parts.allSatisfy {
        switch $0 {
        case .element(let part), .each(let part): isSound(part, as: check)
        }
      }
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
