import SecurityGroupIR

/// A value that is compared with others.
struct Comparison {
  var subject: Term
  var choices: [Term]

  /// What the first of the comparisons have in common, as far as they have something in common.
  static func alike(_ comparisons: some Sequence<Comparison?>) -> Comparison? {
    var alike: [Comparison] = []
    for comparison in comparisons {
      guard let comparison else { break }
      let sides = [comparison, comparison.turned].filter { !$0.subject.isLiteral }
      let longer =
        alike.isEmpty
        ? sides
        : alike.compactMap { run in
          sides.first { $0.subject == run.subject }.map {
            Comparison(subject: run.subject, choices: run.choices + $0.choices)
          }
        }
      if longer.isEmpty { break }
      alike = longer
    }
    return alike.first
  }

  private var turned: Comparison { Comparison(subject: choices[0], choices: [subject]) }
}

extension Condition {
  var equality: Comparison? {
    if case .equal(let left, let right) = self {
      Comparison(subject: left, choices: [right])
    } else {
      nil
    }
  }

  var inequality: Comparison? { if case .not(let inner) = self { inner.equality } else { nil } }

  /// The parts of which one must be true.
  var alternatives: [Condition] {
    if case .any(let parts) = self { parts.flatMap(\.alternatives) } else { [self] }
  }

  /// The parts that must all be true.
  var requirements: [Condition] {
    if case .all(let parts) = self { parts.flatMap(\.requirements) } else { [self] }
  }
}
