import Backends

/// The names of the targets whose artifacts call AWS.
package var callingTargetNames: [String] {
  backends.compactMap(\.calling?.name)
}

/// What an artifact may be used for, as `--for` takes it.
package let policyVerbs = Verb.allCases.map(\.rawValue)

/// An IAM policy as JSON.
package struct PolicyText: Sendable {
  package var text: String
  package var allowsNothing: Bool
}

extension Compilation {
  /// The least IAM policy under which the artifact can be used; `nil` without a program.
  ///
  /// - Parameters:
  ///   - verbs: What it will be used for; empty for everything.
  ///   - region: Where what the configuration gives no Region will be.
  ///   - account: The account in which it will be used.
  package func policy(
    for target: String, _ verbs: [String], region: String?, account: String?
  ) -> PolicyText? {
    guard let program,
      let backend = backends.first(where: { $0.name == target })?.calling
    else { return nil }
    let wanted = Set(verbs.compactMap(Verb.init))
    let policy = Policy(
      backend.privileges(of: program), for: wanted.isEmpty ? .always : wanted,
      in: PolicyScope(program, region: region, account: account))
    return PolicyText(text: policy.text, allowsNothing: policy.isEmpty)
  }
}
