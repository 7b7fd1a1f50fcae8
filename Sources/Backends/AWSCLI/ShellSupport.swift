import CodePrinter
import Diagnostics
import SecurityGroupIR

/// Reports what a shell script cannot say. The pipeline fixes such values before it calls a backend,
/// so this speaks only of what it could not fix.
func checkShellSupport(_ program: Program, into sink: inout DiagnosticSink) {
  var reported: Set<Origin> = []
  program.visitTerms { term, use, origin in
    if let text = term.knownText, text.consists(of: .printable) { return }
    let isSupported =
      switch use {
      case .lookupArgument, .ipv4Peer, .ipv6Peer, .prefixListPeer, .groupPeer:
        term.isShellScalar(program) || term.isShellList(program)
      case .tags, .ruleTags, .output: term.isShellOutput(program)
      default: term.isShellScalar(program)
      }
    if !isSupported, reported.insert(origin).inserted {
      sink.report(.notForShell(use, origin))
    }
    if term.holdsCharacter(where: use == .output ? isNUL : isForbiddenInXML) {
      sink.report(.controlCharacter(use, origin))
    }
  }
}

extension Term {
  fileprivate func isShellScalar(_ program: Program) -> Bool {
    switch self {
    case .member(let base, .number): program.isListLookup(base)
    case .literal(.list), .literal(.object), .member, .list, .map: false
    case .lookup: !program.isListLookup(self)
    case .literal, .group, .join, .length: true
    case .conditional(_, let then, let otherwise):
      then.isShellScalar(program) && otherwise.isShellScalar(program)
    case .input(let id): program[id].type.isScalar
    case .template(let parts): parts.allSatisfy { $0.isShellScalar(program) }
    case .convert(let base, _): base.isShellScalar(program)
    }
  }

  fileprivate func isShellList(_ program: Program) -> Bool {
    switch self {
    case .literal(.list), .lookup: true
    case .conditional(_, let then, let otherwise):
      // Either is printed as words with blanks between.
      [then, otherwise].allSatisfy {
        $0.isShellList(program) && !$0.holdsCharacter(where: isBlank)
      }
    case .input(let id): program[id].type.scalarElement != nil
    case .list(let parts):
      parts.allSatisfy {
        switch $0 {
        case .element(let term): term.isShellScalar(program)
        case .each(let term): term.isShellList(program)
        }
      }
    default: false
    }
  }

  /// Every key in it is known.
  fileprivate func isShellOutput(_ program: Program) -> Bool {
    var isSupported = true
    walk { term in
      switch term {
      case .member(let base, _): isSupported = isSupported && program.isListLookup(base)
      case .conditional, .join, .length:
        isSupported =
          isSupported
          && Capabilities.Computation.words.includes(term, as: .output, in: program)
      case .map(let parts):
        for part in parts { if case .each = part { isSupported = false } }
      default: break
      }
    }
    return isSupported
  }

  fileprivate func holdsCharacter(where predicate: (UInt8) -> Bool) -> Bool {
    var found = false
    walk {
      guard !found, case .literal(let literal) = $0 else { return }
      found = literal.shellText.utf8.contains(where: predicate)
    }
    return found
  }
}

/// EC2 speaks XML; the script relies on it that no text holds any of these.
private func isForbiddenInXML(_ byte: UInt8) -> Bool {
  byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t")
    && byte != UInt8(ascii: "\r")
}

private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") }

/// No argument of a command can hold it.
private func isNUL(_ byte: UInt8) -> Bool { byte == 0 }
