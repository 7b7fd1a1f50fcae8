import SecurityGroupIR

extension Capabilities.Computation {
  /// Whether the target computes a conditional, joined list or length.
  func includes(_ term: Term, as use: TermUse, in program: Program) -> Bool {
    switch self {
    case .everything: return true
    case .words:
      guard case .join(let separator, let list) = term else { return true }
      return separator.isPlainSeparator && list.isVariable
    case .texts:
      switch term {
      case .conditional(_, let then, let otherwise):
        return !then.isList(in: program) && !otherwise.isList(in: program)
      // An empty list of a template has one element, which is empty.
      case .length(let list):
        return list.inputs.allSatisfy { !program[$0].address.hasPrefix("var.") }
      default: return true
      }
    case .ofOneLookup: return term.soleLookup != nil
    case .nothing: return false
    }
  }
}

extension Term {
  /// The one lookup of which everything is computed that is not known.
  var soleLookup: LookupID? {
    var hasOthers = false
    walk {
      switch $0 {
      case .input, .group, .map: hasOthers = true
      default: break
      }
    }
    let found = lookups
    return hasOthers || found.count != 1 ? nil : found[0]
  }

  func isList(in program: Program) -> Bool {
    switch self {
    case .literal(.list), .list: true
    case .input(let id): program[id].type.scalarElement != nil
    case .lookup: program.isListLookup(self)
    case .conditional(_, let then, let otherwise):
      then.isList(in: program) || otherwise.isList(in: program)
    default: false
    }
  }

  /// The value of one variable of a script.
  fileprivate var isVariable: Bool {
    switch self {
    case .input, .lookup: true
    default: false
    }
  }
}

extension String {
  /// The shell gives none of its characters a meaning within `${list// /…}`.
  fileprivate var isPlainSeparator: Bool {
    utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: " ,;:._-+|@=/".utf8.contains(byte)
      }
    }
  }
}
