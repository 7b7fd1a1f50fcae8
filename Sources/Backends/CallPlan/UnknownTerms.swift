package import SecurityGroupIR

/// What must be known before a program can be compared with an account: everything but outputs, which
/// are told in the end, and of these what only a call of its own would tell.
package func unknownTerms(in program: Program) -> [Refusal] {
  var refusals: [Refusal] = []
  program.visitTerms { term, use, origin in
    guard use != .lookupArgument else { return }
    var addresses = term.lookups.map { program[$0].address }
    if use != .output { addresses += term.inputs.map { program[$0].address } }
    if !addresses.isEmpty {
      refusals.append(
        Refusal(
          addresses: addresses, origin: origin, why: "to compare the configuration with the account"
        ))
    }
  }
  return refusals
}
