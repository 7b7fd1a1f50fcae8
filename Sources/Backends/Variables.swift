package import SecurityGroupIR

extension Program {
  /// The names of the root variables that a term depends on, as `--var` takes them.
  package func variables(in term: Term) -> [String] {
    var names: [String] = []
    term.walk { inner in
      guard case .input(let id) = inner, self[id].address.hasPrefix("var.") else { return }
      let name = String(self[id].address.dropFirst("var.".count))
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}
