/// A question about values that is answered when the artifact runs.
package indirect enum Condition: Hashable, Sendable {
  /// Two scalars have the same text.
  case equal(Term, Term)
  /// A list has more elements than this; every comparison of a length is made of it.
  case isLonger(Term, than: Int)
  case isTrue(Term)
  case not(Condition)
  case all([Condition])
  case any([Condition])
}

extension Condition {
  /// The terms that it asks about.
  package var terms: [Term] {
    switch self {
    case .equal(let left, let right): [left, right]
    case .isLonger(let list, _): [list]
    case .isTrue(let term): [term]
    case .not(let inner): inner.terms
    case .all(let parts), .any(let parts): parts.flatMap(\.terms)
    }
  }

  package func mapTerms(_ transform: (Term) -> Term) -> Condition {
    switch self {
    case .equal(let left, let right): .equal(transform(left), transform(right))
    case .isLonger(let list, let count): .isLonger(transform(list), than: count)
    case .isTrue(let term): .isTrue(transform(term))
    case .not(let inner): .not(inner.mapTerms(transform))
    case .all(let parts): .all(parts.map { $0.mapTerms(transform) })
    case .any(let parts): .any(parts.map { $0.mapTerms(transform) })
    }
  }

  /// The same question without the parts whose answer is known, and without needless nesting.
  var simplified: Condition {
    switch self {
    case .equal, .isLonger, .isTrue: return self
    case .not(let inner):
      if case .not(let same) = inner.simplified { return same }
      return .not(inner.simplified)
    case .all(let parts):
      let open = parts.map(\.simplified).filter { $0.known != true }
      return open.count == 1 ? open[0] : .all(open)
    case .any(let parts):
      let open = parts.map(\.simplified).filter { $0.known != false }
      return open.count == 1 ? open[0] : .any(open)
    }
  }

  /// The answer, where the terms are known.
  var known: Bool? {
    switch self {
    case .equal(.literal(let left), .literal(let right)):
      if let left = left.scalarText, let right = right.scalarText {
        left.utf8.elementsEqual(right.utf8)
      } else {
        nil
      }
    case .equal(let left, let right): left == right ? true : nil
    case .isLonger(.literal(.list(let elements)), let count): elements.count > count
    case .isLonger(_, let count): count < 0 ? true : nil
    case .isTrue(.literal(.bool(let flag))): flag
    case .isTrue: nil
    case .not(let inner): inner.known.map { !$0 }
    case .all(let parts):
      if parts.contains(where: { $0.known == false }) {
        false
      } else {
        parts.allSatisfy { $0.known == true } ? true : nil
      }
    case .any(let parts):
      if parts.contains(where: { $0.known == true }) {
        true
      } else {
        parts.allSatisfy { $0.known == false } ? false : nil
      }
    }
  }
}
